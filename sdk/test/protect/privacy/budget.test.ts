import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  accountsOf,
  type BudgetLedger,
  newLedger,
  openAccount,
  published,
  spend,
} from "../../../src/protect/privacy/budget.ts";
import { ledgerText, readLedger } from "../../../src/protect/privacy/budget-text.ts";

const students = { population: "student", schoolYear: "2025/2026" };
const staff = { population: "staff", schoolYear: "2025/2026" };

async function ledgerWith(rhoMax: string): Promise<BudgetLedger> {
  const ledger = await newLedger("FI-HEL");
  return openAccount(ledger, { ...students, rhoMax, delta: "0.000001" });
}

/** The ledger after spending, which must have been allowed. */
async function after(ledger: BudgetLedger, ...rhos: readonly string[]): Promise<BudgetLedger> {
  let now = ledger;
  for (const [place, rho] of rhos.entries()) {
    const result = await spend(now, { release: `r${place}`, charges: [{ ...students, rho }] });
    if (!result.ok) throw new Error("The budget must cover this.");
    now = result.ledger;
  }
  return now;
}

/** So many trillionths as decimal text. */
function decimal(trillionths: bigint): string {
  const digits = trillionths.toString().padStart(13, "0");
  const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`;
  return text.replace(/\.?0+$/, "");
}

describe("spending", () => {
  test("ends exactly where the budget ends: three tenths of 0.3, and nothing after", async () => {
    const ledger = await after(await ledgerWith("0.3"), "0.1", "0.1", "0.1");
    expect(accountsOf(ledger)).toMatchObject([{ ...students, spent: "0.3", left: "0" }]);
    const more = { release: "r", charges: [{ ...students, rho: "0.000000000001" }] };
    expect(await spend(ledger, more)).toEqual({
      ok: false,
      refusals: [
        { code: "budget-spent", ...students, asked: "0.000000000001", left: "0", rhoMax: "0.3" },
      ],
    });
  });

  test("is refused by a trillionth too much, and allowed without it", async () => {
    const ledger = await after(await ledgerWith("1"), "0.4");
    const asked = async (rho: string): Promise<boolean> =>
      (await spend(ledger, { release: "r", charges: [{ ...students, rho }] })).ok;
    expect(await asked("0.6")).toBe(true);
    expect(await asked("0.600000000001")).toBe(false);
  });

  test("never goes beyond the budget, and refuses only what would", async () => {
    const unit = 10n ** 12n;
    const amount = fc.bigInt({ min: 1n, max: unit });
    await fc.assert(
      fc.asyncProperty(amount, fc.array(amount, { maxLength: 6 }), async (budget, asked) => {
        let ledger = await ledgerWith(decimal(budget));
        let spent = 0n;
        for (const each of asked) {
          const charges = [{ ...students, rho: decimal(each) }];
          const result = await spend(ledger, { release: "r", charges });
          expect(result.ok).toBe(spent + each <= budget);
          if (!result.ok) continue;
          ledger = result.ledger;
          spent += each;
        }
        expect(accountsOf(ledger)[0]?.left).toBe(decimal(budget - spent));
      }),
      { numRuns: 40 },
    );
  });

  test("takes from all accounts or from none", async () => {
    const one = await ledgerWith("1");
    const ledger = await openAccount(one, { ...staff, rhoMax: "0.05", delta: "0.000001" });
    const charges = [
      { ...students, rho: "0.1" },
      { ...staff, rho: "0.1" },
    ];
    const result = await spend(ledger, { release: "PTR", charges });
    expect(result).toMatchObject({ ok: false, refusals: [{ code: "budget-spent", ...staff }] });
    expect(accountsOf(ledger).map(({ spent }) => spent)).toEqual(["0", "0"]);
  });

  test("adds up what one release takes from the same account", async () => {
    const charges = [
      { ...students, rho: "0.6" },
      { ...students, rho: "0.6" },
    ];
    const result = await spend(await ledgerWith("1"), { release: "twice", charges });
    expect(result).toMatchObject({ ok: false, refusals: [{ asked: "0.6", left: "0.4" }] });
  });

  test("needs an account of that population and that school year", async () => {
    const nextYear = { population: "student", schoolYear: "2026/2027" };
    const charges = [
      { ...staff, rho: "0.1" },
      { ...nextYear, rho: "0.1" },
    ];
    expect(await spend(await ledgerWith("1"), { release: "r", charges })).toEqual({
      ok: false,
      refusals: [
        { code: "no-account", ...staff },
        { code: "no-account", ...nextYear },
      ],
    });
  });

  test.each(["0", "0.0", "-0.1", "1e-3", "0.1234567890123", "", "1/3"])(
    "of %j is no cost",
    async (rho) => {
      const result = await spend(await ledgerWith("1"), {
        release: "r",
        charges: [{ ...students, rho }],
      });
      expect(result).toMatchObject({ ok: false, refusals: [{ code: "not-a-cost", asked: rho }] });
    },
  );

  test("counts whether or not anything was published", async () => {
    const spent = await after(await ledgerWith("1"), "0.25");
    const again = await readLedger(ledgerText(spent), []);
    expect(accountsOf(again)).toMatchObject([{ spent: "0.25", left: "0.75" }]);
    const done = await published(spent, { spend: 2, publication: spent.head.digest });
    expect(accountsOf(done)).toEqual(accountsOf(spent));
  });

  test("says what it means as (ε, δ)", async () => {
    const ledger = await after(await ledgerWith("1"), "0.1");
    expect(accountsOf(ledger)).toMatchObject([{ epsilon: { standard: "2.450789" } }]);
  });
});

describe("an account", () => {
  test("is opened once: a budget cannot be raised", async () => {
    const ledger = await ledgerWith("1");
    const raised = { ...students, rhoMax: "2", delta: "0.000001" };
    await expect(openAccount(ledger, raised)).rejects.toThrow(RangeError);
  });

  test.each([
    { rhoMax: "0" },
    { rhoMax: "x" },
    { delta: "0.0" },
    { delta: "1" },
    { delta: "1.5" },
    { schoolYear: "2026" },
  ])("of %j is refused", async (wrong) => {
    const account = { ...staff, rhoMax: "1", delta: "0.000001", ...wrong };
    await expect(openAccount(await newLedger("FI-HEL"), account)).rejects.toThrow(RangeError);
  });
});

describe("the file", () => {
  test("comes back as it was written", async () => {
    const ledger = await after(await ledgerWith("1"), "0.25", "0.5");
    const paid = await published(ledger, { spend: 3, publication: ledger.head.digest });
    expect(await readLedger(ledgerText(paid), [ledger.head, paid.head])).toEqual(paid);
  });

  test("with any byte changed is not trusted", async () => {
    const ledger = await after(await ledgerWith("1"), "0.25", "0.5");
    const text = ledgerText(ledger);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom("0", "1", "9", "a", "\n", " ", '"'),
        async (place, byte) => {
          fc.pre(text[place] !== byte);
          const changed = text.slice(0, place) + byte + text.slice(place + 1);
          await expect(readLedger(changed, [ledger.head])).rejects.toThrow("cannot be trusted");
        },
      ),
      { numRuns: 200 },
    );
  });

  test("with a line left out, doubled or moved is not trusted", async () => {
    const ledger = await after(await ledgerWith("1"), "0.25", "0.5");
    const lines = ledgerText(ledger).trimEnd().split("\n");
    const [a = "", b = "", c = "", d = ""] = lines;
    for (const wrong of [
      [b, c, d],
      [a, c, d],
      [a, b, d],
      [a, b, c, c, d],
      [a, b, d, c],
      [a, b, c, d, d],
      [],
    ]) {
      const text = wrong.map((line) => `${line}\n`).join("");
      await expect(readLedger(text, [])).rejects.toThrow("cannot be trusted");
    }
  });

  test("that was cut off or replaced by an older copy is noticed by what was published", async () => {
    const ledger = await after(await ledgerWith("1"), "0.25");
    const later = await after(ledger, "0.5");
    const older = ledgerText(ledger);
    expect((await readLedger(older, [ledger.head])).head).toEqual(ledger.head);
    await expect(readLedger(older, [later.head])).rejects.toThrow("4 entries");
    await expect(readLedger(ledgerText(later).slice(0, -1), [])).rejects.toThrow("cut off");
  });

  test("of a forked ledger is noticed: two spends cannot both follow the same line", async () => {
    const ledger = await ledgerWith("1");
    const [one, other] = [await after(ledger, "0.25"), await after(ledger, "0.5")];
    await expect(readLedger(ledgerText(one), [other.head])).rejects.toThrow("cannot be trusted");
  });

  test("that was chained anew around an overspent account is not trusted", async () => {
    const rich = await after(await ledgerWith("9"), "5");
    const poor = await ledgerWith("1");
    const overspent = rich.entries.slice(2).map((entry) => ({
      ...entry,
      previous: poor.head.digest,
    }));
    const forged = { ...poor, entries: [...poor.entries, ...overspent] };
    await expect(readLedger(ledgerText(forged), [])).rejects.toThrow("no budget covers");
  });

  test.each([
    '{"entry":0,"kind":"constructor","previous":null}',
    '{"entry":0,"kind":"ledger","member":"FI-HEL","previous":null}',
    '{"entry":0,"format":"edufed-privacy-budget/1","kind":"ledger","member":"FI-HEL","note":"x","previous":null}',
    "[]",
    "null",
    "{",
  ])("with a line %s is not trusted", async (line) => {
    await expect(readLedger(`${line}\n`, [])).rejects.toThrow("line 1 is no entry");
  });

  test("is the same text on every machine", async () => {
    expect(ledgerText(await after(await ledgerWith("1"), "0.25"))).toMatchInlineSnapshot(`
      "{"entry":0,"format":"edufed-privacy-budget/1","kind":"ledger","member":"FI-HEL","previous":null}
      {"delta":"0.000001","entry":1,"kind":"account","population":"student","previous":"sha256:0ca2aa5743005ea9eb0417459a2105ba581c41def8b0bc5d22e41f6eb9a7d562","rhoMax":"1","schoolYear":"2025/2026"}
      {"charges":[{"population":"student","rho":"0.25","schoolYear":"2025/2026"}],"entry":2,"kind":"spend","previous":"sha256:9e09da2bcad48a887317e675e8213c4af91cddc3fc7ca18c3a4fe74e4a7826bc","release":"r0"}
      "
    `);
  });
});
