import { resolve } from "node:path";
import { Command } from "commander";
import { exitCode } from "../errors.ts";
import { audit, type AuditedCell, type AuditResult } from "../protect/audit/audit.ts";
import { readPublication } from "../publish/folder.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import type { Io } from "./io.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";

export const make: MakeCommand = (io, finish) =>
  new Command("audit")
    .description(
      "The attacker's view: how closely every withheld cell can be worked out from all the\n" +
        "publications together. Ends with 1 when any is closer than the policy allows.",
    )
    .argument("<publication...>", "folders of publications or drafts")
    .option("--json", "every interval, for machines; confidential")
    .action(async (folders: readonly string[], options: { readonly json?: boolean }) => {
      const publications = await Promise.all(
        folders.map((folder) => readPublication(resolve(io.cwd, folder))),
      );
      const tables = publications.map((publication) => tableOf(publication, standard()));
      io.progress("attacking …");
      const result = await audit(tables, strictestOf(publications));
      if (options.json === true) io.out(JSON.stringify(result, null, 2));
      else tell(io, result, folders);
      finish(result.safe ? exitCode.fine : exitCode.findings);
    });

/** The policy with the greatest minimum; publications name the policy they were made under. */
function strictestOf(publications: readonly Publication[]): Publication["disclosure"]["policy"] {
  const policies = publications.map(({ disclosure }) => disclosure.policy);
  return policies.reduce((strictest, policy) =>
    policy.contributorsMin > strictest.contributorsMin ? policy : strictest,
  );
}

function tell(io: Io, result: AuditResult, folders: readonly string[]): void {
  for (const obstacle of result.obstacles) io.out(obstacle);
  for (const cell of result.narrow)
    io.out(`${folders[cell.table] ?? ""}: ${place(cell)} is ${cell.verdict}`);
  const hidden = result.cells.length;
  io.out(
    result.safe
      ? `Safe: none of ${hidden} withheld cells can be worked out more closely than the policy allows.`
      : `NOT safe: ${result.narrow.length} of ${hidden} withheld cells are not proven to stay hidden.`,
  );
}

function place({ codes }: AuditedCell): string {
  return Object.entries(codes)
    .map(([id, code]) => `${id}=${code}`)
    .join(" ");
}
