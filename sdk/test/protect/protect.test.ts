import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { RefusedError } from "../../src/errors.ts";
import { audit } from "../../src/protect/audit/audit.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import { protect } from "../../src/protect/protect.ts";
import type { Observation } from "../../src/publication.ts";
import { paperPolicy, publishedWith } from "./shared.ts";
import { at, flat, nested, tableOf } from "./tables.ts";
import type { Inner } from "./tables.ts";

const sex = flat("SEX", "F", "M");
const areas = flat("AREA", "a", "b", "c", "d");

function withheld(observations: readonly Observation[]): string[] {
  return observations
    .filter(({ status }) => status === "Q")
    .map(({ codes }) => Object.values(codes).join(" "));
}

describe("a small group", () => {
  const table = (contributors: number): CellTable =>
    tableOf(
      [areas],
      [
        [["a"], Math.floor(contributors / 2), contributors],
        [["b"], 30, 60],
        [["c"], 31, 70],
        [["d"], 33, 80],
      ],
    );

  test.each([
    [9, ["a", "b"]],
    [10, []],
    [11, []],
  ])("of %i contributors under a minimum of 10 withholds %j", async (contributors, expected) => {
    const { observations } = await protect(table(contributors), defaultPolicy, []);
    expect(withheld(observations)).toEqual(expected);
  });

  test("has a higher minimum where the metric is sensitive", async () => {
    for (const [contributors, count] of [
      [19, 2],
      [20, 0],
    ] as const) {
      const own = table(contributors);
      const sensitive = { ...own, description: { ...own.description, sensitive: true } };
      // oxlint-disable-next-line no-await-in-loop -- both sides of one boundary
      const { observations } = await protect(sensitive, defaultPolicy, []);
      expect(withheld(observations)).toHaveLength(count);
    }
  });

  test("leaves no number behind, in no column", async () => {
    const { observations } = await protect(table(9), defaultPolicy, []);
    expect(at(observations, "a")).toEqual({
      codes: { AREA: "a" },
      value: null,
      num: null,
      den: null,
      status: "Q",
      confidentiality: "C",
    });
    expect(at(observations, "c")).toEqual({
      codes: { AREA: "c" },
      value: "0.4429",
      num: 31,
      den: 70,
      status: "A",
      confidentiality: "F",
    });
  });
});

describe("a group in which everyone or no one has the attribute", () => {
  test.each([
    [0, 2],
    [1, 0],
    [39, 0],
    [40, 2],
  ])("%i of 40 withholds %i cells", async (num, count) => {
    const table = tableOf(
      [areas],
      [
        [["a"], num, 40],
        [["b"], 20, 50],
        [["c"], 21, 60],
        [["d"], 22, 70],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheld(observations)).toHaveLength(count);
    expect(at(observations, "a").status).toBe(count === 0 ? "A" : "Q");
  });

  test("is withheld up to a few when the policy says so", async () => {
    const policy = { ...defaultPolicy, homogeneityMax: 2, intervalWidthMin: 3 };
    for (const [num, status] of [
      [2, "Q"],
      [3, "A"],
      [37, "A"],
      [38, "Q"],
    ] as const) {
      const table = tableOf(
        [areas],
        [
          [["a"], num, 40],
          [["b"], 20, 50],
          [["c"], 21, 60],
        ],
      );
      // oxlint-disable-next-line no-await-in-loop -- both sides of two boundaries
      const { observations } = await protect(table, policy, []);
      expect(at(observations, "a").status).toBe(status);
    }
  });

  test("is withheld with so many others that the others do not have it all either", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 40, 40],
        [["b"], 50, 50],
        [["c"], 21, 60],
        [["d"], 30, 90],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheld(observations)).toEqual(["a", "b", "c"]);
  });
});

