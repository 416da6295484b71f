import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import { canonicalJson } from "../canonical.ts";
import { InputError } from "../errors.ts";
import type { Chain } from "../pipeline.ts";
import { publicationEvent, seenIn } from "../protect/ledger/ledger.ts";
import type { Ledger, LedgerEvent, PublicationEvent } from "../protect/ledger/ledger.ts";
import { emptyHead, lineAfter, readLedger } from "../protect/ledger/lines.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { chainAfter, publishedIn } from "./chain.ts";

/** The member's ledger of everything that was ever published, in the workspace's folder. */
export const ledgerFile = "ledger.jsonl";

/** Where the next publication of a workspace hooks in, after everything that was ever published. */
export async function chainIn(workspace: Workspace, registry: Registry): Promise<Chain> {
  const published = await publishedIn(workspace.publications);
  const { ledger } = await caughtUp(workspace, published, registry);
  return { ...chainAfter(published, registry), history: seenIn(ledger) };
}

/** Enters what has been published since into the ledger of a workspace. */
export async function enterPublished(workspace: Workspace, registry: Registry): Promise<void> {
  const published = await publishedIn(workspace.publications);
  const { text, isBehind } = await caughtUp(workspace, published, registry);
  if (isBehind) await writeWhole(join(workspace.folder, ledgerFile), text);
}

interface CaughtUp {
  readonly ledger: Ledger;
  readonly text: string;
  readonly isBehind: boolean;
}

/**
 * The ledger with what was published and is not in it yet. What is in it and no longer in the folder
 * of publications stays: it was seen.
 */
async function caughtUp(
  workspace: Workspace,
  published: readonly Publication[],
  registry: Registry,
): Promise<CaughtUp> {
  const file = join(workspace.folder, ledgerFile);
  const before = existsSync(file) ? await readFile(file, "utf8") : "";
  const { ledger, head: last } = await readLedger(before);
  const known = new Map(
    ledger.flatMap((entry) =>
      entry.kind === "publication" ? [[entry.publication, entry] as const] : [],
    ),
  );
  const events = published.map((publication) => eventOf(publication, registry));
  for (const event of events) requireSame(known.get(event.publication), event, file);
  const missing = events.filter((event) => !known.has(event.publication));
  let [text, head] = [before, last ?? emptyHead];
  for (const event of missing) {
    const next = await lineAfter(head, event);
    text += next.line;
    head = next.head;
  }
  return { ...(await readLedger(text, head)), text, isBehind: missing.length > 0 };
}

function eventOf(publication: Publication, registry: Registry): PublicationEvent {
  const { id, manifest } = publication;
  return publicationEvent(
    { publication: id, sequence: manifest.sequence },
    tableOf(publication, registry),
  );
}

function requireSame(known: LedgerEvent | undefined, event: PublicationEvent, file: string): void {
  if (known?.kind !== "publication") return;
  if (factsOf(known) === factsOf(event)) return;
  throw new InputError(
    `${file} says something else about publication number ${event.sequence} than the publication itself.`,
    "One of them was changed. Compare both with what the gateway holds; remove the ledger to make it again from the publications.",
  );
}

function factsOf({ description, cells }: PublicationEvent): string {
  return canonicalJson({ quantity: description.quantity, period: description.period, cells });
}
