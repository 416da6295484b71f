import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { accountOf, exactMax } from "../../../src/protect/alternatives/account.ts";
import type { Account } from "../../../src/protect/alternatives/account.ts";
import { perform } from "../../../src/protect/alternatives/task.ts";
import type { Run, Task } from "../../../src/protect/alternatives/task.ts";
import { protect } from "../../../src/protect/protect.ts";
import type { ObservationTable } from "../../../src/publication.ts";
import { paperPolicy, publishedWith } from "../shared.ts";
import { at, flat, tableOf } from "../tables.ts";

const strict = { ...paperPolicy, contributorsMin: 20 };
const table = schools("2025/2026");
const here: Run = (make) => perform(make());
const draft: ObservationTable = await protect(table, strict, []);

/** Three schools and grades; grade 3 is small everywhere. */
function schools(period: string, small = 14): CellTable {
  return tableOf(
    [flat("SCHOOL", "a", "b", "c"), flat("GRADE", "1", "2", "3")],
    ["a", "b", "c"].flatMap((school) =>
      ["1", "2", "3"].map((grade) => [[school, grade], 6, grade === "3" ? small : 70] as const),
    ),
    { period },
  );
}

/** Everything but some kinds of tasks, which are given up. */
function without(...kinds: readonly Task["kind"][]): Run {
  return async (make) => {
    const task = make();
    return kinds.includes(task.kind) ? { kind: "late" } : perform(task);
  };
}

function account(
  changes: { tables?: readonly CellTable[]; history?: readonly ObservationTable[] } = {},
): Promise<Account> {
  return accountOf({ tables: [table], draft, history: [], ...changes }, here);
}

