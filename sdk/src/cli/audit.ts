import { Command } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import type { Policy } from "../publication.ts";
import { audit, type AuditedCell, type AuditResult } from "../protect/audit/audit.ts";
import { defaultPolicy } from "../protect/policy.ts";
import { becauseOf } from "../protect/audit/because.ts";
import { readPublication } from "../publish/folder.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly exact?: boolean;
  readonly changeMax?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("audit")
    .description(
      "The attacker's view: how closely every withheld cell can be worked out from all the publications together, and from which numbers. Ends with 1 when any is closer than the policy allows.",
    )
    .argument("<publication...>", "folders of publications or drafts, of one member or of several")
    .option(
      "--exact",
      "search for the true ends of every interval, not only until it is wide enough",
    )
    .option(
      "--change-max <number>",
      "most by which a count changes between two periods that follow each other (default: as the policies say)",
    )
    .option(
      "--json",
      "every interval, and all the numbers that give a cell away, for machines; confidential",
    )
    .addHelpText("after", examples("audit draft", "audit drafts/001-ATT_RATE-SEX feed/items/3f…"))
    .action(async (folders: readonly string[], options: Options) => {
      const changeMax = wholeNumber(options.changeMax);
      shell.progress("reading publications …");
      const publications = await Promise.all(
        folders.map((folder) => readPublication(existing(shell, folder))),
      );
      shell.progress("attacking …");
      const tables = publications.map((publication) => tableOf(publication, standard()));
      const result = await audit(tables, strictestOf(publications), {
        exact: options.exact === true,
        reasonsMax,
        progress: progressOn(shell),
        ...(changeMax === undefined ? {} : { changeMax }),
      });
      if (options.json === true) shell.out(JSON.stringify(result, null, 2));
      else tell(shell, result, folders);
      finish(result.safe ? exitCode.fine : exitCode.findings);
    });

/** Cells for which it is told what gives them away; the first are enough to see what is wrong. */
const reasonsMax = 20;

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(
    "--change-max is a whole number of persons.",
    "Write for example --change-max 3.",
  );
}

/** Tells every few seconds how far the attack is; nothing when it is over before. */
function progressOn(shell: Shell): (done: number, all: number) => void {
  let told = Date.now();
  return (done, all) => {
    if (Date.now() - told < 2000) return;
    told = Date.now();
    shell.progress(`attacking … ${done} of ${all} withheld numbers`);
  };
}

/** The strictest of every limit: publications name the policy that they were made under. */
function strictestOf(publications: readonly Publication[]): Policy {
  const policies = publications.map(({ disclosure }) => disclosure.policy);
  const [first = defaultPolicy] = policies;
  const greatest = (limit: (policy: Policy) => number): number => Math.max(...policies.map(limit));
  const widest = policies.toSorted(
    (a, b) => Number(b.intervalShareMin) - Number(a.intervalShareMin),
  );
  return {
    ...first,
    contributorsMin: greatest(({ contributorsMin }) => contributorsMin),
    contributorsMinSensitive: greatest(({ contributorsMinSensitive }) => contributorsMinSensitive),
    homogeneityMax: greatest(({ homogeneityMax }) => homogeneityMax),
    intervalWidthMin: greatest(({ intervalWidthMin }) => intervalWidthMin),
    intervalShareMin: widest[0]?.intervalShareMin ?? first.intervalShareMin,
  };
}

function tell(shell: Shell, result: AuditResult, folders: readonly string[]): void {
  for (const obstacle of result.obstacles) shell.out(obstacle);
  const nameOf = (table: number): string => (folders.length === 1 ? "" : (folders[table] ?? ""));
  for (const cell of result.narrow) {
    shell.out(`${folders[cell.table] ?? ""}: ${place(cell)} is ${cell.verdict}`);
    if (cell.because !== undefined) shell.out(`  ${becauseOf(cell.because, nameOf)}`);
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
