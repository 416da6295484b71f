import { Command } from "commander";
import { lookingAt, prepareWithVerdict, type Prepared } from "../pipeline.ts";
import type { Altered, DisclosureReport, Policy } from "../publication.ts";
import { raisedPolicy } from "../protect/policy.ts";
import { readCells } from "../publish/cell-file.ts";
import { writeDraft } from "../publish/folder.ts";
import { parsePublication } from "../publish/read.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { payIn } from "./budget-file.ts";
import { chainAfter, requirePublished } from "./chain.ts";
import { publishedByOthers } from "./federation-files.ts";
import { examples } from "./help.ts";
import { existing, unused } from "./input.ts";
import { chainIn } from "./ledger-file.ts";
import { metricNamed } from "./metric-show.ts";
import { readPolicyChanges } from "./policy-file.ts";
import { collected, day } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";
import { saying, tellApart, verdictText } from "./verdict-text.ts";

interface Options {
  readonly policy?: string;
  readonly history?: string;
  readonly asOf?: string;
  readonly federation?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell) =>
  new Command("protect")
    .description(
      "Withholds what must not be shown, proves that it stays hidden together with everything published before, and draws up a draft; or changes the numbers, where the policy names such a method. What cannot be proven safe is refused.",
    )
    .argument("<cells>", "cells.parquet or cells.csv, with its side file beside it")
    .requiredOption("--out <dir>", "folder for the draft")
    .option("--policy <file>", "limits raised above the workspace's, as JSON")
    .option(
      "--history <dir>",
      "feed folder of what was published before (default: the workspace's ledger)",
    )
    .option(
      "--as-of <day>",
      "day YYYY-MM-DD that the table looks at, where there are several of a school year (default: as its side file says)",
      day,
    )
    .option(
      "--federation <place>",
      "what others published, proven safe together with it where one area is part of another: the address of a gateway, a feed folder, or a folder of several; may be given more than once",
      collected,
    )
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "protect cells.parquet --out draft",
        "protect october.parquet --as-of 2025-10-31 --out october",
      ),
    )
    .action(async (cells: string, options: Options) => {
      const out = unused(shell, options.out);
      const workspace = await openWorkspace(shell.cwd);
      const prepared = await saying(shell, options, () =>
        drawnUp(shell, existing(shell, cells), workspace, options),
      );
      const { files, verdict, apart, cells: becauseOfHistory } = prepared;
      tellApart(shell, prepared);
      const { disclosure } = await parsePublication(files);
      await writeDraft(out, files);
      if (options.json === true) {
        shell.out(
          JSON.stringify({ out: options.out, verdict, becauseOfHistory, apart, ...disclosure }),
        );
      } else tell(shell, disclosure, { prepared, out: options.out });
    });

async function drawnUp(
  shell: Shell,
  cells: string,
  workspace: Workspace,
  options: Options,
): Promise<Prepared> {
  const registry = standard();
  const member = await memberOf(workspace, registry);
  const policy = await policyOf(shell, member.config.policy, options.policy);
  const chain =
    options.history === undefined
      ? await chainIn(workspace, registry)
      : chainAfter(await requirePublished(existing(shell, options.history)), registry);
  const others = await publishedByOthers(shell, options.federation ?? [], {
    member: member.config.member,
    registry,
  });
  return withEngine(shell, async (engine) => {
    shell.progress("protecting and proving …");
    const read = await readCells(engine, cells, registry);
    const { asOf } = options;
    const table = asOf === undefined ? read : lookingAt(read, asOf, member.config);
    const metric = metricNamed(registry, table.description.metric);
    const config = { ...member.config, policy };
    const pay = payIn(workspace, chain.history);
    return prepareWithVerdict(
      table,
      { metric },
      { registry, config },
      { findings: [], chain, pay, others },
    );
  });
}

/** The workspace's policy with the limits of a file raised. */
async function policyOf(shell: Shell, policy: Policy, file: string | undefined): Promise<Policy> {
  if (file === undefined) return policy;
  return raisedPolicy(policy, await readPolicyChanges(existing(shell, file)));
}

function tell(
  shell: Shell,
  report: DisclosureReport,
  { prepared, out }: { readonly prepared: Prepared; readonly out: string },
): void {
  if (report.altered === undefined) tellWithheld(shell, report, prepared);
  else tellChanged(shell, report, report.altered);
  shell.next(`review ${out}`);
}

function tellChanged(shell: Shell, { counts, method }: DisclosureReport, altered: Altered): void {
  shell.out(
    `${counts.published} of ${counts.cells} cells may be shown, none as counted: ${method}.`,
  );
  for (const promise of altered.promises) shell.out(`  + ${promise}`);
  for (const limit of altered.limits) shell.out(`  − ${limit}`);
}

function tellWithheld(shell: Shell, { counts, audit }: DisclosureReport, prepared: Prepared): void {
  const earlier = audit.history.length;
  shell.out(
    `${counts.published} of ${counts.cells} cells may be shown, ${counts.withheld} are withheld.`,
  );
  shell.out(
    earlier === 0
      ? "Proven safe; nothing was published before."
      : `Proven safe together with ${earlier === 1 ? "1 earlier publication" : `${earlier} earlier publications`}.`,
  );
  if (earlier > 0) shell.out(verdictText(prepared));
}
