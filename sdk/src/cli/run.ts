import { join } from "node:path";
import type { UseCase } from "@edufed/schemas";
import { Command } from "commander";
import { RefusedError } from "../errors.ts";
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
import { writeFolder } from "../workspace/write.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { chainWith } from "./chain.ts";
import { examples } from "./help.ts";
import { existingRecords, newFolder } from "./input.ts";
import { chainIn } from "./ledger-file.ts";
import { metricNamed } from "./metric-show.ts";
import { schoolYear } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { purposeOf, requireUseCase } from "./purpose.ts";
import { recordsIn } from "./records.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly data: string;
  readonly period?: string;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Names of the drafts: `001-ATT_RATE-SEX`. */
const draftNames = /^\d{3,}-[A-Z0-9_]+(-[A-Z0-9_]+)*$/;

export const make: MakeCommand = (shell) =>
  new Command("run")
    .description(
      "Takes a use case from records to unsigned drafts, one for each metric and breakdown, each proven safe together with everything before it. All drafts are written, or none.",
    )
    .argument("<use-case>", "its folder, or its id in use-cases/")
    .requiredOption("--data <dir>", "folder of records")
    .requiredOption("--out <dir>", "folder for the drafts")
    .option(
      "--period <year>",
      "school year, such as 2025/2026 (default: the only one in the data)",
      schoolYear,
    )
    .option("--force", "replace drafts that are there")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples("run use-cases/virtual-school-monitoring --data records --out drafts"),
    )
    .action(async (name: string, options: Options) => {
      const useCase = await adopted(name, shell);
      const data = existingRecords(shell, options.data);
      const rule = { replace: options.force === true, ours: draftNames };
      const workspace = await openWorkspace(shell.cwd);
      const member = await memberOf(workspace, standard());
      const chain = await chainIn(workspace, member.registry);
      const drafts = await writeFolder(newFolder(shell, options.out), rule, (out) =>
        withEngine(
          shell,
          async (engine) => {
            const records = await recordsIn(shell, engine, data, member.registry);
            const admitted = await admit(records, member, purposeOf(useCase));
            const drawing = { shell, admitted, member, chain, out };
            return draw(drawing, questionsOf(useCase, member, options.period));
          },
          "folding",
        ),
      );
      tell(shell, drafts, options);
    });

/** A use case that holds together. */
async function adopted(name: string, shell: Shell): Promise<UseCase> {
  const folder = requireUseCase(name, shell);
  const useCase = await loadUseCase(folder);
  const problems = await checkUseCase(useCase, { registry: standard(), folder });
  if (problems.length === 0) return useCase;
  throw new RefusedError(
    `The use case ${useCase.id} does not hold together: ${problems.join("; ")}.`,
    "Mend its use-case.json or notebook.",
  );
}

interface Drawing {
  readonly shell: Shell;
  readonly admitted: Admitted;
  readonly member: Member;
  readonly chain: Chain;
  readonly out: string;
}

/** Every metric of the use case in every breakdown that the metric allows. */
function questionsOf(
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
  { shell, admitted, member, chain: start, out }: Drawing,
  questions: readonly Question[],
): Promise<readonly string[]> {
  const drafts: string[] = [];
  let chain = start;
  for (const [index, question] of questions.entries()) {
    const name = [question.metric.id, ...question.dimensions].join("-");
    shell.progress(`drawing up ${index + 1} of ${questions.length}: ${name} …`);
    // In order: each draft is protected against what the drafts before it show.
    const cells = await answer(admitted, question, member);
    const files = await prepare(cells, question, member, { findings: admitted.findings, chain });
    const folder = `${String(chain.sequence).padStart(3, "0")}-${name}`;
    await writeDraft(join(out, folder), files);
    chain = await chainWith(chain, files, member.registry);
    drafts.push(folder);
  }
  return drafts;
}

function tell(shell: Shell, drafts: readonly string[], options: Options): void {
  if (options.json === true) {
    shell.out(JSON.stringify({ out: options.out, drafts }));
    return;
  }
  const counted = drafts.length === 1 ? "1 draft" : `${drafts.length} drafts`;
  shell.out(`${counted} in ${options.out}, each proven safe with everything before it:`);
  for (const draft of drafts) shell.out(`  ${draft}`);
  shell.next(`review ${join(options.out, drafts[0] ?? "")}`);
}
