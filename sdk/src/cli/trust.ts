import { join } from "node:path";
import { UsageError } from "../errors.ts";
import type { Publication } from "../publish/read.ts";
import type { Trust } from "../sign/trust.ts";
import { readMembers } from "../workspace/trust-file.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What is known beforehand of a member's keys, from a list of members. */
export async function trustIn(file: string, member: string): Promise<Trust> {
  const entry = (await readMembers(file)).find(({ id }) => id === member);
  if (entry !== undefined) return { member, keys: entry.keys, checkersMin: entry.checkersMin };
  throw new UsageError(
    `${file} does not list the member ${member}.`,
    "Add its member.json to the list.",
  );
}

/** What a workspace knows of itself: its own keys, and the publication that came last. */
export async function ownTrust(
  { folder, config }: Workspace,
  published: readonly Publication[],
): Promise<Trust> {
  const last = published.at(-1);
  const trust = await trustIn(join(folder, "member.json"), config.member);
  const previous = last === undefined ? null : { sequence: last.manifest.sequence, id: last.id };
  return { ...trust, previous };
}