describe("a table", () => {
  test("without cells is published without cells", async () => {
    const { observations, report } = await protect(tableOf([sex], []), defaultPolicy, []);
    expect(observations).toEqual([]);
    expect(report.audit).toMatchObject({ provenSafe: true, withheldCells: 0, widthMin: null });
  });

  test("of a few people withholds every cell, the total too", async () => {
    const { observations } = await protect(
      tableOf(
        [sex],
        [
          [["F"], 1, 3],
          [["M"], 2, 4],
        ],
      ),
      defaultPolicy,
      [],
    );
    expect(withheld(observations)).toEqual(["F", "_T", "M"]);
  });

  test("shows where nobody is as zero, and never uses it to hide another cell", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 4, 9],
        [["b"], 0, 0],
        [["c"], 20, 60],
        [["d"], 30, 90],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(at(observations, "b")).toMatchObject({ status: "M", num: 0, den: 0, value: null });
    expect(withheld(observations)).toEqual(["a", "c"]);
  });

  test("withholds a ratio that has nothing to divide by but something to divide", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 40, 0],
        [["b"], 300, 20],
        [["c"], 400, 30],
        [["d"], 500, 40],
      ],
      { kind: "ratio" },
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheld(observations)).toEqual(["a", "b"]);
  });

  test("withholds a mean at the end of its scale", async () => {
    const score = (num: number): CellTable =>
      tableOf(
        [areas],
        [
          [["a"], num, 40],
          [["b"], 2400, 60],
          [["c"], 3000, 90],
        ],
        {
          kind: "mean",
          range: { min: 0, max: 100 },
        },
      );
    for (const [num, status] of [
      [0, "Q"],
      [4, "A"],
      [3996, "A"],
      [4000, "Q"],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- both sides of two boundaries
      const { observations } = await protect(score(num), defaultPolicy, []);
      expect(at(observations, "a").status).toBe(status);
    }
  });

  test("keeps what was too little collected without a number and unknown", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 10, 40],
        [["b"], 20, 50],
        [["c"], 21, 60],
        [["d"], 22, 70],
      ],
    );
    const cells = table.cells.map((cell) =>
      cell.codes["AREA"] === "a" ? { ...cell, status: "L" as const, value: null } : cell,
    );
    const { observations, report } = await protect({ ...table, cells }, defaultPolicy, []);
    expect(at(observations, "a")).toMatchObject({ status: "L", confidentiality: "F", num: null });
    expect(withheld(observations)).toEqual(["b"]);
    expect(report.counts).toEqual({ cells: 5, published: 3, withheld: 1 });
  });

  test("of too little collected everywhere shows nothing and withholds nothing", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 0, 0],
        [["b"], 0, 0],
      ],
    );
    const cells = table.cells.map((cell) => ({ ...cell, status: "L" as const, value: null }));
    const { observations } = await protect({ ...table, cells }, defaultPolicy, []);
    expect(observations.map(({ status }) => status)).toEqual(["L", "L", "L"]);
  });

  test("that sums days over students hides groups of too few students together", async () => {
    const table = tableOf(
      [areas],
      [
        [["a"], 700, 720, 4],
        [["b"], 880, 900, 5],
        [["c"], 9000, 9900, 55],
        [["d"], 9500, 10_800, 60],
      ],
    );
    const { observations, report } = await protect(table, defaultPolicy, []);
    expect(withheld(observations)).toEqual(["a", "b", "c"]);
    expect(report.measures).toEqual({ num: "sum", den: "sum" });
  });

  test("hides schools rather than areas", async () => {
    const schools = nested("SCHOOL", { north: ["n1", "n2", "n3"], south: ["s1", "s2"] });
    const table = tableOf(
      [schools],
      [
        [["n1"], 2, 5],
        [["n2"], 30, 90],
        [["n3"], 20, 80],
        [["s1"], 20, 60],
        [["s2"], 30, 60],
      ],
    );
    const { observations } = await protect(table, defaultPolicy, []);
    expect(withheld(observations)).toEqual(["n1", "n3"]);
  });

  test.each([
    ["parts that do not add up", [[0, { den: 61, contributors: 61 }]]],
    ["a numerator above its denominator", [[0, { num: 500 }]]],
    ["a fraction", [[0, { num: 1.5 }]]],
  ] as const)("with %s is refused without naming a number", async (_, [[row, change]]) => {
    const table = tableOf(
      [sex],
      [
        [["F"], 20, 60],
        [["M"], 30, 70],
      ],
    );
    const cells = table.cells.map((cell, at_) => (at_ === row ? { ...cell, ...change } : cell));
    const refused = protect({ ...table, cells }, defaultPolicy, []);
    await expect(refused).rejects.toThrow(RefusedError);
    await expect(refused).rejects.toThrow(/^[^0-9]*$/);
  });
});

