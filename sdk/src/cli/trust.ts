import { join } from "node:path";
import { UsageError } from "../errors.ts";
import type { Publication } from "../publish/read.ts";
import type { Trust } from "../sign/trust.ts";
import { readMembers } from "../workspace/trust-file.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What is known beforehand of a member's keys, from a list of members. */
export async function trustIn(file: string, member: string): Promise<Trust> {
  const members = await readMembers(file);
  const entry = members.find(({ id }) => id === member);
  if (entry !== undefined) return { member, keys: entry.keys, checkersMin: entry.checkersMin };
  throw new UsageError(
    `${file} does not list the member ${member}; it lists ${members.map(({ id }) => id).join(", ") || "nobody"}.`,
    "Name a list that has the member with --members <file>.",
  );
}

/** The keys that a workspace has announced as its own. */
export async function ownKeys({ folder, config }: Workspace): Promise<Trust> {
  return trustIn(join(folder, "member.json"), config.member);
}

/** What a workspace knows of itself: its own keys, and the publication that came last. */
export async function ownTrust(
  workspace: Workspace,
  published: readonly Publication[],
): Promise<Trust> {
  const last = published.at(-1);
  const previous = last === undefined ? null : { sequence: last.manifest.sequence, id: last.id };
  return { ...(await ownKeys(workspace)), previous };
}
