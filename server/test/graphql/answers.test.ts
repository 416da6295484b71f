import { describe, expect, test } from "vitest";
import { ask } from "../gateway-over-http.ts";
import { servedCommunity } from "../served-community.ts";

const address = await servedCommunity();

async function data<T extends object>(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const { status, body } = await ask(address, query, variables);
  expect(body.errors).toBeUndefined();
  expect(status).toBe(200);
  const value: T = JSON.parse(JSON.stringify(body.data));
  return value;
}

describe("members and metrics", () => {
  test("the gateway says what it runs and how much it holds", async () => {
    expect(await data("{ gateway { version standard dataVersion } }")).toEqual({
      gateway: {
        version: expect.any(String),
        standard: expect.any(String),
        dataVersion: 3,
      },
    });
  });

  test("members come in the order of the trust list, with what they published", async () => {
    const query = `{ members { id name { en fi } schoolYearStart checkersMin
      publications(first: 1) { nodes { sequence } pageInfo { hasNextPage } } } }`;
    expect(await data(query)).toEqual({
      members: [
        {
          id: "FI-HEL",
          name: { en: "Helsinki", fi: null },
          schoolYearStart: "--08-01",
          checkersMin: 1,
          publications: { nodes: [{ sequence: 1 }], pageInfo: { hasNextPage: true } },
        },
        {
          id: "AZ",
          name: { en: "Azerbaijan", fi: null },
          schoolYearStart: "--09-15",
          checkersMin: 1,
          publications: { nodes: [{ sequence: 1 }], pageInfo: { hasNextPage: false } },
        },
      ],
    });
  });

  test("a metric carries its definition, unit, parameters and cautions", async () => {
    const query = `{ metric(id: "ATT_CHRONIC") { id version unit kind direction decimals
      title { en az } parameters { id default } cautions { en } dimensions
      publications { nodes { member { id } } } } }`;
    expect(await data(query)).toMatchObject({
      metric: {
        id: "ATT_CHRONIC",
        unit: "1",
        kind: "SHARE",
        direction: "LOWER",
        decimals: 3,
        parameters: [{ id: "expectedDaysMin", default: "10" }],
        publications: {
          nodes: [
            { member: { id: "FI-HEL" } },
            { member: { id: "FI-HEL" } },
            { member: { id: "AZ" } },
          ],
        },
      },
    });
  });

  test("every metric whose figures are published can be read whole", async () => {
    const query = `{ metrics { id version domain title { en } question { en } definition { en } unit
      kind contributor sensitive coverageMin decimals direction missingRule dimensions
      parameters { id description default } cautions { en } sources aliases } }`;
    const { metrics } = await data<{ readonly metrics: readonly unknown[] }>(query);
    expect(metrics.length).toBeGreaterThan(3);
  });

  test("what does not exist is null", async () => {
    const query = `{ member(id: "XX") { id } metric(id: "XX") { id } publication(digest: "x") { digest } }`;
    expect(await data(query)).toEqual({ member: null, metric: null, publication: null });
  });
});

describe("publications", () => {
  test("are paged from the oldest to the newest", async () => {
    const query = `query ($after: String) { publications(first: 2, after: $after) {
      nodes { position } pageInfo { hasNextPage endCursor } } }`;
    const page = await data<{
      readonly publications: { readonly pageInfo: { readonly endCursor: string } };
    }>(query);
    expect(page).toMatchObject({
      publications: { nodes: [{ position: 1 }, { position: 2 }], pageInfo: { hasNextPage: true } },
    });
    expect(await data(query, { after: page.publications.pageInfo.endCursor })).toMatchObject({
      publications: { nodes: [{ position: 3 }], pageInfo: { hasNextPage: false } },
    });
  });

  test("say what they cover, how they were made and where their files are", async () => {
    const query = `{ publications(member: "FI-HEL", first: 1) { nodes { digest member { id }
      sequence previous supersededBy metric { id } metricVersion formalHash unit period periodStart
      periodEnd schoolYearStart dimensions parameters { id value } sourcesUsed { population entity }
      coverage observations withheld receivedAt files { path bytes digest url } } } }`;
    expect(await data(query)).toMatchObject({
      publications: {
        nodes: [
          {
            previous: null,
            supersededBy: null,
            parameters: [{ id: "expectedDaysMin", value: "10" }],
            sourcesUsed: [{ population: "students", entity: "attendance-record" }],
            coverage: 0.98,
            observations: 12,
            withheld: 4,
            periodStart: "2025-08-01",
            files: expect.arrayContaining([
              expect.objectContaining({
                path: "data.csv",
                url: expect.stringMatching(/^\/publications\/sha256:[0-9a-f]{64}\/data\.csv$/),
              }),
            ]),
          },
        ],
      },
    });
  });
});

