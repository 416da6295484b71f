/**
 * The ledger of a privacy budget: append-only, one for each member, with an account for each
 * population of persons and school year. What was spent is spent, whether or not it was published.
 */
import { canonicalDigest, type Digest } from "../../canonical.ts";
import { compareFractions, type Fraction, minus, plus } from "../../fraction.ts";
import { fractionOf, textDown, textUp } from "./decimal-fraction.ts";
import { type Epsilon, epsilonOf } from "./zcdp.ts";

/** The persons whose privacy an account guards, during one school year. */
export interface AccountName {
  /** A class of data subjects: `student`, `staff`. */
  readonly population: string;
  /** `2025/2026`. */
  readonly schoolYear: string;
}

/** What one release takes from one account; ρ as decimal text. */
export interface Charge extends AccountName {
  readonly rho: string;
}

/** One line of the ledger. */
export type BudgetEntry = Chained &
  (
    | { readonly kind: "ledger"; readonly format: typeof budgetFormat; readonly member: string }
    | (AccountName & { readonly kind: "account"; readonly rhoMax: string; readonly delta: string })
    | { readonly kind: "spend"; readonly release: string; readonly charges: readonly Charge[] }
    | { readonly kind: "published"; readonly spend: number; readonly publication: Digest }
  );

interface Chained {
  /** Place in the ledger, from 0. */
  readonly entry: number;
  /** Digest of the line before; null in the first. */
  readonly previous: Digest | null;
}

/** The first words of the first line. */
export const budgetFormat = "edufed-privacy-budget/1";

/** A ledger of which everything was checked. */
export interface BudgetLedger {
  readonly member: string;
  readonly entries: readonly BudgetEntry[];
  readonly head: LedgerHead;
}

/** How far a ledger had come: every publication names it, so that a ledger that was cut off is noticed. */
export interface LedgerHead {
  readonly entries: number;
  /** Digest of the last line. */
  readonly digest: Digest;
}

/** What an account has to give; decimal text, what was spent rounded up and what is left rounded down. */
export interface AccountState extends AccountName {
  readonly rhoMax: string;
  readonly delta: string;
  readonly spent: string;
  readonly left: string;
  /** What was spent, as (ε, δ). */
  readonly epsilon: Epsilon;
}

/** Why nothing was spent, with the numbers: they are about the budget and not about any person. */
export type BudgetRefusal = AccountName &
  (
    | { readonly code: "no-account" }
    | { readonly code: "not-a-cost"; readonly asked: string }
    | {
        readonly code: "budget-spent";
        readonly asked: string;
        readonly left: string;
        readonly rhoMax: string;
      }
  );

/** What entitles to one release of noise. The ledger must be written durably before any noise is drawn. */
export interface Spent {
  readonly release: string;
  readonly charges: readonly Charge[];
  readonly head: LedgerHead;
}

export type SpendResult =
  | { readonly ok: true; readonly ledger: BudgetLedger; readonly spent: Spent }
  | { readonly ok: false; readonly refusals: readonly BudgetRefusal[] };

/** A ledger with nothing in it yet. */
export async function newLedger(member: string): Promise<BudgetLedger> {
  const first: BudgetEntry = {
    entry: 0,
    previous: null,
    kind: "ledger",
    format: budgetFormat,
    member,
  };
  return { member, entries: [first], head: await headAfter(first) };
}

/**
 * Opens an account with all it will ever have. @throws RangeError when there is one already or when
 * its numbers are no ρ > 0 and 0 < δ < 1: a budget that could be raised would be none.
 */
export async function openAccount(
  ledger: BudgetLedger,
  account: AccountName & { readonly rhoMax: string; readonly delta: string },
): Promise<BudgetLedger> {
  const { population, schoolYear, rhoMax, delta } = account;
  if (accountOf(ledger.entries, account) !== undefined) {
    throw new RangeError(`there is a budget for ${population} ${schoolYear} already`);
  }
  requireAccount(account);
  const fresh = { kind: "account", population, schoolYear, rhoMax, delta } as const;
  return appended(ledger, { ...chained(ledger), ...fresh });
}

/** Takes a release's cost from all of its accounts, or from none. */
export async function spend(
  ledger: BudgetLedger,
  request: { readonly release: string; readonly charges: readonly Charge[] },
): Promise<SpendResult> {
  if (request.charges.length === 0) throw new RangeError("a release costs something");
  const refusals = refusalsOf(ledger.entries, request.charges);
  if (refusals.length > 0) return { ok: false, refusals };
  const charges = request.charges.map(({ population, schoolYear, rho }) => ({
    population,
    schoolYear,
    rho,
  }));
  const { release } = request;
  const next = await appended(ledger, { ...chained(ledger), kind: "spend", release, charges });
  return { ok: true, ledger: next, spent: { release, charges, head: next.head } };
}

/** Notes that what entry `spend` paid for was published; a spend without such a note counts all the same. */
export async function published(
  ledger: BudgetLedger,
  paid: { readonly spend: number; readonly publication: Digest },
): Promise<BudgetLedger> {
  if (ledger.entries[paid.spend]?.kind !== "spend") throw new RangeError("nothing was spent there");
  const { spend: entry, publication } = paid;
  return appended(ledger, { ...chained(ledger), kind: "published", spend: entry, publication });
}

