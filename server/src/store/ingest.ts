import { createHash } from "node:crypto";
import type { Registry } from "@edufed/schemas";
import { paths } from "@edufed/sdk/verify";
import type { Check, PublicationFiles } from "@edufed/sdk/verify";
import type { TrustList } from "../members/member.ts";
import type { ChainHead, FeedItem, Store } from "./store.ts";
import { admitted, objections } from "./verification.ts";
import type { Standing } from "./verification.ts";

/** Why a publication was not taken. */
export type RefusalCode =
  | "not-a-publication"
  | "unknown-member"
  | "not-verified"
  | "wrong-chain"
  | "not-served";

export interface IngestRefusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly remedy: string;
  /** The checks that stand against it. */
  readonly checks: readonly Check[];
}

/** What became of a publication that was handed in. */
export type Ingested =
  | { readonly kind: "stored"; readonly item: FeedItem }
  | { readonly kind: "known"; readonly item: FeedItem }
  | { readonly kind: "refused"; readonly refusal: IngestRefusal };

export interface IngestOptions {
  readonly store: Store;
  readonly members: TrustList;
  readonly registry: Registry;
  now(): Date;
}

/** Takes publications into a store. */
export type Ingest = (files: PublicationFiles) => Promise<Ingested>;

/**
 * Takes publications one after the other: each is verified against its member's keys and against
 * the last one of the member's chain, then stored in one transaction. The signatures are the only
 * permission needed. Handing in the same publication again changes nothing.
 */
export function createIngest(options: IngestOptions): Ingest {
  let last: Promise<unknown> = Promise.resolve();
  return (files) => {
    const next = last.then(() => ingest(files, options));
    // The next one waits for this one's end, however it ends.
    last = next.catch(() => undefined);
    return next;
  };
}

async function ingest(files: PublicationFiles, options: IngestOptions): Promise<Ingested> {
  const { store, members, registry } = options;
  const claimed = claimedMember(files);
  if (claimed === null) return refused(notAPublication);
  const member = members.get(claimed);
  if (member === undefined) return refused(unknownMember);
  const known = await store.publication(digestOf(files.get(paths.manifest)));
  const previous = known === null ? await store.head(member.id) : before(known);
  const standing: Standing = { member, previous, registry, now: options.now() };
  const checks = await objections(files, standing);
  if (checks.length > 0) return refused(notVerified(checks));
  if (known !== null) return { kind: "known", item: known };
  const publication = await admitted(files, standing);
  if ("message" in publication) {
    return refused({ ...publication, code: "not-served", checks: [] });
  }
  return { kind: "stored", item: await store.add(publication, standing.now.toISOString()) };
}

/** The member a manifest claims to be from; nothing of it is believed yet. */
function claimedMember(files: PublicationFiles): string | null {
  try {
    const text = new TextDecoder().decode(files.get(paths.manifest));
    const manifest: unknown = JSON.parse(text);
    const isObject = typeof manifest === "object" && manifest !== null;
    return isObject && "member" in manifest && typeof manifest.member === "string"
      ? manifest.member
      : null;
  } catch {
    // Not JSON, so it claims nothing.
    return null;
  }
}

/** What a publication in the feed followed. */
function before({ sequence, previous }: FeedItem): ChainHead | null {
  return previous === null ? null : { sequence: sequence - 1, digest: previous };
}

function refused(refusal: IngestRefusal): Ingested {
  return { kind: "refused", refusal };
}

const notAPublication: IngestRefusal = {
  code: "not-a-publication",
  message: "There is no manifest.json that names a member.",
  remedy: "Send what `edufed sign` completed, with `edufed publish`.",
  checks: [],
};

const unknownMember: IngestRefusal = {
  code: "unknown-member",
  message: "The member that the manifest names is not in this gateway's trust list.",
  remedy: "Ask the community to list the member and its keys.",
  checks: [],
};

function notVerified(checks: readonly Check[]): IngestRefusal {
  const [first] = checks;
  const isChainOnly = checks.every(({ code }) => code === "B06");
  return {
    code: isChainOnly ? "wrong-chain" : "not-verified",
    message: isChainOnly
      ? "It does not follow the member's last publication on this gateway."
      : `It does not pass verification. ${checks.map(({ code, message }) => `${code}: ${message}`).join(" ")}`,
    remedy:
      first?.remedy ?? "Bring EduFed to the release that this gateway runs, and draw it up again.",
    checks,
  };
}

function digestOf(bytes: Uint8Array | undefined): string {
  return `sha256:${createHash("sha256")
    .update(bytes ?? new Uint8Array())
    .digest("hex")}`;
}
