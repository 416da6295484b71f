import { describe, expect, test } from "vitest";
import type { CellTable } from "../../../src/cells.ts";
import { judge } from "../../../src/protect/ledger/judge.ts";
import type { Judgement } from "../../../src/protect/ledger/verdict.ts";
import { publicationEvent } from "../../../src/protect/ledger/ledger.ts";
import type { LedgerEntry } from "../../../src/protect/ledger/ledger.ts";
import type { ObservationTable } from "../../../src/publication.ts";
import { publishedWith, paperPolicy as policy } from "../shared.ts";
import { at, flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const areas = flat("AREA", "a", "b", "c", "d");
const september = { asOf: "2025-09-30" };
const october = { asOf: "2025-10-31" };

/** A ledger of these tables; the chain is no matter here. */
function ledgerOf(...tables: readonly ObservationTable[]): readonly LedgerEntry[] {
  return tables.map((table, index) => ({
    ...publicationEvent({ publication: "sha256:00", sequence: index + 1 }, table),
    number: index + 1,
    previous: null,
  }));
}

/** Areas with so many students; a third of them have the attribute. */
function byArea(sizes: readonly number[], changes: Partial<CellTable["description"]>): CellTable {
  const inner = sizes.map((den, index): Inner => [
    [["a", "b", "c", "d"][index] ?? ""],
    Math.floor(den / 3),
    den,
  ]);
  return tableOf([areas], inner, changes);
}

function safeOf(judgement: Judgement): ObservationTable {
  if ("safe" in judgement) return judgement.safe;
  throw new Error(`The verdict is ${judgement.verdict}: ${judgement.witness.reason}`);
}

async function published(table: CellTable, ...before: readonly ObservationTable[]) {
  return safeOf(await judge(table, policy, ledgerOf(...before)));
}

describe("a release of the same school year on a later day", () => {
  test("passes when every place changed by enough or not at all", async () => {
    const first = await published(byArea([20, 30, 40, 50], september));
    const judgement = await judge(byArea([23, 30, 37, 60], october), policy, ledgerOf(first));
    expect(judgement.verdict).toBe("pass");
    expect(safeOf(judgement).report.audit.history).toEqual([
      "ATT_CHRONIC 1.0.0, 2025/2026 as of 2025-09-30, by AREA",
    ]);
    expect(safeOf(judgement).description).toMatchObject({ period: "2025/2026", ...october });
  });

  test.each([
    [1, "pass-after-withholding"],
    [2, "pass-after-withholding"],
    [3, "pass"],
  ])("where %i joined one place is judged by the smallest group", async (joined, verdict) => {
    const first = await published(byArea([20, 30, 40, 50], september));
    const table = byArea([20 + joined, 36, 46, 59], october);
    const judgement = await judge(table, policy, ledgerOf(first));
    expect(judgement.verdict).toBe(verdict);
    expect(at(safeOf(judgement).observations, "a").status).toBe(joined < 3 ? "Q" : "A");
  });

  test("withholds enough places that those who joined them are no small group together", async () => {
    const first = await published(byArea([20, 30, 40, 50], september));
    const { observations } = await published(byArea([21, 31, 46, 59], october), first);
    const hidden = observations
      .filter(({ status }) => status === "Q")
      .map(({ codes }) => codes["AREA"]);
    expect(hidden).toEqual(["a", "b", "c"]);
  });

  test("waits when so few joined in all that the total itself would show them", async () => {
    const first = await published(byArea([20, 30, 40, 50], september));
    const judgement = await judge(byArea([21, 31, 40, 50], october), policy, ledgerOf(first));
    expect(judgement).toMatchObject({
      verdict: "wait",
      until: expect.stringMatching(/at least 3 contributors more have joined or left/),
    });
  });

  test("looks back to every earlier day, not only to the last", async () => {
    const first = await published(byArea([20, 30, 40, 50], september));
    const second = await published(byArea([30, 36, 46, 59], october), first);
    const third = byArea([21, 40, 50, 70], { asOf: "2025-11-30" });
    expect(at((await published(third, second)).observations, "a").status).toBe("A");
    expect(at((await published(third, first, second)).observations, "a").status).toBe("Q");
  });

  test("keeps withheld what was withheld, though it has grown", async () => {
    const first = await published(byArea([2, 30, 40, 50], september));
    expect(at(first.observations, "a").status).toBe("Q");
    const judgement = await judge(byArea([5, 36, 46, 59], october), policy, ledgerOf(first));
    expect(at(safeOf(judgement).observations, "a").status).toBe("Q");
    expect(judgement).toMatchObject({
      verdict: "pass-after-withholding",
      cells: expect.arrayContaining([{ AREA: "a" }]),
    });
  });

  test("of the next school year is judged by itself", async () => {
    const first = await published(byArea([2, 30, 40, 50], september));
    const next = byArea([5, 31, 41, 51], { period: "2026/2027", asOf: "2026-09-30" });
    expect((await judge(next, policy, ledgerOf(first))).verdict).toBe("pass");
  });

  test("finds a place that nobody is in any more in the difference of its margin", async () => {
    const first = await published(byArea([3, 30, 40, 50], september));
    const left = tableOf(
      [areas],
      [
        [["b"], 10, 32],
        [["c"], 15, 46],
        [["d"], 19, 59],
      ],
      october,
    );
    expect(at((await published(left, first)).observations, "b").status).toBe("Q");
  });
});

describe("where it is known how many join and leave at most", () => {
  const bounded = { ...policy, changeMax: 4 };
  const judged = async (table: CellTable, ...before: readonly ObservationTable[]) =>
    judge(table, bounded, ledgerOf(...before));

  test("a place that was withheld is shown again if that says too little about before", async () => {
    const first = safeOf(await judged(byArea([2, 30, 40, 50], september)));
    const { observations } = safeOf(await judged(byArea([6, 36, 46, 59], october), first));
    expect(at(observations, "a").status).toBe("A");
    expect(
      at((await published(byArea([6, 36, 46, 59], october), first)).observations, "a").status,
    ).toBe("Q");
  });

  test.each([
    [0, "Q"],
    [1, "A"],
  ])("a place of 2, then 3 students, where %i may have moved, is %s", async (changeMax, status) => {
    const strict = { ...policy, changeMax };
    const first = safeOf(await judge(byArea([2, 30, 40, 50], september), strict, []));
    const table = byArea([3, 29, 40, 50], october);
    const { observations } = safeOf(await judge(table, strict, ledgerOf(first)));
    expect(at(observations, "a").status).toBe(status);
  });

  test("a place that is withheld for the first time may be known to within the bound", async () => {
    const first = safeOf(await judged(byArea([5, 30, 40, 50], september)));
    const judgement = await judged(byArea([2, 36, 46, 59], october), first);
    expect(at(safeOf(judgement).observations, "a").status).toBe("Q");
  });

  test("what the publications show to have changed by more is no obstacle", async () => {
    const first = safeOf(await judged(byArea([2, 30, 40, 50], september)));
    const judgement = await judged(byArea([2, 30, 60, 80], october), first);
    expect(judgement.verdict).toBe("pass");
  });
});

describe("a correction of the same day", () => {
  const first = byArea([20, 30, 40, 50], september);

  test("of a few students waits", async () => {
    const judgement = await judge(
      byArea([21, 30, 40, 50], september),
      policy,
      ledgerOf(await published(first)),
    );
    expect(judgement).toMatchObject({
      verdict: "wait",
      until: expect.stringMatching(/have been corrected/),
    });
  });

  test("of one attribute waits, though nobody came or left", async () => {
    const corrected = tableOf(
      [areas],
      [
        [["a"], 7, 20],
        [["b"], 10, 30],
        [["c"], 13, 40],
        [["d"], 16, 50],
      ],
      september,
    );
    const judgement = await judge(corrected, policy, ledgerOf(await published(first)));
    expect(judgement.verdict).toBe("wait");
  });

  test("of enough students passes, withdrawn or not", async () => {
    const corrected = byArea([29, 39, 40, 50], september);
    const ledger = ledgerOf(await published(first));
    expect((await judge(corrected, policy, ledger)).verdict).toBe("pass");
    const withdrawn: LedgerEntry = {
      kind: "withdrawal",
      publication: "sha256:00",
      day: "2025-10-02",
      number: 2,
      previous: null,
    };
    const few = byArea([21, 30, 40, 50], september);
    expect((await judge(few, policy, [...ledger, withdrawn])).verdict).toBe("wait");
  });
});

describe("two patterns of one table, each safe by itself", () => {
  const table = byArea([2, 20, 21, 30], {});
  const one = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "b", policy);
  const two = publishedWith(table, ({ AREA }) => AREA === "a" || AREA === "c", policy);

  test("are refused together, with what stands in the way and what to do", async () => {
    const judgement = await judge(table, policy, ledgerOf(one, two));
    expect(judgement).toMatchObject({
      verdict: "refuse",
      witness: {
        reason: expect.stringMatching(/AREA=a/),
        cells: expect.arrayContaining([{ AREA: "a" }]),
        publications: expect.arrayContaining(["ATT_CHRONIC 1.0.0, 2025/2026, by AREA"]),
      },
      options: [expect.any(String), expect.any(String), expect.any(String)],
    });
  });

  test("after one, the other is never chosen", async () => {
    const { observations } = await published(table, two);
    expect(at(observations, "b").status).toBe("A");
    expect(at(observations, "c").status).toBe("Q");
  });
});