describe("an account of a draft", () => {
  test("names every withheld cell with its reason", async () => {
    const { withheld } = await account();
    const codes = draft.observations.filter(({ status }) => status === "Q").map((own) => own.codes);
    expect(withheld.map((cell) => cell.codes)).toEqual(codes);
    expect(at(withheld, "a", "3").why).toBe("contributors");
    expect(at(withheld, "a", "1").why).toBe("complementary");
    expect(new Set(withheld.map(({ why }) => why)).size).toBe(2);
  });

  test("says of a cell that an earlier publication withheld that this is why", async () => {
    const earlier = publishedWith(
      table,
      ({ SCHOOL, GRADE }) => SCHOOL !== "_T" && GRADE !== "_T",
      strict,
    );
    const history = [earlier];
    const own = await protect(table, strict, history);
    const { withheld } = await accountOf({ tables: [table], draft: own, history }, here);
    expect(at(withheld, "a", "3").why).toBe("contributors");
    expect(at(withheld, "a", "1").why).toBe("earlier");
  });

  test("counts what is lost by level, and the part of contributors, numerators and denominators", async () => {
    const { lost } = await account();
    expect(lost.levels.map(({ level, cells }) => [level, cells])).toEqual([
      [0, 9],
      [1, 6],
      [2, 1],
    ]);
    expect(lost.levels.reduce((sum, { withheld }) => sum + withheld, 0)).toBe(lost.withheld);
    expect(lost.contributors).toEqual({ all: 3 * 154, unseen: 3 * 84 });
    expect(lost.num).toEqual({ all: 54, unseen: 36 });
    expect(lost.den).toEqual({ all: 3 * 154, unseen: 3 * 84 });
  });

  test("tells the distance to the least that any safe choice withholds", async () => {
    const { complementary } = await account();
    expect(complementary).toEqual({ cells: 3, least: 3 });
  });

  test("gives the numbers that an attacker gets closest to, the narrowest first", async () => {
    const { attack } = await account();
    expect(attack).toMatchObject({ safe: true, exact: true, open: 0, obstacles: [] });
    const widths = (attack?.narrowest ?? []).map(
      ({ interval: { least, most } }) => (most ?? Infinity) - least,
    );
    expect(widths.length).toBeGreaterThan(0);
    expect(widths.length).toBeLessThanOrEqual(20);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(attack?.narrowest.every(({ interval }) => interval.exact)).toBe(true);
  });

  test("proposes tables that hide fewer people and are proven safe", async () => {
    const { proposals, lost } = await account();
    const safe = proposals.filter((own) => own.outcome === "safe");
    expect(safe.length).toBeGreaterThan(0);
    for (const own of safe)
      expect(own.lost.contributors.unseen).toBeLessThan(lost.contributors.unseen);
    const outcomes = proposals.map(({ outcome }) => outcome);
    const order = ["safe", "no-gain", "refused", "not-tried"];
    expect(outcomes).toEqual(outcomes.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  });

  test("compares with rounding to the fewest contributors of the policy", async () => {
    const { rounded } = await account();
    const levels = [0, 1, 2].map((level) => expect.objectContaining({ level }));
    expect(rounded).toEqual({ outcome: "safe", base: 20, errors: levels });
  });

  test("what is given up is said to have been, and is never silently left out", async () => {
    const own = await accountOf(
      { tables: [table], draft, history: [] },
      without("attack", "protect", "least", "round"),
    );
    expect(own.attack).toBeNull();
    expect(own.complementary.least).toBeNull();
    expect(own.rounded).toEqual({ outcome: "not-tried" });
    expect(own.proposals.length).toBeGreaterThan(0);
    expect(new Set(own.proposals.map(({ outcome }) => outcome))).toEqual(new Set(["not-tried"]));
  });

  test("searches for exact ends up to a number of withheld cells, and never beyond", async () => {
    const asked: boolean[] = [];
    const run: Run = async (make) => {
      const task = make();
      if (task.kind === "attack") asked.push(task.exact);
      return { kind: "late" };
    };
    const many = (count: number): CellTable =>
      tableOf(
        [flat("CLASS", ...Array.from({ length: count + 1 }, (_, place) => `c${place}`))],
        Array.from({ length: count + 1 }, (_, place) => [[`c${place}`], 10, 40] as const),
      );
    for (const count of [exactMax, exactMax + 1]) {
      const classes = many(count);
      const published = publishedWith(classes, ({ CLASS }) => !["_T", "c0"].includes(CLASS ?? ""));
      await accountOf({ tables: [classes], draft: published, history: [] }, run);
    }
    expect(asked).toEqual([false, true, false]);
  });

  test("where nothing is withheld, nothing is tried", async () => {
    const open = publishedWith(table, () => false);
    const own = await accountOf({ tables: [table], draft: open, history: [] }, without("protect"));
    expect(own).toMatchObject({ withheld: [], proposals: [], rounded: null, moved: null });
  });

  test("of changed numbers, how far they are from those that were counted", async () => {
    const open = publishedWith(table, () => false);
    const observations = open.observations.map((own) => ({ ...own, num: (own.num ?? 0) + 2 }));
    const altered = { kind: "round", base: 20, promises: [], limits: [] } as const;
    const own = await accountOf(
      {
        tables: [table],
        draft: { ...open, observations, report: { ...open.report, altered } },
        history: [],
      },
      without("attack"),
    );
    expect(own.moved?.map(({ level, num, den }) => [level, num.mean, den.greatest])).toEqual([
      [0, 2, 0],
      [1, 2, 0],
      [2, 2, 0],
    ]);
    expect(own.withheld).toEqual([]);
  });
});

describe("a longer period", () => {
  const before = schools("2024/2025", 22);

  test("adds up what was counted, with at least the contributors of the greater year", async () => {
    const { proposals } = await account({ tables: [table, before] });
    const longer = proposals.find(({ gives }) => gives.kind === "period");
    expect(longer).toMatchObject({
      gives: { periods: ["2024/2025", "2025/2026"] },
      outcome: "safe",
      lost: { den: { all: 3 * 154 + 3 * 162 }, contributors: { all: 3 * 162, unseen: 0 } },
    });
  });

  test("is refused where one of its years is published alone", async () => {
    const published = publishedWith(before, ({ GRADE }) => GRADE === "3", strict);
    const { proposals } = await account({ tables: [before, table], history: [published] });
    const longer = proposals.find(({ gives }) => gives.kind === "period");
    expect(longer).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining("2024/2025 is published already"),
    });
  });

  test("is not among the proposals where the cells of one year are given", async () => {
    const { proposals } = await account();
    expect(proposals.some(({ gives }) => gives.kind === "period")).toBe(false);
  });

  test("needs the same table of another year", async () => {
    await expect(account({ tables: [table, table] })).resolves.toBeDefined();
    const copy = structuredClone(table);
    await expect(account({ tables: [table, copy] })).rejects.toThrow("one has the same period");
    const other = { ...before, description: { ...before.description, parameters: { days: 3 } } };
    await expect(account({ tables: [table, other] })).rejects.toThrow("one has other parameters");
  });
});

describe("cells of something else", () => {
  const cases: readonly (readonly [what: string, changes: Partial<CellTable["description"]>])[] = [
    ["they are of ATT_RATE, it is of ATT_CHRONIC", { metric: "ATT_RATE" }],
    ["their metric is defined otherwise", { formalHash: "1".repeat(64) }],
    ["they are of 2024/2025, it is of 2025/2026", { period: "2024/2025" }],
    ["they are of 2025/2026 as of 2026-01-15, it is of 2025/2026", { asOf: "2026-01-15" }],
    ["they are cut by nothing, it is cut by SCHOOL, GRADE", { dimensions: [] }],
    ["they were counted with other parameters", { parameters: { days: 3 } }],
  ];

  test.each(cases)("are refused: %s", async (what, changes) => {
    const other = { ...table, description: { ...table.description, ...changes } };
    await expect(account({ tables: [other] })).rejects.toThrow(
      `These are not the cells that the draft was made of: ${what}.`,
    );
  });

  test("are refused when a number is another, and never with the number", async () => {
    const cells = table.cells.map((cell) =>
      cell.codes["GRADE"] === "_T" ? { ...cell, den: cell.den + 1 } : cell,
    );
    const changed = { ...table, cells };
    await expect(account({ tables: [changed] })).rejects.toThrow("its numbers are not theirs");
  });
});
