import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { canonicalJson } from "../canonical.ts";
import { InputError } from "../errors.ts";
import type { Chain } from "../pipeline.ts";
import { publicationEvent, seenIn } from "../protect/ledger/ledger.ts";
import type {
  Ledger,
  LedgerEvent,
  PublicationEvent,
  WithdrawalEvent,
} from "../protect/ledger/ledger.ts";
import { emptyHead, lineAfter, readLedger } from "../protect/ledger/lines.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { dayOf, type Withdrawal } from "../publish/withdrawal.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { chainAfter, publishedIn, withdrawnIn } from "./chain.ts";

/** The member's ledger of everything that was ever published, in the workspace's folder. */
export const ledgerFile = "ledger.jsonl";

/** Where the next publication of a workspace hooks in, after everything that was ever published. */
export async function chainIn(workspace: Workspace, registry: Registry): Promise<Chain> {
  const published = await publishedIn(workspace.publications);
  const { ledger } = await caughtUp(workspace, await eventsOf(workspace, published, registry));
  return { ...chainAfter(published, registry), history: seenIn(ledger) };
}

/** Enters what has been published and withdrawn since into the ledger of a workspace. */
export async function enterPublished(workspace: Workspace, registry: Registry): Promise<void> {
  const published = await publishedIn(workspace.publications);
  const events = await eventsOf(workspace, published, registry);
  const { text, isBehind } = await caughtUp(workspace, events);
  if (isBehind) await writeWhole(join(workspace.folder, ledgerFile), text);
}

interface CaughtUp {
  readonly ledger: Ledger;
  readonly text: string;
  readonly isBehind: boolean;
}

/**
 * The ledger with what was published or withdrawn and is not in it yet. What is in it and no longer in
 * the folder of publications stays: it was seen.
 */
async function caughtUp(workspace: Workspace, events: readonly LedgerEvent[]): Promise<CaughtUp> {
  const file = join(workspace.folder, ledgerFile);
  const before = existsSync(file) ? await readFile(file, "utf8") : "";
  const { ledger, head: last } = await readLedger(before);
  const known = new Map(ledger.map((entry) => [nameOf(entry), entry]));
  for (const event of events) requireSame(known.get(nameOf(event)), event, file);
  const missing = events.filter((event) => !known.has(nameOf(event)));
  let [text, head] = [before, last ?? emptyHead];
  for (const event of missing) {
    const next = await lineAfter(head, event);
    text += next.line;
    head = next.head;
  }
  return { ...(await readLedger(text, head)), text, isBehind: missing.length > 0 };
}

function nameOf({ kind, publication }: LedgerEvent): string {
  return `${kind} ${publication}`;
}

/** What a workspace published and withdrew, in the order in which it did. */
async function eventsOf(
  { publications }: Workspace,
  published: readonly Publication[],
  registry: Registry,
): Promise<readonly LedgerEvent[]> {
  const withdrawn = Map.groupBy(await withdrawnIn(publications), ({ after }) => after);
  return published.flatMap((publication): readonly LedgerEvent[] => [
    eventOf(publication, registry),
    ...(withdrawn.get(publication.manifest.sequence) ?? []).map(withdrawalEvent),
  ]);
}

function withdrawalEvent(withdrawal: Withdrawal): WithdrawalEvent {
  return { kind: "withdrawal", publication: withdrawal.publication, day: dayOf(withdrawal) };
}

function eventOf(publication: Publication, registry: Registry): PublicationEvent {
  const { id, manifest } = publication;
  return publicationEvent(
    { publication: id, sequence: manifest.sequence },
    tableOf(publication, registry),
  );
}

function requireSame(known: LedgerEvent | undefined, event: LedgerEvent, file: string): void {
  if (known?.kind !== "publication" || event.kind !== "publication") return;
  if (factsOf(known) === factsOf(event)) return;
  throw new InputError(
    `${file} says something else about publication number ${event.sequence} than the publication itself.`,
    "One of them was changed. Compare both with what the gateway holds; remove the ledger to make it again from the publications.",
  );
}

function factsOf({ description, cells }: PublicationEvent): string {
  return canonicalJson({ quantity: description.quantity, period: description.period, cells });
}
