/**
 * The ledger as text: a line of canonical JSON for each entry, each naming the digest of the one
 * before, so that a changed, lost or inserted line is noticed.
 */
import { canonicalJson, digestOf } from "../../canonical.ts";
import type { Digest } from "../../canonical.ts";
import { InputError } from "../../errors.ts";
import type { Ledger, LedgerEntry, LedgerEvent } from "./ledger.ts";

/** How far a ledger goes; kept elsewhere, it shows that nothing was cut off. */
export interface Head {
  readonly entries: number;
  /** Digest of the last line; null when there is none. */
  readonly digest: Digest | null;
}

/** The head of an empty ledger. */
export const emptyHead: Head = { entries: 0, digest: null };

/** The line that enters an event after a head, its line end included, and the head after it. */
export async function lineAfter(
  head: Head,
  event: LedgerEvent,
): Promise<{ readonly line: string; readonly head: Head }> {
  const entries = head.entries + 1;
  const text = canonicalJson({ ...event, number: entries, previous: head.digest });
  return { line: `${text}\n`, head: { entries, digest: await digestOf(text) } };
}

/** A ledger of these events, as text. The same events give the same text. */
export async function writeLedger(events: readonly LedgerEvent[]): Promise<string> {
  const lines: string[] = [];
  let head = emptyHead;
  for (const event of events) {
    const next = await lineAfter(head, event);
    lines.push(next.line);
    head = next.head;
  }
  return lines.join("");
}

/**
 * Reads a ledger and checks its chain, up to a head where one is known.
 *
 * @throws InputError that names the first line that is not what was written.
 */
export async function readLedger(
  text: string,
  expected?: Head,
): Promise<{ readonly ledger: Ledger; readonly head: Head }> {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw broken(lines.length + 1, "was not written to its end");
  const ledger: LedgerEntry[] = [];
  let head = emptyHead;
  for (const line of lines) {
    const number = head.entries + 1;
    const entry = parsed(line, number);
    if (entry.number !== number || entry.previous !== head.digest) {
      throw broken(number, "does not follow the line before it: a line was changed, lost or added");
    }
    ledger.push(entry);
    head = { entries: number, digest: await digestOf(line) };
  }
  if (expected !== undefined && head.entries < expected.entries) {
    throw broken(head.entries + 1, "is missing: the ledger was longer");
  }
  if (expected?.entries === head.entries && expected.digest !== head.digest) {
    throw broken(head.entries, "is not the one that was written");
  }
  return { ledger, head };
}

function parsed(line: string, number: number): LedgerEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
    if (canonicalJson(value) !== line) throw new Error("another spelling");
  } catch (cause) {
    throw broken(number, "is not canonical JSON", { cause });
  }
  if (isEntry(value)) return value;
  throw broken(number, "is not an entry of a ledger");
}

/** What the chain cannot promise: that the line is an entry at all. Its digest promises the rest. */
function isEntry(value: unknown): value is LedgerEntry {
  if (!isRecord(value) || typeof value["number"] !== "number") return false;
  if (typeof value["publication"] !== "string") return false;
  if (value["kind"] === "withdrawal") return typeof value["day"] === "string";
  return value["kind"] === "publication" && isPublication(value);
}

function isPublication(value: Readonly<Record<string, unknown>>): boolean {
  const { sequence, description, report, cells } = value;
  return (
    typeof sequence === "number" &&
    isRecord(description) &&
    isRecord(description["quantity"]) &&
    Array.isArray(description["dimensions"]) &&
    isRecord(report) &&
    isRecord(report["policy"]) &&
    Array.isArray(cells) &&
    cells.every(isCell)
  );
}

function isCell(cell: unknown): boolean {
  if (!Array.isArray(cell) || cell.length !== 5) return false;
  const [codes, status, num, den, value]: readonly unknown[] = cell;
  return (
    Array.isArray(codes) &&
    codes.every((code) => typeof code === "string") &&
    typeof status === "string" &&
    [num, den].every((count) => count === null || Number.isSafeInteger(count)) &&
    (value === null || typeof value === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(line: number, fact: string, options?: ErrorOptions): InputError {
  return new InputError(
    `Line ${line} of the ledger ${fact}.`,
    "Restore the ledger from a backup, or remove it: it is made again from the publications, and withdrawn ones that are gone from there must be put back.",
    options,
  );
}
