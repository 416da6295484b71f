import { join, resolve } from "node:path";
import type { UseCase } from "@edufed/schemas";
import { Command } from "commander";
import { hasErrors } from "../finding.ts";
import { RefusedError } from "../errors.ts";
import { readRecords } from "../import/records.ts";
import { checkUseCase } from "../notebook/use-case-check.ts";
import { loadUseCase } from "../notebook/use-case.ts";
import {
  admit,
  answer,
  prepare,
  type Admitted,
  type Chain,
  type Member,
  type Question,
} from "../pipeline.ts";
import { writeDraft } from "../publish/folder.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { chainAfter, chainWith, publishedIn } from "./chain.ts";
import type { Io } from "./io.ts";
import { metricNamed } from "./metric-show.ts";
import type { MakeCommand } from "./program.ts";
import { purposeOf, requireUseCase } from "./purpose.ts";
import { memberOf, standard, withEngine } from "./session.ts";

interface Options {
  readonly data: string;
  readonly period?: string;
  readonly out: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) =>
  new Command("run")
    .description(
      "Takes a use case from records to unsigned drafts, one for each metric and breakdown.",
    )
    .argument("<use-case>", "its folder, or its id in use-cases/")
    .requiredOption("--data <dir>", "folder of records")
    .requiredOption("--out <dir>", "folder for the drafts")
    .option("--period <year>", "school year, e.g. 2025/2026 (default: the only one in the data)")
    .option("--json", "the same facts for machines")
    .action(async (name: string, options: Options) => {
      const registry = standard();
      const folder = requireUseCase(name, io.cwd);
      const useCase = await loadUseCase(folder);
      const problems = await checkUseCase(useCase, { registry, folder });
      if (problems.length > 0) throw notReady(useCase, problems);
      const workspace = await openWorkspace(io.cwd);
      const member = await memberOf(workspace, registry);
      const drafts = await withEngine(async (engine) => {
        io.progress("reading and checking records …");
        const { records, findings } = await readRecords(
          engine,
          [resolve(io.cwd, options.data)],
          registry,
        );
        if (hasErrors(findings)) throw unreadable();
        const admitted = await admit(records, member, purposeOf(useCase));
        const chain = chainAfter(await publishedIn(workspace.publications), registry);
        return draw(
          { io, admitted, member, chain, out: resolve(io.cwd, options.out) },
          questionsOf(useCase, member, options.period),
        );
      });
      tell(io, drafts, options);
    });

interface Drawing {
  readonly io: Io;
  readonly admitted: Admitted;
  readonly member: Member;
  readonly chain: Chain;
  readonly out: string;
}

/** Every metric of the use case in every breakdown that the metric allows. */
export function questionsOf(
  useCase: UseCase,
  { registry }: Pick<Member, "registry">,
  period: string | undefined,
): readonly Question[] {
  return useCase.metrics.flatMap(({ id }) => {
    const metric = metricNamed(registry, id);
    return useCase.breakdowns
      .filter((dimensions) =>
        dimensions.every((dimension) => metric.dimensions.includes(dimension)),
      )
      .map((dimensions) => ({
        metric,
        dimensions,
        parameters: {},
        ...(period === undefined ? {} : { period }),
      }));
  });
}

/** Draws up one publication after the other, each audited together with all before it. */
async function draw(
  { io, admitted, member, chain: start, out }: Drawing,
  questions: readonly Question[],
): Promise<readonly string[]> {
  const drafts: string[] = [];
  let chain = start;
  for (const question of questions) {
    const name = [question.metric.id, ...question.dimensions].join("-");
    io.progress(`computing and protecting ${name} …`);
    // In order: each draft is protected against what the drafts before it show.
    // oxlint-disable no-await-in-loop
    const cells = await answer(admitted, question, member);
    const files = await prepare(cells, question, member, { findings: admitted.findings, chain });
    const folder = `${String(chain.sequence).padStart(3, "0")}-${name}`;
    await writeDraft(join(out, folder), files);
    chain = await chainWith(chain, files, member.registry);
    // oxlint-enable no-await-in-loop
    drafts.push(folder);
  }
  return drafts;
}

function tell(io: Io, drafts: readonly string[], options: Options): void {
  if (options.json === true) {
    io.out(JSON.stringify({ out: options.out, drafts }));
    return;
  }
  io.out(`${drafts.length} drafts in ${options.out}, each proven safe with everything before it:`);
  for (const draft of drafts) io.out(`  ${draft}`);
  io.out(`Next: edufed review ${join(options.out, drafts[0] ?? "")}`);
}

function notReady(useCase: UseCase, problems: readonly string[]): RefusedError {
  return new RefusedError(
    `The use case ${useCase.id} does not hold together: ${problems.join("; ")}.`,
    "Mend its use-case.json or notebook.",
  );
}

function unreadable(): RefusedError {
  return new RefusedError(
    "The folder has columns or files that are not of the standard.",
    "Run `edufed validate` on it to see them.",
  );
}
