import { expect, test } from "vitest";
import { accountFacts } from "../../src/cli/account-text.ts";
import type { Account } from "../../src/protect/alternatives/account.ts";

const account: Account = {
  reasons: { complementary: 7, contributors: 1 },
  hidden: { cells: 40, withheld: 8, contributors: 1000, unseen: 45 },
  narrowest: [
    {
      codes: { SEX: "F" },
      side: "num",
      interval: { least: 0, most: 3, exact: true },
    },
    {
      codes: { SEX: "M" },
      side: "den",
      interval: { least: 9, most: null, exact: true },
    },
  ],
  proposals: [
    {
      gives: { kind: "merged", dimension: "GRADE", codes: ["8", "9"] },
      hidden: { cells: 36, withheld: 0, contributors: 1000, unseen: 0 },
    },
  ],
};

test("the officer reads why, what is lost, what can still be found out, and what loses less", () => {
  expect(accountFacts(account).map(([name, fact]) => `${name}: ${fact}`)).toEqual([
    "Withheld: 1 cell: too few people or organisations are behind it",
    "Withheld: 7 cells: withheld so that others cannot be worked out",
    "Lost: 8 of 40 cells withheld; 4.5 % of all contributors are in a finest cell without a number",
    "An attacker finds: SEX=F: the numerator is between 0 and 3",
    "An attacker finds: SEX=M: the denominator is 9 or more",
    "Alternative, proven safe: with 8 and 9 of GRADE as one: 0 of 36 cells withheld; 0.0 % of all contributors are in a finest cell without a number",
  ]);
});

test("that nothing loses less is said, and nothing is said where nothing is withheld", () => {
  const none = { ...account, proposals: [] };
  expect(accountFacts(none).at(-1)).toEqual([
    "Alternative",
    "none of the coarser tables that were tried loses less",
  ]);
  const open = { ...none, reasons: {}, narrowest: [], hidden: { ...account.hidden, withheld: 0 } };
  expect(accountFacts(open).map(([name]) => name)).toEqual(["Lost"]);
});