describe("a later publication", () => {
  const inner: readonly Inner[] = [
    [["a"], 4, 9],
    [["b"], 20, 60],
    [["c"], 21, 60],
    [["d"], 30, 90],
  ];
  const table = tableOf([areas], inner);

  test("of the same table keeps the same cells withheld", async () => {
    const first = await protect(table, defaultPolicy, []);
    const second = await protect(table, defaultPolicy, [first]);
    expect(second.observations).toEqual(first.observations);
    expect(second.report.audit.history).toEqual(["ATT_CHRONIC 1.0.0, 2025/2026, by AREA"]);
  });

  test("with another safe choice of cells would give the small group away, and the audit says so", async () => {
    const one = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "b", defaultPolicy);
    const two = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "c", defaultPolicy);
    expect((await audit([one], defaultPolicy)).safe).toBe(true);
    expect((await audit([two], defaultPolicy)).safe).toBe(true);
    const both = await audit([one, two], defaultPolicy);
    expect(both.safe).toBe(false);
    expect(new Set(both.narrow.map(({ codes }) => codes["AREA"]))).toEqual(
      new Set(["a", "b", "c"]),
    );
  });

  test("is refused after two that give a cell away together", async () => {
    const one = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "b", defaultPolicy);
    const two = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "c", defaultPolicy);
    await expect(protect(table, defaultPolicy, [one, two])).rejects.toThrow(
      /must withhold what an earlier publication shows \(AREA=a|AREA=b/,
    );
  });

  test("follows an earlier choice that it would not have made", async () => {
    const earlier = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "d", defaultPolicy);
    const { observations } = await protect(table, defaultPolicy, [earlier]);
    expect(withheld(observations)).toEqual(["a", "d"]);
  });

  test("under a raised policy is refused where the cell is public already", async () => {
    const first = await protect(table, defaultPolicy, []);
    const raised = { ...defaultPolicy, contributorsMin: 65 };
    const refused = protect(table, raised, [first]);
    await expect(refused).rejects.toThrow(/earlier publication shows \(AREA=c\)/);
  });

  test("of other numbers for the same period is refused", async () => {
    const first = await protect(table, defaultPolicy, []);
    const corrected = tableOf([areas], [...inner.slice(0, 3), [["d"], 31, 90]]);
    await expect(protect(corrected, defaultPolicy, [first])).rejects.toThrow(/different numbers/);
  });

  test("of another period or quantity is judged by itself", async () => {
    const first = await protect(table, defaultPolicy, []);
    const corrected = tableOf([areas], [...inner.slice(0, 3), [["d"], 31, 90]], {
      period: "2026/2027",
    });
    const second = await protect(corrected, defaultPolicy, [first]);
    expect(withheld(second.observations)).toEqual(["a", "b"]);
  });

  test("of a finer table hides what the coarser one withheld", async () => {
    const coarse = await protect(table, defaultPolicy, []);
    const fine = tableOf(
      [areas, sex],
      inner.flatMap(([codes, num, den]): Inner[] => [
        [[...codes, "F"], Math.floor(num / 2), Math.floor(den / 2)],
        [[...codes, "M"], Math.ceil(num / 2), Math.ceil(den / 2)],
      ]),
    );
    const { observations } = await protect(fine, defaultPolicy, [coarse]);
    expect(at(observations, "a", "_T").status).toBe("Q");
    expect(at(observations, "b", "_T").status).toBe("Q");
    expect(at(observations, "c", "_T").status).toBe("A");
  });

  test("by a dimension nested in an earlier one is refused when nobody says how", async () => {
    const schools = { ...flat("SCHOOL", "s1", "s2", "s3", "s4", "s5"), family: "place" };
    const places = { ...areas, family: "place" };
    const first = await protect(tableOf([places], inner), defaultPolicy, []);
    const nestedTable = tableOf(
      [schools],
      [
        [["s1"], 4, 9],
        [["s2"], 20, 60],
        [["s3"], 21, 60],
        [["s4"], 10, 50],
        [["s5"], 20, 40],
      ],
    );
    await expect(protect(nestedTable, defaultPolicy, [first])).rejects.toThrow(
      /tables by SCHOOL and by AREA, which cut the same thing/,
    );
  });

  test("that closes a circle of pairwise crosses is refused", async () => {
    const level = flat("LEVEL", "1", "2");
    const atoms = ["a", "b", "c", "d"].flatMap((area, index) =>
      ["F", "M"].flatMap((own) =>
        ["1", "2"].map((grade) => ({ area, own, grade, den: 10 * index + 3 })),
      ),
    );
    const by = (names: readonly ("area" | "own" | "grade")[]): CellTable =>
      tableOf(
        names.map((name) => ({ area: areas, own: sex, grade: level })[name]),
        atoms.map((atom): Inner => [
          names.map((name) => atom[name]),
          Math.floor(atom.den / 2),
          atom.den,
        ]),
      );
    const first = await protect(by(["area", "own"]), defaultPolicy, []);
    const second = await protect(by(["own", "grade"]), defaultPolicy, [first]);
    await expect(protect(by(["area", "grade"]), defaultPolicy, [first, second])).rejects.toThrow(
      /AREA × LEVEL, AREA × SEX, SEX × LEVEL but never all of it at once/,
    );
  });
});