describe("observations", () => {
  test("never leave without unit, period, status, coverage and publication", async () => {
    const query = `{ observations(metric: "ATT_CHRONIC", members: ["AZ"]) { nodes { member { id }
      metric { id } value status confidentiality num den unit period coverage
      codes { dimension code isTotal label { en } } publication { sequence } } } }`;
    expect(await data(query)).toMatchObject({
      observations: {
        nodes: expect.arrayContaining([
          {
            member: { id: "AZ" },
            metric: { id: "ATT_CHRONIC" },
            value: 0.125,
            status: "A",
            confidentiality: "F",
            num: 25,
            den: 200,
            unit: "1",
            period: "2025/2026",
            coverage: 0.98,
            codes: [
              { dimension: "REF_AREA", code: "AZ", isTotal: true, label: { en: "Azerbaijan" } },
              { dimension: "SEX", code: "F", isTotal: false, label: { en: "Female" } },
            ],
            publication: { sequence: 1 },
          },
        ]),
      },
    });
  });

  test("that are withheld are a status without any number", async () => {
    const query = `{ observations(metric: "ATT_CHRONIC", members: ["FI-HEL"], dimensions: [
      { dimension: "SEX", in: ["F"] }, { dimension: "GRADE", in: ["2"] }]) {
      nodes { value status confidentiality num den } } }`;
    expect(await data(query)).toEqual({
      observations: {
        nodes: [{ value: null, status: "Q", confidentiality: "C", num: null, den: null }],
      },
    });
  });

  test("are filtered by totals too, and a table that is not cut stands at its total", async () => {
    const query = `{ observations(metric: "ATT_CHRONIC", period: "2025/2026", dimensions: [
      { dimension: "SEX", in: ["_T"] }, { dimension: "GRADE", in: ["_T"] }]) {
      nodes { member { id } num den publication { dimensions } } } }`;
    expect(await data(query)).toEqual({
      observations: {
        nodes: [
          {
            member: { id: "FI-HEL" },
            num: 30,
            den: 200,
            publication: { dimensions: ["SEX", "GRADE"] },
          },
          { member: { id: "FI-HEL" }, num: 60, den: 400, publication: { dimensions: ["SEX"] } },
          { member: { id: "AZ" }, num: 60, den: 400, publication: { dimensions: ["SEX"] } },
        ],
      },
    });
  });

  test("are paged", async () => {
    const query = `query ($after: String) { observations(metric: "ATT_CHRONIC", first: 10, after: $after) {
      nodes { status } pageInfo { hasNextPage endCursor } } }`;
    interface Page {
      readonly observations: {
        readonly nodes: readonly unknown[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    }
    const page = await data<Page>(query);
    expect(page.observations.pageInfo.hasNextPage).toBe(true);
    const rest = await data<Page>(query, { after: page.observations.pageInfo.endCursor });
    expect(page.observations.nodes.length + rest.observations.nodes.length).toBe(18);
    expect(rest.observations.pageInfo.hasNextPage).toBe(false);
  });
});

describe("compare", () => {
  const compareQuery = `query ($dimensions: [String!]) {
    compare(metric: "ATT_CHRONIC", members: ["AZ", "FI-HEL"], dimensions: $dimensions) {
      verdict level metric { id } publications { member { id } }
      reasons { code effect members detail text { en fi sv az } }
      rows { verdict codes { dimension code isTotal label { en } } reasons { code members }
        cells { member { id } observation { value status } } }
      total { code text { en } } } }`;

  test("puts members side by side with the verdict and its reasons", async () => {
    expect(await data(compareQuery, { dimensions: ["SEX"] })).toMatchObject({
      compare: {
        verdict: "CAUTION",
        level: ["SEX"],
        publications: [{ member: { id: "AZ" } }, { member: { id: "FI-HEL" } }],
        reasons: [
          {
            code: "school-year-start-differs",
            effect: "CAUTION",
            members: ["AZ", "FI-HEL"],
            detail: ["--09-15", "--08-01"],
            text: {
              en: expect.any(String),
              fi: expect.any(String),
              sv: expect.any(String),
              az: expect.any(String),
            },
          },
        ],
        rows: [
          {
            verdict: "CAUTION",
            codes: [{ dimension: "SEX", code: "_T", isTotal: true }],
            cells: [
              { member: { id: "AZ" }, observation: { value: 0.15, status: "A" } },
              { member: { id: "FI-HEL" }, observation: { value: 0.15, status: "A" } },
            ],
          },
          { codes: [{ code: "F", label: { en: "Female" } }] },
          { codes: [{ code: "M" }] },
        ],
        total: { code: "no-total-across-members" },
      },
    });
  });

  test("falls back to the level that both have", async () => {
    expect(await data(compareQuery, { dimensions: ["SEX", "GRADE"] })).toMatchObject({
      compare: {
        level: ["SEX"],
        reasons: expect.arrayContaining([
          expect.objectContaining({
            code: "dimension-not-shared",
            effect: "COMPARABLE_AT",
            members: ["AZ"],
            detail: ["GRADE"],
          }),
        ]),
      },
    });
  });

  const wrong = [
    [`metric: "XX", members: ["AZ", "FI-HEL"]`],
    [`metric: "ATT_CHRONIC", members: ["AZ"]`],
    [`metric: "ATT_CHRONIC", members: ["AZ", "AZ"]`],
    [`metric: "ATT_CHRONIC", members: ["AZ", "XX"]`],
    [`metric: "ATT_CHRONIC", members: ["AZ", "FI-HEL"], dimensions: ["XX"]`],
  ];

  test.each(wrong)("refuses %s", async (given) => {
    const { body } = await ask(address, `{ compare(${given}) { verdict } }`);
    expect(body.errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  });
});
