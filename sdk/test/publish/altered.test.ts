import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { protect } from "../../src/protect/protect.ts";
import { newLedger, openAccount, spend } from "../../src/protect/privacy/budget.ts";
import type { MethodChoice } from "../../src/policy.ts";
import type { Altered, DisclosureReport, Protected } from "../../src/publication.ts";
import { checkContent } from "../../src/publish/check-content.ts";
import type { CheckCode } from "../../src/publish/check.ts";
import { draft } from "../../src/publish/draft.ts";
import { parsePublication, tableOf as tableOfPublication } from "../../src/publish/read.ts";
import type { Publication } from "../../src/publish/read.ts";
import { seededDraws } from "../../src/protect/rounding/seeded.ts";
import { tableOf } from "../protect/tables.ts";
import type { Inner } from "../protect/tables.ts";
import { draftInput, protectedTable, registry } from "./fixture.ts";

/** Students by sex and grade, a few of them in small groups, with cell keys. */
async function cells(): Promise<CellTable> {
  const { description } = await protectedTable();
  const draw = seededDraws(11);
  const inner = ["1", "2", "3"].flatMap((grade) =>
    ["F", "M"].map((sex): Inner => {
      const den = 2 + draw(40);
      return [[sex, grade], draw(den), den];
    }),
  );
  const table = tableOf(description.dimensions, inner);
  return {
    description,
    cells: table.cells.map((cell) => ({
      ...cell,
      keys: { num: draw(2 ** 31), den: draw(2 ** 31) },
    })),
  };
}

const methods = {
  round: { kind: "round", base: 10 },
  "cell-key": { kind: "cell-key", deviationMax: 5, variance: "3" },
  noise: { kind: "noise", distribution: "gaussian", rho: "0.01", rhoMax: "1" },
} as const satisfies Record<string, MethodChoice>;

async function changed(kind: keyof typeof methods): Promise<Protected> {
  const { report } = await protectedTable();
  const policy = { ...report.policy, method: methods[kind] };
  return protect(await cells(), policy, [], {
    pay: async (bill) => {
      const { rhoMax, delta, charges } = bill;
      const account = { population: "student", schoolYear: "2025/2026", rhoMax, delta };
      const ledger = await openAccount(await newLedger("FI-HEL"), account);
      const result = await spend(ledger, { release: bill.release, charges });
      if (!result.ok) throw new Error("the budget is too small for this test");
      return result.spent;
    },
  });
}

async function published(kind: keyof typeof methods): Promise<Publication> {
  return parsePublication(await draft(await changed(kind), draftInput()));
}

const kinds = ["round", "cell-key", "noise"] as const;

/** What the checks say of a publication: `B13 …` for every one that failed. */
async function problemsOf(publication: Publication): Promise<readonly string[]> {
  const checks = await checkContent(publication);
  return checks
    .filter(({ outcome }) => outcome === "failed")
    .map(({ code, message }) => `${code} ${message}`);
}

function withReport(publication: Publication, changes: Partial<DisclosureReport>): Publication {
  return { ...publication, disclosure: { ...publication.disclosure, ...changes } };
}

function withAltered(publication: Publication, changes: Partial<Altered>): Publication {
  const { altered } = publication.disclosure;
  if (altered === undefined) throw new Error("nothing was changed");
  return withReport(publication, { altered: { ...altered, ...changes } });
}

