import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { InputError } from "../errors.ts";
import { prepare } from "../pipeline.ts";
import type { Policy } from "../publication.ts";
import { raisedPolicy, type PolicyChanges } from "../protect/policy.ts";
import { readCells } from "../publish/cell-file.ts";
import { writeDraft } from "../publish/folder.ts";
import { parsePublication } from "../publish/read.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { chainAfter, publishedIn } from "./chain.ts";
import { metricNamed } from "./metric-show.ts";
import type { MakeCommand } from "./program.ts";
import { memberOf, standard, withEngine } from "./session.ts";

interface Options {
  readonly policy?: string;
  readonly history?: string;
  readonly out: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) =>
  new Command("protect")
    .description(
      "Withholds what must not be shown, proves that it stays hidden, and draws up a draft.",
    )
    .argument("<cells>", "cells.parquet or cells.csv with its side file")
    .requiredOption("--out <dir>", "folder for the draft")
    .option("--policy <file>", "stricter limits than the workspace's, as JSON")
    .option("--history <dir>", "what was published before (default: the workspace's publications)")
    .option("--json", "the same facts for machines")
    .action(async (cells: string, options: Options) => {
      const registry = standard();
      const workspace = await openWorkspace(io.cwd);
      const member = await memberOf(workspace, registry);
      const policy = await policyOf(member.config.policy, options.policy, io.cwd);
      const files = await withEngine(async (engine) => {
        const table = await readCells(engine, resolve(io.cwd, cells), registry);
        const history =
          options.history === undefined ? workspace.publications : resolve(io.cwd, options.history);
        const chain = chainAfter(await publishedIn(history), registry);
        const metric = metricNamed(registry, table.description.metric);
        io.progress("protecting and proving …");
        return prepare(
          table,
          { metric },
          { registry, config: { ...member.config, policy } },
          { findings: [], chain },
        );
      });
      await writeDraft(resolve(io.cwd, options.out), files);
      const { disclosure } = await parsePublication(files);
      if (options.json === true) {
        io.out(JSON.stringify({ out: options.out, ...disclosure }, null, 2));
        return;
      }
      const { counts, audit } = disclosure;
      io.out(
        `${counts.published} of ${counts.cells} cells may be shown, ${counts.withheld} are withheld.`,
      );
      io.out(`Proven safe together with ${audit.history.length} earlier publications.`);
      io.out(`Next: edufed review ${options.out}`);
    });

/** The workspace's policy with the limits of a file raised. */
async function policyOf(policy: Policy, file: string | undefined, cwd: string): Promise<Policy> {
  if (file === undefined) return policy;
  let changes: PolicyChanges;
  try {
    changes = JSON.parse(await readFile(resolve(cwd, file), "utf8"));
  } catch (cause) {
    throw new InputError(
      `The policy ${file} cannot be read as JSON.`,
      'Write the limits that you raise, for example {"contributorsMin": 15}.',
      { cause },
    );
  }
  return raisedPolicy(policy, changes);
}
