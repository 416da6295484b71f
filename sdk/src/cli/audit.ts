import { Command } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import type { Policy } from "../publication.ts";
import { auditShownFully } from "../protect/audit/audit.ts";
import type { AuditedCell, AuditOptions, AuditResult } from "../protect/audit/audit.ts";
import { defaultPolicy } from "../protect/policy.ts";
import { becauseOf } from "../protect/audit/because.ts";
import { openSolver } from "../protect/audit/solver.ts";
import { auditTogether } from "../protect/ledger/audit-together.ts";
import { readPublication } from "../publish/folder.ts";
import type { Publication } from "../publish/read.ts";
import { asksForTable, eachOnce, readPlainTables, tableOptions } from "./audit-table.ts";
import type { TableOptions } from "./audit-table.ts";
import { ofArea } from "./federation-files.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options extends TableOptions {
  readonly exact?: boolean;
  readonly changeMax?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) => {
  const command = new Command("audit")
    .description(
      "The attacker's view: how closely every withheld cell can be worked out from all the publications together, and from which numbers. Ends with 1 when any is closer than the policy allows.",
    )
    .argument("[publication...]", "folders of publications or drafts, of one member or of several")
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
    .addHelpText(
      "after",
      examples(
        "audit draft",
        "audit drafts/001-ATT_RATE-SEX feed/items/3f…",
        "audit --table z2.csv --count ant --withheld suppressed --hierarchy region=areas.csv --total hovedint=Total",
      ),
    )
    .addHelpText(
      "after",
      "\nCombinations of codes without a line in a table are known to be 0; a withheld count may be 0.",
    )
    .action(async (folders: readonly string[], options: Options, self: Command) => {
      const found = asksForTable(options, folders)
        ? await auditTable(shell, options)
        : await auditPublications(shell, folders, { options, command: self });
      const { result } = found;
      if (options.json === true) shell.out(JSON.stringify(result, null, 2));
      else tell(shell, found);
      finish(result.safe ? exitCode.fine : exitCode.findings);
    });
  for (const own of tableOptions()) command.addOption(own);
  return command;
};

/** What was found, and what the tables are called. */
interface Found {
  readonly result: AuditResult;
  readonly names: readonly string[];
  /** Of what cells it was, and what decides which are safe, in words. */
  readonly of: string;
  readonly allowed: string;
}

async function auditTable(shell: Shell, options: Options): Promise<Found> {
  const { tables, name } = await readPlainTables(shell, options);
  shell.progress("attacking …");
  const result = auditShownFully(tables, await openSolver(), thoroughnessOf(shell, options));
  const names = tables.map(() => name);
  return { result: eachOnce(result), names, of: "withheld cells", allowed: "asked for" };
}

async function auditPublications(
  shell: Shell,
  folders: readonly string[],
  { options, command }: { readonly options: Options; readonly command: Command },
): Promise<Found> {
  if (folders.length === 0) {
    const code = "commander.missingArgument";
    command.error("error: missing required argument 'publication'", { code });
  }
  const changeMax = wholeNumber(options.changeMax);
  shell.progress("reading publications …");
  const publications = await Promise.all(
    folders.map((folder) => readPublication(existing(shell, folder))),
  );
  shell.progress("attacking …");
  const published = publications.map((publication) => ofArea(publication, standard()));
  const result = await auditTogether(published, strictestOf(publications), {
    ...thoroughnessOf(shell, options),
    ...(changeMax === undefined ? {} : { changeMax }),
  });
  const isChanged = publications.some(({ disclosure }) => disclosure.altered !== undefined);
  const of = isChanged ? "withheld or changed cells" : "withheld cells";
  return { result, names: folders, of, allowed: "the policy allows" };
}

function thoroughnessOf(shell: Shell, { exact }: Options): AuditOptions {
  return { exact: exact === true, reasonsMax, progress: progressOn(shell) };
}

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
    shell.progress(`attacking … ${done} of ${all} numbers`);
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

function tell(shell: Shell, found: Found): void {
  const { result, names } = found;
  for (const obstacle of result.obstacles) shell.out(obstacle);
  const nameOf = (table: number): string => (names.length === 1 ? "" : (names[table] ?? ""));
  for (const cell of result.narrow) {
    shell.out(`${names[cell.table] ?? ""}: ${place(cell)} is ${cell.verdict}`);
    if (cell.because !== undefined) shell.out(`  ${becauseOf(cell.because, nameOf)}`);
  }
  shell.out(result.safe ? safe(found) : unsafe(found));
}

function safe({ result: { cells }, of, allowed }: Found): string {
  return cells.length === 0
    ? "Safe: nothing is withheld, so there is nothing to work out."
    : `Safe: none of ${cells.length} ${of} can be worked out more closely than ${allowed}.`;
}

function unsafe({ result: { narrow, cells }, of }: Found): string {
  return `NOT safe: ${narrow.length} of ${cells.length} ${of} are not proven to stay hidden.`;
}

function place({ codes }: AuditedCell): string {
  return Object.entries(codes)
    .map(([id, code]) => `${id}=${code}`)
    .join(" ");
}
