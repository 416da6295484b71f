import { join } from "node:path";
import { Command } from "commander";
import { digestOf } from "../canonical.ts";
import { exitCode, NetworkError, UsageError } from "../errors.ts";
import type { Check } from "../publish/check.ts";
import { feedAround, withdrawalIn } from "../publish/feed-withdrawal.ts";
import { fetchPublication, fetchWithdrawal } from "../publish/fetch.ts";
import { paths, type PublicationFiles } from "../publish/files.ts";
import { readFiles } from "../publish/folder.ts";
import { claimedMember } from "../publish/read.ts";
import { isVerified, verifyPublication } from "../publish/verify.ts";
import { dayOf, objectionTo, readWithdrawal, type Withdrawal } from "../publish/withdrawal.ts";
import type { Trust } from "../sign/trust.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import { examples } from "./help.ts";
import { existing, isAddress } from "./input.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";
import { trustIn } from "./trust.ts";

interface Options {
  readonly members?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("verify")
    .description(
      "Checks a publication against its member's keys, whoever handed it over, and says whether the feed that it lies in has withdrawn it. Ends with 1 when any check fails or it was withdrawn.",
    )
    .argument("<publication>", "folder, or address of a publication at a gateway")
    .option("--members <file>", "list of members and keys (default: the workspace's member.json)")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "verify draft",
        "verify https://gateway.example.org/publications/sha256:… --members members.json",
      ),
    )
    .action(async (publication: string, options: Options) => {
      shell.progress("reading the publication …");
      const files = await filesOf(shell, publication);
      const trust = await trustFor(shell, files, options);
      const known = { registry: standard(), now: new Date() };
      const checks = await verifyPublication(files, trust, known);
      const sound = isVerified(checks);
      const notice = await noticeOf(shell, publication, { files, trust });
      const { withdrawn } = notice;
      if (options.json === true) {
        shell.out(JSON.stringify({ verified: sound, ...notice, checks }, null, 2));
      } else {
        tell(shell, checks, sound);
        tellNotice(shell, notice);
      }
      finish(sound && withdrawn === null ? exitCode.fine : exitCode.findings);
    });

/** What the feed around a publication says of it. */
interface Notice {
  /** Null while the publication stands. */
  readonly withdrawn: Pick<Withdrawal, "reason" | "issuedAt"> | null;
  /** Why a withdrawal that lies there counts for nothing. */
  readonly notBelieved?: string;
}

async function noticeOf(
  shell: Shell,
  publication: string,
  { files, trust }: { readonly files: PublicationFiles; readonly trust: Trust },
): Promise<Notice> {
  const id = await digestOf(files.get(paths.manifest) ?? new Uint8Array());
  const feed = isAddress(publication) ? null : feedAround(shell.at(publication));
  const bytes = isAddress(publication)
    ? await fetchWithdrawal(publication)
    : feed === null
      ? null
      : await withdrawalIn(feed, id);
  if (bytes === null) return { withdrawn: null };
  const read = readWithdrawal(bytes);
  if ("problem" in read) return { withdrawn: null, notBelieved: read.problem };
  const { reason, issuedAt } = read.value;
  const isOther = read.value.publication !== id;
  const problem = isOther ? "It speaks of another publication." : await objectionTo(bytes, trust);
  return problem === null
    ? { withdrawn: { reason, issuedAt } }
    : { withdrawn: null, notBelieved: problem };
}

function tellNotice(shell: Shell, { withdrawn, notBelieved }: Notice): void {
  if (withdrawn !== null) {
    shell.out(`WITHDRAWN on ${dayOf(withdrawn)} by its member: ${withdrawn.reason}`);
    shell.out("Its figures no longer count; do not rely on them.");
  }
  if (notBelieved !== undefined) {
    shell.out(`A withdrawal lies in the feed and counts for nothing. ${notBelieved}`);
  }
}

async function filesOf(shell: Shell, publication: string): Promise<PublicationFiles> {
  if (!isAddress(publication)) return readFiles(existing(shell, publication));
  const files = await fetchPublication(publication);
  if (files.size > 0) return files;
  throw new NetworkError(
    `There is no publication at ${publication}.`,
    "Name the address of one publication, as `edufed publish` gave it.",
  );
}

/** The keys of the member that a publication claims to be from; one that claims nothing has none. */
async function trustFor(shell: Shell, files: PublicationFiles, options: Options): Promise<Trust> {
  const file = await membersFile(shell, options);
  const member = claimedMember(files);
  return member === null ? { member: "", keys: [], checkersMin: 1 } : trustIn(file, member);
}

async function membersFile(shell: Shell, { members }: Options): Promise<string> {
  if (members !== undefined) return existing(shell, members);
  const workspace = await findWorkspace(shell.cwd);
  if (workspace !== undefined) return join(workspace.folder, "member.json");
  throw new UsageError(
    "Nothing says whose keys to trust.",
    "Name the community's list with --members <file>, or run this inside a workspace.",
  );
}

const marks = { passed: "ok  ", failed: "FAIL", "not-checked": "–   " } as const;

function tell(shell: Shell, checks: readonly Check[], sound: boolean): void {
  for (const { code, title, outcome, message, remedy } of checks) {
    shell.out(`${code} ${marks[outcome]} ${title}`);
    if (outcome !== "passed") shell.out(`         ${message}`);
    if (outcome === "failed" && remedy !== undefined) shell.out(`         → ${remedy}`);
  }
  shell.out("");
  shell.out(sound ? "Verified: it is what it claims to be." : "NOT verified: do not rely on it.");
}
