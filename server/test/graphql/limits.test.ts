import { getIntrospectionQuery, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { costMax, operationCost } from "../../src/graphql/cost.ts";
import { createSchema } from "../../src/graphql/schema.ts";
import { openStore } from "../../src/index.ts";
import { gatewayOver } from "../community.ts";
import { ask, listening } from "../gateway-over-http.ts";
import { servedCommunity } from "../served-community.ts";

const address = await servedCommunity();

function repeated(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_each, index) => text(index)).join(" ");
}

/** Each fragment spreads the next one twice: two kilobytes that stand for millions of fields. */
const exponential = `{ ...F0 } ${repeated(25, (index) => `fragment F${index} on Query { ${index < 24 ? `a${index}: members { id } ...F${index + 1} ...F${index + 1}` : "gateway { version }"} }`)}`;

const attacks = [
  [
    "deeper than 20 levels",
    `{ ${"members { publications { nodes { member { ".repeat(6)} id ${"} } } }".repeat(6)} }`,
    "TOO_DEEP",
  ],
  [
    "31 aliases",
    `{ ${repeated(31, (index) => `a${index}: gateway { version }`)} }`,
    "TOO_MANY_ALIASES",
  ],
  ["501 fields", `{ gateway { ${repeated(501, () => "version")} } }`, "TOO_MANY_FIELDS"],
  [
    "21 fields at the top",
    `{ ${repeated(21, () => "gateway { version }")} }`,
    "TOO_MANY_ROOT_FIELDS",
  ],
  [
    "21 directives",
    `{ gateway { version ${repeated(21, () => "@skip(if: false)")} } }`,
    "TOO_MANY_DIRECTIVES",
  ],
  [
    "31 fragments",
    `{ gateway { version } } ${repeated(31, (index) => `fragment F${index} on Query { gateway { version } }`)}`,
    "TOO_MANY_FRAGMENTS",
  ],
  [
    "fragments in a circle",
    "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "FRAGMENT_CYCLE",
  ],
  ["exponential fragments", exponential, "TOO_MANY_FIELDS"],
  ["2001 tokens", `{ gateway { ${repeated(2001, () => "version")} } }`, "GRAPHQL_PARSE_FAILED"],
  [
    "a page of 101 publications",
    "{ publications(first: 101) { nodes { digest } } }",
    "BAD_USER_INPUT",
  ],
  [
    "a page of no publications",
    "{ publications(first: 0) { nodes { digest } } }",
    "BAD_USER_INPUT",
  ],
  [
    "a page of 1001 observations",
    `{ observations(metric: "ATT_CHRONIC", first: 1001) { nodes { status } } }`,
    "BAD_USER_INPUT",
  ],
  [
    "a cursor that nobody gave",
    `{ publications(after: "x") { nodes { digest } } }`,
    "BAD_USER_INPUT",
  ],
  [
    "a page of two thousand million",
    "{ publications(first: 2147483647) { nodes { digest } } }",
    "COST_LIMIT",
  ],
  [
    "pages in pages",
    "{ publications(first: 100) { nodes { member { publications(first: 100) { nodes { metric { publications(first: 100) { nodes { digest } } } } } } } } }",
    "COST_LIMIT",
  ],
  ["no query at all", "not a query", "GRAPHQL_PARSE_FAILED"],
  ["a field that does not exist", "{ students { name } }", "GRAPHQL_VALIDATION_FAILED"],
  ["a mutation", "mutation { publish }", "GRAPHQL_VALIDATION_FAILED"],
  [
    "a variable of the wrong type",
    "query ($n: Int!) { publications(first: $n) { nodes { digest } } }",
    "BAD_USER_INPUT",
  ],
] as const;

describe("a query that asks too much is refused with a code and without data", () => {
  test.each(attacks)("%s", async (_what, query, code) => {
    const started = performance.now();
    const { body } = await ask(address, query);
    expect(body.errors?.[0]?.extensions?.code).toBe(code);
    expect(body.data ?? null).toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("just within the limits", () => {
  const fine = [
    [
      "20 levels and less",
      `{ ${"publications(first: 1) { nodes { member { ".repeat(6)} id ${"} } }".repeat(6)} }`,
    ],
    ["30 aliases", `{ gateway { ${repeated(30, (index) => `a${index}: version`)} } }`],
    ["500 fields", `{ gateway { ${repeated(499, () => "version")} } }`],
    ["100 publications", "{ publications(first: 100) { nodes { digest } } }"],
    [
      "1000 observations with everything a chart needs",
      `{ observations(metric: "ATT_CHRONIC", first: 1000) { nodes { value status num den publication { digest } codes { dimension code isTotal label { en fi sv az } } } } }`,
    ],
    ["the standard introspection query", getIntrospectionQuery()],
  ] as const;

  test.each(fine)("%s", async (_what, query) => {
    const { status, body } = await ask(address, query);
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });
});

describe("cost", () => {
  const schema = createSchema();
  const cost = (query: string, variables: Readonly<Record<string, unknown>> = {}): number =>
    operationCost(schema, parse(query), { operationName: null, variables });

  test("counts what is below a page as often as the page is long", () => {
    expect(cost("{ publications(first: 3) { nodes { member { id } } } }")).toBe(1 + 3 * 2);
    expect(cost("{ publications { nodes { member { id } } } }")).toBe(1 + 20 * 2);
  });

  test("knows variables and their defaults", () => {
    const query = "query ($n: Int! = 50) { publications(first: $n) { nodes { digest } } }";
    expect(cost(query)).toBe(51);
    expect(cost(query, { n: 7 })).toBe(8);
  });

  test("counts fragments where they are spread", () => {
    const query =
      "{ publications(first: 5) { nodes { ...P } } } fragment P on Publication { member { id } }";
    expect(cost(query)).toBe(1 + 5 * 2);
  });

  test("stays finite", () => {
    const nested =
      "{ publications(first: 2147483647) { nodes { member { publications(first: 2147483647) { nodes { digest } } } } } }";
    expect(cost(nested)).toBeGreaterThan(costMax);
    expect(Number.isFinite(cost(nested))).toBe(true);
  });
});

describe("what nobody expected", () => {
  test("reaches the operator whole and the reader not at all", async () => {
    const bugs: unknown[] = [];
    const store = openStore("sqlite::memory:");
    const broken = { ...(await gatewayOver(store, { onBug: (error) => bugs.push(error) })) };
    const at = await listening(broken);
    store.version = () => Promise.reject(new Error("the disk is at /secret/place"));
    const { body } = await ask(at, "{ gateway { dataVersion } }");
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: "The gateway failed to answer.",
        extensions: { code: "INTERNAL_ERROR" },
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain("secret");
    expect(String(bugs[0])).toContain("/secret/place");
  });
});

describe("the schema", () => {
  test("explains every type, field and enum value of its own", () => {
    const types = Object.values(createSchema().getTypeMap()).filter(
      ({ name }) => !name.startsWith("__") && name !== "Query" && !isSpecifiedScalarType(name),
    );
    expect(types.length).toBeGreaterThan(20);
    const silent = types.filter(({ description }) => !description).map(({ name }) => name);
    expect(silent).toEqual([]);
  });
});

function isSpecifiedScalarType(name: string): boolean {
  return ["ID", "Int", "Float", "String", "Boolean"].includes(name);
}