describe("other attacks by difference", () => {
  test("another definition is refused on any day of the school year", async () => {
    const first = await published(byArea([20, 30, 40, 50], september));
    const other = byArea([19, 30, 40, 50], {
      ...october,
      quantity: { num: "other", den: "others" },
    });
    const judgement = await judge(other, policy, ledgerOf(first));
    expect(judgement).toMatchObject({ verdict: "refuse" });
  });

  test("two divisions of one thing that are not laid out are refused though nothing is withheld", async () => {
    const inner: readonly Inner[] = [
      [["x"], 10, 41],
      [["y"], 20, 60],
    ];
    const districts = flat("AREA", "x", "y");
    const zones = flat("AREA", "p", "q");
    const first = await published(tableOf([districts], inner));
    const second = tableOf(
      [zones],
      [
        [["p"], 10, 40],
        [["q"], 20, 61],
      ],
    );
    expect(await judge(second, policy, ledgerOf(first))).toMatchObject({
      verdict: "refuse",
      witness: { reason: expect.stringMatching(/divide AREA in two ways/) },
    });
  });

  test("a school that moves to another district gives no withheld school away", async () => {
    const before = nested("AREA", { n: ["n1", "n2", "n3"], s: ["s1", "s2"] });
    const after = nested("AREA", { n: ["n1", "n2"], s: ["s1", "s2", "n3"] });
    const inner: readonly Inner[] = [
      [["n1"], 10, 30],
      [["n2"], 9, 40],
      [["n3"], 1, 2],
      [["s1"], 12, 35],
      [["s2"], 11, 33],
    ];
    const first = await published(tableOf([before], inner));
    expect(at(first.observations, "n3").status).toBe("Q");
    expect(at(first.observations, "n").status).toBe("A");
    const judgement = await judge(tableOf([after], inner), policy, ledgerOf(first));
    expect(at(safeOf(judgement).observations, "n").status).toBe("Q");
  });

  test("a sum over contributors waits: nobody can tell how many stand behind its change", async () => {
    const days = (den: number, day: { asOf: string }): CellTable =>
      tableOf(
        [areas],
        ["a", "b", "c", "d"].map((area): Inner => [[area], den / 2, den, 20]),
        day,
      );
    const first = await published(days(400, september));
    expect((await judge(days(800, october), policy, ledgerOf(first))).verdict).toBe("wait");
    expect((await judge(days(400, october), policy, ledgerOf(first))).verdict).toBe("pass");
  });
});