describe.each(kinds)("a publication changed by %s", (kind) => {
  test("keeps every check, and is read back as it was protected", async () => {
    const table = await changed(kind);
    const publication = await parsePublication(await draft(table, draftInput()));
    expect(await problemsOf(publication)).toEqual([]);
    const { observations, report } = tableOfPublication(publication, registry);
    expect(report).toEqual(table.report);
    const byCodes = (rows: Protected["observations"]): readonly string[] =>
      rows
        .map((row) =>
          JSON.stringify([
            row.codes["SEX"],
            row.codes["GRADE"],
            row.num,
            row.den,
            row.value,
            row.status,
          ]),
        )
        .toSorted();
    expect(byCodes(observations)).toEqual(byCodes(table.observations));
  });

  test("gives no coverage: with the number of those expected it would be the true number", async () => {
    const publication = await published(kind);
    expect(publication.quality.coverage).toBeNull();
    const quality = { ...publication.quality, coverage: "0.98" };
    expect(await problemsOf({ ...publication, quality })).toMatchObject([
      expect.stringContaining("coverage of numbers that were changed"),
    ]);
  });

  test("must say so exactly when the policy does", async () => {
    const publication = await published(kind);
    const { method: _, ...policy } = publication.disclosure.policy;
    expect(await problemsOf(withReport(publication, { policy }))).toMatchObject([
      expect.stringMatching(/^B13 .*asks for the method suppress/),
    ]);
    const { altered: _altered, ...silent } = publication.disclosure;
    const problems = await problemsOf({ ...publication, disclosure: silent });
    expect(problems.join(" ")).toContain("the numbers are as they were counted");
  });

  test("must have been changed by the parameters of the policy", async () => {
    const publication = await published(kind);
    const other = { round: { base: 11 }, "cell-key": { deviationMax: 6 }, noise: { rho: "0.02" } };
    expect(await problemsOf(withAltered(publication, other[kind]))).not.toEqual([]);
  });

  test("withholds nothing", async () => {
    const publication = await published(kind);
    const rows = publication.rows.map((row, at) =>
      at === 0
        ? { ...row, value: "NaN", num: "NaN", den: "NaN", status: "Q", confidentiality: "C" }
        : row,
    );
    expect((await problemsOf({ ...publication, rows })).join(" ")).toContain("withheld");
  });
});

/** A publication with the numbers of one inner cell replaced, its value computed again. */
function withCell(publication: Publication, num: number, den: number): Publication {
  const at = publication.rows.findIndex(({ codes }) => !codes.includes("_T"));
  const rows = publication.rows.map((row, place) =>
    place === at
      ? {
          ...row,
          num: String(num),
          den: String(den),
          value: (num / den).toFixed(3),
          status: "A",
          confidentiality: "F",
        }
      : row,
  );
  return { ...publication, rows };
}

const failed = async (publication: Publication): Promise<readonly CheckCode[]> =>
  (await checkContent(publication))
    .filter(({ outcome }) => outcome === "failed")
    .map(({ code }) => code);

describe("what each method promises is checked", () => {
  test("rounded: no count between 0 and the base, and parts make their wholes", async () => {
    const publication = await published("round");
    expect(await failed(withCell(publication, 9, 40))).toEqual(["B11", "B13"]);
    expect(await failed(withCell(publication, 40, 49))).toEqual(["B11", "B13"]);
    expect(await failed(withCell(publication, 10, 1000))).toEqual(["B11"]);
  });

  test("noise by cell keys: parts need not make their wholes, a part is no more than its whole", async () => {
    const publication = await published("cell-key");
    expect(await failed(withCell(publication, 3, 40))).toEqual([]);
    expect(await failed(withCell(publication, 41, 40))).toEqual(["B11", "B13"]);
  });

  test("noise by cell keys that leaves less open than the policy asks", async () => {
    const publication = withAltered(await published("cell-key"), { deviationMax: 4 });
    const method = { ...methods["cell-key"], deviationMax: 4 };
    const policy = { ...publication.disclosure.policy, method };
    expect(await problemsOf(withReport(publication, { policy }))).toMatchObject([
      expect.stringContaining("less open than the policy asks"),
    ]);
  });

  test("noise from a budget: parts need not make their wholes, and none is negative", async () => {
    const publication = await published("noise");
    expect(await failed(withCell(publication, 3, 40))).toEqual([]);
    expect(await failed(withCell(publication, -3, 40))).toEqual(["B11", "B13"]);
    expect(await failed(withCell(publication, 41, 40))).toEqual(["B11", "B13"]);
  });
});

test("of a table that withholds, negative counts stay illegal", async () => {
  const publication = await parsePublication(await draft(await protectedTable(), draftInput()));
  expect(await problemsOf(publication)).toEqual([]);
  expect(await failed(withCell(publication, 1, -40))).toContain("B10");
  expect(await failed(withCell(publication, -1, 40))).toContain("B11");
});