describe("whatever the table", () => {
  const places = ["F", "M"].flatMap((own) =>
    ["n1", "n2", "s1", "s2", "s3"].map((area) => [own, area]),
  );
  const dimensions = [sex, nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2", "s3"] })];
  const counts = fc.array(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })), {
    minLength: places.length,
    maxLength: places.length,
  });
  const kinds = fc.constantFrom("share" as const, "mean" as const, "ratio" as const);
  const sums = fc.boolean();

  test("no withheld cell is narrower than the policy and no difference of a margin gives one away", async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(counts, kinds, sums, async (own, kind, isSum) => {
        const inner = places.flatMap((codes, index): Inner[] => {
          const [a, b] = own[index] ?? [0, 0];
          if (a + b === 0) return [];
          if (kind === "ratio") return [[codes, a, b, Math.min(a, b)]];
          return isSum ? [[codes, 20 * a, 20 * (a + b), a + b]] : [[codes, a, a + b]];
        });
        fc.pre(kind !== "ratio" || !isSum);
        const table = tableOf(dimensions, inner, { kind });
        const cells = table.cells.map((cell) =>
          kind === "ratio" ? { ...cell, contributors: Math.min(cell.num, cell.den) } : cell,
        );
        const published = await protect({ ...table, cells }, paperPolicy, []);
        const { safe, narrow } = await audit([published], paperPolicy);
        expect(narrow).toEqual([]);
        expect(safe).toBe(true);
        published.observations.forEach((observation, row) => {
          const cell = cells[row];
          if (observation.status !== "A" || cell === undefined) return;
          expect(cell.contributors).toBeGreaterThanOrEqual(paperPolicy.contributorsMin);
          if (kind === "share") expect([0, cell.den]).not.toContain(cell.num);
        });
        seen += published.report.counts.withheld;
      }),
      { numRuns: 150, seed: 3 },
    );
    expect(seen).toBeGreaterThan(500);
  });
});
