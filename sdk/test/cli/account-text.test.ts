import { expect, test } from "vitest";
import { accountParts } from "../../src/cli/account-text.ts";
import type { Telling } from "../../src/cli/account-words.ts";
import type { Account } from "../../src/protect/alternatives/account.ts";
import type { Attack } from "../../src/protect/alternatives/narrowest.ts";
import type { Lost } from "../../src/protect/alternatives/lost.ts";
import { partLines } from "../../src/publish/review-part.ts";

const lost: Lost = {
  cells: 1440,
  withheld: 300,
  levels: [
    { level: 0, cells: 1000, withheld: 260 },
    { level: 1, cells: 400, withheld: 40 },
    { level: 2, cells: 40, withheld: 0 },
  ],
  contributors: { all: 20000, unseen: 900 },
  num: { all: 4000, unseen: 1 },
  den: { all: 20000, unseen: 19999 },
};

const merged = { kind: "merged", dimension: "GRADE", codes: ["8", "9"] } as const;
const figures = { figures: 9, rootMeanSquare: 1, hellingerUtility: 1 } as const;
const errors = [
  {
    level: 0,
    num: { ...figures, mean: 0.51, greatest: 4 },
    den: { ...figures, mean: 1.204, greatest: 1012 },
  },
];

const attack: Attack = {
  safe: true,
  obstacles: [],
  cells: 300,
  open: 0,
  exact: true,
  narrowest: [
    { codes: { SEX: "F" }, side: "num", interval: { least: 0, most: 3, exact: true } },
    { codes: { SEX: "M" }, side: "den", interval: { least: 9, most: null, exact: true } },
    { codes: { SEX: "M" }, side: "rest", interval: { least: 2, most: 7, exact: false } },
  ],
};

const account: Account = {
  withheld: [
    { codes: { SEX: "F", GRADE: "9" }, why: "complementary" },
    ...Array.from({ length: 12 }, (_, place) => ({
      codes: { SEX: "M", GRADE: `${place}` },
      why: "contributors" as const,
    })),
  ],
  lost,
  complementary: { cells: 52, least: 50 },
  attack,
  proposals: [
    {
      gives: merged,
      cells: 1200,
      outcome: "safe",
      lost: { ...lost, cells: 1200, withheld: 0, contributors: { all: 20000, unseen: 0 } },
    },
    { gives: { kind: "dimension", dimension: "SEX" }, cells: 480, outcome: "no-gain", lost },
    {
      gives: { kind: "level", dimension: "AREA", height: 0 },
      cells: 90,
      outcome: "refused",
      reason: "It does not add up.",
    },
    {
      gives: { kind: "parts", dimension: "AREA", codes: ["a", "b", "c", "d", "e", "f"] },
      cells: 1300,
      outcome: "not-tried",
    },
  ],
  rounded: { outcome: "safe", base: 5, errors },
  moved: null,
};

const telling: Telling = {
  nameOf: (codes) => Object.values(codes).join(" "),
  earlier: { here: 2, draft: 2 },
  seconds: 60,
  toCompute: [{ gives: "period", commands: ["edufed metric run ATT_CHRONIC"] }],
};

/** What the officer reads, without empty lines. */
function read(changes: Partial<Account> = {}, told: Partial<Telling> = {}): readonly string[] {
  return accountParts({ ...account, ...changes }, { ...telling, ...told })
    .flatMap(partLines)
    .filter((line) => line !== "");
}

test("the officer reads why, what is lost, what can still be found out, and what loses less", () => {
  expect(read()).toEqual([
    "Why cells are withheld",
    "  - 12 cells: fewer people or organisations than the policy asks (M 0; M 1; M 2; M 3; M 4; M 5; M 6; M 7; M 8; M 9; 2 more).",
    "  - 1 cell: withheld only so that others cannot be worked out (F 9).",
    "What is lost",
    "  Cells           withheld     of   share",
    "  finest               260  1,000  26.0 %",
    "  one step wider        40    400  10.0 %",
    "  2 steps wider          0     40     0 %",
    "  all cells            300  1,440  20.8 %",
    "  In finest cells without a number are 4.5 % of the contributors, less than 0.1 % of the numerators and 99.9 % of the denominators. Wider cells that are shown still count them.",
    "  52 cells are withheld only to protect others. It is proven that no safe choice does with fewer than 50: ours is at most 2 cells, 4.0 % above it.",
    "What an attacker still finds",
    "  From this draft and 2 earlier publications, an attacker who knows every rule can work out none of the 300 cells without a number more closely than the policy allows.",
    "  The 3 numbers that can be worked out most closely:",
    "  - F: the numerator is anything from 0 to 3",
    "  - M: the denominator is 9 or more",
    "  - M: the denominator less the numerator can at least be anything from 2 to 7",
    "What would lose less",
    "  Each of these was protected and proven safe; what shows most again for the detail given up comes first. Now 4.5 % of the contributors are in finest cells without a number.",
    "  - With 8 and 9 of GRADE as one: nothing withheld, 0 % of the contributors unseen",
    "  Not to be had:",
    "  - Without SEX: proven safe, but loses no less.",
    "  - Without the finest codes of AREA: refused. It does not add up.",
    "  NOT tried to the end, because 60 seconds were over (--seconds gives more):",
    "  - AREA without the parts of a, b, c, d, e and 1 more, which are mostly withheld (1,300 cells)",
    "  A longer period cannot be made from the cells of one. It can be tried by computing another school year the same way, and naming both:",
    "    edufed metric run ATT_CHRONIC",
    "Rounding instead of withholding",
    "  Nothing would be withheld, and counts of 1 to 4 in finest cells would be shown as 0 or 5. How far figures would be from the truth:",
    "  Off by  numerator  at most  denominator  at most",
    "  finest       0.51        4         1.20    1,012",
    '  To choose it, the policy says "method": {"kind": "round", "base": 5}.',
  ]);
});

