import { Command } from "commander";
import { prepare } from "../pipeline.ts";
import type { DisclosureReport, Policy } from "../publication.ts";
import { raisedPolicy } from "../protect/policy.ts";
import { readCells } from "../publish/cell-file.ts";
import { writeDraft } from "../publish/folder.ts";
import { parsePublication } from "../publish/read.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { chainAfter, requirePublished } from "./chain.ts";
import { examples } from "./help.ts";
import { existing, unused } from "./input.ts";
import { chainIn } from "./ledger-file.ts";
import { metricNamed } from "./metric-show.ts";
import { readPolicyChanges } from "./policy-file.ts";
import type { MakeCommand } from "./program.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly policy?: string;
  readonly history?: string;
  readonly out: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell) =>
  new Command("protect")
    .description(
      "Withholds what must not be shown, proves that it stays hidden together with everything published before, and draws up a draft. What cannot be proven safe is refused.",
    )
    .argument("<cells>", "cells.parquet or cells.csv, with its side file beside it")
    .requiredOption("--out <dir>", "folder for the draft")
    .option("--policy <file>", "limits raised above the workspace's, as JSON")
    .option(
      "--history <dir>",
      "feed folder of what was published before (default: the workspace's ledger)",
    )
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("protect cells.parquet --out draft"))
    .action(async (cells: string, options: Options) => {
      const out = unused(shell, options.out);
      const workspace = await openWorkspace(shell.cwd);
      const files = await drawnUp(shell, existing(shell, cells), workspace, options);
      const { disclosure } = await parsePublication(files);
      await writeDraft(out, files);
      if (options.json === true) shell.out(JSON.stringify({ out: options.out, ...disclosure }));
      else tell(shell, disclosure, options.out);
    });

async function drawnUp(
  shell: Shell,
  cells: string,
  workspace: Workspace,
  options: Options,
): ReturnType<typeof prepare> {
  const registry = standard();
  const member = await memberOf(workspace, registry);
  const policy = await policyOf(shell, member.config.policy, options.policy);
  const chain =
    options.history === undefined
      ? await chainIn(workspace, registry)
      : chainAfter(await requirePublished(existing(shell, options.history)), registry);
  return withEngine(shell, async (engine) => {
    shell.progress("protecting and proving …");
    const table = await readCells(engine, cells, registry);
    const metric = metricNamed(registry, table.description.metric);
    const config = { ...member.config, policy };
    return prepare(table, { metric }, { registry, config }, { findings: [], chain });
  });
}

/** The workspace's policy with the limits of a file raised. */
async function policyOf(shell: Shell, policy: Policy, file: string | undefined): Promise<Policy> {
  if (file === undefined) return policy;
  return raisedPolicy(policy, await readPolicyChanges(existing(shell, file)));
}

function tell(shell: Shell, { counts, audit }: DisclosureReport, out: string): void {
  const earlier = audit.history.length;
  shell.out(
    `${counts.published} of ${counts.cells} cells may be shown, ${counts.withheld} are withheld.`,
  );
  shell.out(
    earlier === 0
      ? "Proven safe; nothing was published before."
      : `Proven safe together with ${earlier === 1 ? "1 earlier publication" : `${earlier} earlier publications`}.`,
  );
  shell.next(`review ${out}`);
}
