import { Command } from "commander";
import { exitCode } from "../errors.ts";
import { audit, type AuditedCell, type AuditResult } from "../protect/audit/audit.ts";
import { readPublication } from "../publish/folder.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

export const make: MakeCommand = (shell, finish) =>
  new Command("audit")
    .description(
      "The attacker's view: how closely every withheld cell can be worked out from all the publications together. Ends with 1 when any is closer than the policy allows.",
    )
    .argument("<publication...>", "folders of publications or drafts")
    .option("--json", "every interval, for machines; confidential")
    .addHelpText("after", examples("audit draft", "audit drafts/001-ATT_RATE-SEX feed/items/3f…"))
    .action(async (folders: readonly string[], options: { readonly json?: boolean }) => {
      shell.progress("reading publications …");
      const publications = await Promise.all(
        folders.map((folder) => readPublication(existing(shell, folder))),
      );
      shell.progress("attacking …");
      const tables = publications.map((publication) => tableOf(publication, standard()));
      const result = await audit(tables, strictestOf(publications));
      if (options.json === true) shell.out(JSON.stringify(result, null, 2));
      else tell(shell, result, folders);
      finish(result.safe ? exitCode.fine : exitCode.findings);
    });

/** The policy with the greatest minimum; publications name the policy they were made under. */
function strictestOf(publications: readonly Publication[]): Publication["disclosure"]["policy"] {
  const policies = publications.map(({ disclosure }) => disclosure.policy);
  return policies.reduce((strictest, policy) =>
    policy.contributorsMin > strictest.contributorsMin ? policy : strictest,
  );
}

function tell(shell: Shell, result: AuditResult, folders: readonly string[]): void {
  for (const obstacle of result.obstacles) shell.out(obstacle);
  for (const cell of result.narrow) {
    shell.out(`${folders[cell.table] ?? ""}: ${place(cell)} is ${cell.verdict}`);
  }
  shell.out(result.safe ? safe(result.cells.length) : unsafe(result));
}

function safe(withheld: number): string {
  return withheld === 0
    ? "Safe: nothing is withheld, so there is nothing to work out."
    : `Safe: none of ${withheld} withheld cells can be worked out more closely than the policy allows.`;
}

function unsafe({ narrow, cells }: AuditResult): string {
  return `NOT safe: ${narrow.length} of ${cells.length} withheld cells are not proven to stay hidden.`;
}

function place({ codes }: AuditedCell): string {
  return Object.entries(codes)
    .map(([id, code]) => `${id}=${code}`)
    .join(" ");
}
