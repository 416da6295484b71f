import { join, resolve } from "node:path";
import { Command } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import type { Check } from "../publish/check.ts";
import { fetchPublication } from "../publish/fetch.ts";
import { readFiles } from "../publish/folder.ts";
import { parsePublication } from "../publish/read.ts";
import { isVerified, verifyPublication } from "../publish/verify.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import type { Io } from "./io.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import { trustIn } from "./trust.ts";

interface Options {
  readonly members?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (io, finish) =>
  new Command("verify")
    .description("Checks a publication against the member's keys, whoever handed it over.")
    .argument("<publication>", "folder, or address of a publication at a gateway")
    .option("--members <file>", "list of members and keys (default: the workspace's member.json)")
    .option("--json", "the same facts for machines")
    .action(async (publication: string, options: Options) => {
      const files = /^https?:\/\//.test(publication)
        ? await fetchPublication(publication)
        : await readFiles(resolve(io.cwd, publication));
      const { manifest } = await parsePublication(files);
      const trust = await trustIn(await membersFile(options, io.cwd), manifest.member);
      const checks = await verifyPublication(files, trust, {
        registry: standard(),
        now: new Date(),
      });
      const sound = isVerified(checks);
      if (options.json === true) io.out(JSON.stringify({ verified: sound, checks }, null, 2));
      else tell(io, checks, sound);
      finish(sound ? exitCode.fine : exitCode.findings);
    });

async function membersFile({ members }: Options, cwd: string): Promise<string> {
  if (members !== undefined) return resolve(cwd, members);
  const workspace = await findWorkspace(cwd);
  if (workspace !== undefined) return join(workspace.folder, "member.json");
  throw new UsageError(
    "Nothing says whose keys to trust.",
    "Name the community's list with --members <file>, or run this inside a workspace.",
  );
}

const marks = { passed: "ok  ", failed: "FAIL", "not-checked": "–   " } as const;

function tell(io: Io, checks: readonly Check[], sound: boolean): void {
  for (const { code, title, outcome, message, remedy } of checks) {
    io.out(`${code} ${marks[outcome]} ${title}`);
    if (outcome !== "passed") io.out(`         ${message}`);
    if (outcome === "failed" && remedy !== undefined) io.out(`         → ${remedy}`);
  }
  io.out("");
  io.out(sound ? "Verified: it is what it claims to be." : "NOT verified: do not rely on it.");
}