test("that nothing loses less is said, and what can be given up", () => {
  expect(read({ proposals: account.proposals.slice(1) })).toContain(
    "  None of the coarser tables that were tried loses less.",
  );
  expect(read({ proposals: account.proposals.slice(3) })).toContain(
    "  No coarser table was tried to the end.",
  );
  expect(read({ proposals: [] })).toContain(
    "  The table cannot be made coarser: it has no dimension, level or code to give up.",
  );
});

test("where nothing is withheld there is nothing else to say", () => {
  expect(read({ withheld: [] })).toEqual([
    "Why cells are withheld",
    "  Nothing is withheld, so nothing is lost.",
  ]);
});

test("of changed numbers it says how far they were moved", () => {
  const none = { ...attack, narrowest: [] };
  expect(read({ withheld: [], moved: errors, attack: none })).toEqual([
    "How far numbers were moved",
    "  Nothing is withheld. From what was counted, figures of this draft are off by:",
    "  Off by  numerator  at most  denominator  at most",
    "  finest       0.51        4         1.20    1,012",
    "What an attacker still finds",
    "  From this draft and 2 earlier publications, an attacker who knows every rule can work out none of the 300 cells whose numbers were changed more closely than the policy allows.",
  ]);
});

test("that intervals are bounds only is said, and why", () => {
  const words = (cells: number): string | undefined =>
    read({ attack: { ...attack, exact: false, cells } }).find((line) =>
      line.includes("closely, as"),
    );
  expect(words(400)).toContain("there was no time to search for all ends");
  expect(words(401)).toContain(
    "with more than 400 withheld cells, ends are searched for only until",
  );
  expect(words(401)).toContain("“at least” may be more");
});

test("what was given up is said to have been", () => {
  const lines = read({
    attack: null,
    rounded: { outcome: "not-tried" },
    complementary: { cells: 1, least: null },
  });
  expect(lines).toContain(
    "  The attack did not end within 60 seconds. edufed audit takes the time that it needs.",
  );
  expect(lines).toContain("  Not tried: the time was over.");
  expect(lines).toContain(
    "  1 cell is withheld only to protect others. How few would do was not worked out: the time was over, or the table does not allow it.",
  );
});

test("a draft that is not proven to stay open must not be signed", () => {
  expect(read({ attack: { ...attack, safe: false, open: 7 } })).toContain(
    "  From this draft and 2 earlier publications, 7 of 300 cells without a number are NOT proven to stay open: do not sign.",
  );
  const stuck = read({ attack: { ...attack, safe: false, obstacles: ["too many"] } });
  expect(stuck).toContain(
    "  From this draft and 2 earlier publications, it cannot be said how safe the cells are; one thing stands in the way:",
  );
  expect(stuck).toContain("  - too many");
});

test("that publications before it are not here is said, for it makes everything look better", () => {
  const missing = (here: number): boolean =>
    read({}, { earlier: { here, draft: 2 } }).some((line) => line.includes("may be too good"));
  expect([0, 1, 2, 3].map(missing)).toEqual([true, true, false, false]);
});

test("choices at the proven least, and rounding that is refused, are told as that", () => {
  const lines = read({
    complementary: { cells: 5, least: 5 },
    rounded: { outcome: "refused", reason: "A mean is no count." },
  });
  expect(lines).toContain(
    "  5 cells are withheld only to protect others. No safe choice does with fewer.",
  );
  expect(lines).toContain("  Not to be had. A mean is no count.");
  const unsafe = { outcome: "refused", reason: "Too close.", base: 5, errors } as const;
  expect(read({ rounded: unsafe }).slice(-4)).toEqual([
    "  Not to be had. Too close.",
    "  For comparison, how far figures rounded to 5 would be from the truth:",
    "  Off by  numerator  at most  denominator  at most",
    "  finest       0.51        4         1.20    1,012",
  ]);
});