/** What every account has, in the order in which they were opened. */
export function accountsOf({ entries }: BudgetLedger): readonly AccountState[] {
  return entries.flatMap((entry): AccountState[] => {
    if (entry.kind !== "account") return [];
    const { population, schoolYear, rhoMax, delta } = entry;
    const spent = costsOf(entries, entry).reduce(plus, { num: 0n, den: 1n });
    const left = costsOf(entries, entry).reduce(minus, fractionOf(rhoMax));
    return [
      {
        population,
        schoolYear,
        rhoMax,
        delta,
        spent: textUp(spent, shownDecimals),
        left: textDown(left, shownDecimals),
        epsilon: epsilonOf(spent, delta),
      },
    ];
  });
}

/** Decimals of what is shown of an account; charges have at most twelve. */
const shownDecimals = 12;

/** Why an entry cannot follow those before it; null when it can. Also used when a ledger is read. */
export function entryProblem(before: readonly BudgetEntry[], entry: BudgetEntry): string | null {
  switch (entry.kind) {
    case "ledger":
      return before.length === 0 ? null : "a second beginning";
    case "account":
      return accountOf(before, entry) === undefined
        ? accountProblem(entry)
        : "a second budget for one population";
    case "spend":
      return isCovered(before, entry.charges) ? null : "a spend that no budget covers";
    case "published":
      return before[entry.spend]?.kind === "spend" ? null : "a publication that nothing paid for";
  }
}

/** The digest and place of a ledger that ends with an entry. */
export async function headAfter(entry: BudgetEntry): Promise<LedgerHead> {
  return { entries: entry.entry + 1, digest: await canonicalDigest(entry) };
}

function isCovered(entries: readonly BudgetEntry[], charges: readonly Charge[]): boolean {
  return charges.length > 0 && refusalsOf(entries, charges).length === 0;
}

function refusalsOf(
  entries: readonly BudgetEntry[],
  charges: readonly Charge[],
): readonly BudgetRefusal[] {
  return charges
    .map((charge, place) => refusalOf(entries, charges.slice(0, place), charge))
    .filter((refusal) => refusal !== null);
}

function refusalOf(
  entries: readonly BudgetEntry[],
  sooner: readonly Charge[],
  charge: Charge,
): BudgetRefusal | null {
  const { population, schoolYear, rho } = charge;
  const account = accountOf(entries, charge);
  if (account === undefined) return { code: "no-account", population, schoolYear };
  const asked = costOf(rho);
  if (asked === null) return { code: "not-a-cost", population, schoolYear, asked: rho };
  const others = sooner.filter((other) => isSame(other, charge)).map((other) => costOf(other.rho));
  const costs = [...costsOf(entries, charge), ...others.filter((cost) => cost !== null)];
  const left = costs.reduce(minus, fractionOf(account.rhoMax));
  if (compareFractions(asked, left) <= 0) return null;
  const shown = { asked: rho, left: textDown(left, shownDecimals), rhoMax: account.rhoMax };
  return { code: "budget-spent", population, schoolYear, ...shown };
}

/** A cost is decimal text above 0; a release that costs nothing is none. */
function costOf(rho: string): Fraction | null {
  if (!/^\d{1,9}(\.\d{1,12})?$/.test(rho)) return null;
  const cost = fractionOf(rho);
  return cost.num > 0n ? cost : null;
}

function costsOf(entries: readonly BudgetEntry[], account: AccountName): readonly Fraction[] {
  return entries.flatMap((entry) =>
    entry.kind === "spend"
      ? entry.charges.filter((charge) => isSame(charge, account)).map(({ rho }) => fractionOf(rho))
      : [],
  );
}

function accountOf(
  entries: readonly BudgetEntry[],
  name: AccountName,
): (AccountName & { readonly rhoMax: string }) | undefined {
  return entries.filter((entry) => entry.kind === "account").find((entry) => isSame(entry, name));
}

function isSame(first: AccountName, second: AccountName): boolean {
  return first.population === second.population && first.schoolYear === second.schoolYear;
}

function requireAccount(account: Parameters<typeof openAccount>[1]): void {
  const problem = accountProblem(account);
  if (problem !== null) throw new RangeError(problem);
}

function accountProblem(account: {
  readonly rhoMax: string;
  readonly delta: string;
  readonly schoolYear: string;
}): string | null {
  if (costOf(account.rhoMax) === null) return "a budget that is no decimal number above 0";
  if (!/^0\.\d{1,40}$/.test(account.delta) || fractionOf(account.delta).num === 0n) {
    return "a δ that does not lie between 0 and 1";
  }
  return /^\d{4}\/\d{4}$/.test(account.schoolYear) ? null : "a school year that is none";
}

function chained({ head }: BudgetLedger): Chained {
  return { entry: head.entries, previous: head.digest };
}

async function appended(ledger: BudgetLedger, entry: BudgetEntry): Promise<BudgetLedger> {
  return { ...ledger, entries: [...ledger.entries, entry], head: await headAfter(entry) };
}
