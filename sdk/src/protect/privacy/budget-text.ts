/** The ledger of a privacy budget as a file: JSON Lines, each line naming the digest of the line before. */
import { canonicalDigest, canonicalJson, type Digest } from "../../canonical.ts";
import { RefusedError } from "../../errors.ts";
import {
  type BudgetEntry,
  budgetFormat,
  type BudgetLedger,
  type Charge,
  entryProblem,
  headAfter,
  type LedgerHead,
} from "./budget.ts";

/** The file of a ledger. It is written beside the old one and then renamed, so that no line is half there. */
export function ledgerText({ entries }: BudgetLedger): string {
  return entries.map((entry) => `${canonicalJson(entry)}\n`).join("");
}

/**
 * Reads a ledger and proves its chain. `known` are the heads that publications and other copies
 * name: each must lie on this chain, or the file was cut off or replaced by an older copy.
 *
 * @throws RefusedError when a line was changed, moved, added or left out.
 */
export async function readLedger(
  text: string,
  known: readonly LedgerHead[],
): Promise<BudgetLedger> {
  if (!text.endsWith("\n")) throw broken("its last line is cut off");
  const entries: BudgetEntry[] = [];
  const digests: Digest[] = [];
  for (const line of text.slice(0, -1).split("\n")) {
    const entry = nextEntry(line, entries, digests.at(-1) ?? null);
    entries.push(entry);
    digests.push(await canonicalDigest(entry));
  }
  const missing = known.find((head) => digests[head.entries - 1] !== head.digest);
  if (missing !== undefined) {
    throw broken(`it does not hold the ${missing.entries} entries that a publication names`);
  }
  const [first] = entries;
  const last = entries.at(-1);
  if (first?.kind !== "ledger" || last === undefined) throw broken("it has no beginning");
  return { member: first.member, entries, head: await headAfter(last) };
}

/** The entry on the next line, which must follow those before it. */
function nextEntry(
  line: string,
  before: readonly BudgetEntry[],
  previous: Digest | null,
): BudgetEntry {
  const said = `line ${before.length + 1}`;
  const entry = entryOf(line);
  if (entry === null || canonicalJson(entry) !== line) throw broken(`${said} is no entry`);
  if (entry.entry !== before.length || entry.previous !== previous) {
    throw broken(`${said} does not follow the line before`);
  }
  const problem = entryProblem(before, entry);
  if (problem !== null) throw broken(`${said} is ${problem}`);
  return entry;
}

function broken(fact: string): RefusedError {
  return new RefusedError(
    `The privacy ledger cannot be trusted: ${fact}.`,
    "Bring back the newest copy of the file; what cannot be found again counts as spent.",
  );
}

/** The entry on a line, with nothing that does not belong there; null where it is none. */
function entryOf(line: string): BudgetEntry | null {
  const found = parsed(line);
  if (found === null) return null;
  const { entry, previous, kind } = found;
  if (typeof entry !== "number" || !(previous === null || isDigest(previous))) return null;
  const read = readers.get(kind);
  return read === undefined ? null : read({ entry, previous }, found);
}

type Found = Readonly<Record<string, unknown>>;
type Reader = (
  chained: Pick<BudgetEntry, "entry" | "previous">,
  found: Found,
) => BudgetEntry | null;

const readLedgerEntry: Reader = (chained, { member, format }) =>
  typeof member === "string" && format === budgetFormat
    ? { ...chained, kind: "ledger", format, member }
    : null;

const readAccount: Reader = (chained, found) => {
  const { rhoMax, delta } = found;
  const name = accountNameOf(found);
  if (name === null || typeof rhoMax !== "string" || typeof delta !== "string") return null;
  return { ...chained, kind: "account", ...name, rhoMax, delta };
};

const readSpend: Reader = (chained, found) => {
  const { release } = found;
  const charges = chargesOf(found["charges"]);
  if (typeof release !== "string" || charges === null) return null;
  return { ...chained, kind: "spend", release, charges };
};

const readPublished: Reader = (chained, { spend, publication }) =>
  typeof spend === "number" && isDigest(publication)
    ? { ...chained, kind: "published", spend, publication }
    : null;

/** What belongs to an entry of each kind. */
const readers: ReadonlyMap<unknown, Reader> = new Map([
  ["ledger", readLedgerEntry],
  ["account", readAccount],
  ["spend", readSpend],
  ["published", readPublished],
]);

function chargesOf(found: unknown): readonly Charge[] | null {
  if (!Array.isArray(found)) return null;
  const charges = found.map((charge: unknown) => {
    const own = recordOf(charge);
    const name = own === null ? null : accountNameOf(own);
    const rho = own?.["rho"];
    return name === null || typeof rho !== "string" ? null : { ...name, rho };
  });
  const whole = charges.filter((charge) => charge !== null);
  return whole.length === charges.length ? whole : null;
}

function accountNameOf(
  found: Found,
): { readonly population: string; readonly schoolYear: string } | null {
  const { population, schoolYear } = found;
  if (typeof population !== "string" || typeof schoolYear !== "string") return null;
  return { population, schoolYear };
}

function parsed(line: string): Found | null {
  try {
    return recordOf(JSON.parse(line));
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Found | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value));
}

function isDigest(value: unknown): value is Digest {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}
