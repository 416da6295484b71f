import { join } from "node:path";
import { Command } from "commander";
import { exitCode, NetworkError, UsageError } from "../errors.ts";
import type { Check } from "../publish/check.ts";
import { fetchPublication } from "../publish/fetch.ts";
import type { PublicationFiles } from "../publish/files.ts";
import { readFiles } from "../publish/folder.ts";
import { claimedMember } from "../publish/read.ts";
import { isVerified, verifyPublication } from "../publish/verify.ts";
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
      "Checks a publication against its member's keys, whoever handed it over. Ends with 1 when any check fails.",
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
      if (options.json === true) shell.out(JSON.stringify({ verified: sound, checks }, null, 2));
      else tell(shell, checks, sound);
      finish(sound ? exitCode.fine : exitCode.findings);
    });

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
