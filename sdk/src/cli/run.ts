import { join } from "node:path";
import type { UseCase } from "@edufed/schemas";
import { Command } from "commander";
import { RefusedError } from "../errors.ts";
import { checkUseCase } from "../notebook/use-case-check.ts";
import { loadUseCase } from "../notebook/use-case.ts";
import {
  admit,
  answer,
  lookingAt,
  prepare,
  prepareWithVerdict,
  type Admitted,
  type Chain,
  type Member,
  type Prepared,
  type Question,
} from "../pipeline.ts";
import type { Policy } from "../publication.ts";
import type { OfArea } from "../protect/ledger/areas.ts";
import { writeDraft } from "../publish/folder.ts";
import { writeFolder } from "../workspace/write.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { payIn } from "./budget-file.ts";
import { chainWith } from "./chain.ts";
import { publishedByOthers } from "./federation-files.ts";
import { examples } from "./help.ts";
import { existingRecords, newFolder } from "./input.ts";
import { chainIn } from "./ledger-file.ts";
import { metricNamed } from "./metric-show.ts";
import { collected, day, schoolYear } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { purposeOf, requireUseCase } from "./purpose.ts";
import { recordsIn } from "./records.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";
import { saying, tellApart, verdictText } from "./verdict-text.ts";

interface Options {
  readonly data: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly federation?: readonly string[];
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
    .option(
      "--as-of <day>",
      "day YYYY-MM-DD of the records, where a school year is published several times (default: the whole year)",
      day,
    )
    .option(
      "--federation <place>",
      "what others published, proven safe together with it where one area is part of another: the address of a gateway, a feed folder, or a folder of several; may be given more than once",
      collected,
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
      const others = await publishedByOthers(shell, options.federation ?? [], {
        member: member.config.member,
        registry: standard(),
      });
      const drafts = await writeFolder(newFolder(shell, options.out), rule, (out) =>
        withEngine(
          shell,
          async (engine) => {
            const records = await recordsIn(shell, engine, data, member.registry);
            const admitted = await admit(records, member, purposeOf(useCase));
            const drawing = { shell, admitted, member, workspace, chain, others, out };
            const asked = questionsOf(useCase, member, options.period);
            const questions = inOrder(asked, member.config.policy);
            return saying(shell, options, () => draw(drawing, questions, options.asOf));
          },
          "folding",
        ),
      );
      tell(shell, drafts, { ...options, policy: member.config.policy });
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
  readonly workspace: Workspace;
  readonly chain: Chain;
  readonly others: readonly OfArea[];
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

/** Rounded numbers of coarser breakdowns are taken from finer ones, so the finest come first. */
function inOrder(questions: readonly Question[], { method }: Policy): readonly Question[] {
  if (method?.kind !== "round") return questions;
  return questions.toSorted((one, other) => other.dimensions.length - one.dimensions.length);
}

/** A draft by its folder, with its verdict. */
interface Drawn extends Pick<Prepared, "verdict" | "cells"> {
  readonly draft: string;
}

/**
 * Draws up one publication after the other, each audited together with all before it. What earlier
 * releases cost is asked only where there are any.
 */
async function draw(
  { shell, admitted, member, workspace, chain: start, others, out }: Drawing,
  questions: readonly Question[],
  asOf: string | undefined,
): Promise<readonly Drawn[]> {
  const drafts: Drawn[] = [];
  let chain = start;
  for (const [index, question] of questions.entries()) {
    const name = [question.metric.id, ...question.dimensions].join("-");
    shell.progress(`drawing up ${index + 1} of ${questions.length}: ${name} …`);
    // In order: each draft is protected against what the drafts before it show.
    const answered = await answer(admitted, question, member);
    const table = asOf === undefined ? answered : lookingAt(answered, asOf, member.config);
    const pay = payIn(workspace, chain.history);
    const preparing = { findings: admitted.findings, chain, pay, others };
    const { files, verdict, cells, apart } =
      start.history.length + others.length > 0
        ? await prepareWithVerdict(table, question, member, preparing)
        : { files: await prepare(table, question, member, preparing), ...passing };
    tellApart(shell, { apart });
    const folder = `${String(chain.sequence).padStart(3, "0")}-${name}`;
    await writeDraft(join(out, folder), files);
    chain = await chainWith(chain, files, member.registry);
    drafts.push({ draft: folder, verdict, cells });
  }
  return drafts;
}

const passing = { verdict: "pass", cells: [], apart: [] } as const;

function tell(
  shell: Shell,
  drawn: readonly Drawn[],
  options: Options & { readonly policy: Policy },
): void {
  const drafts = drawn.map(({ draft }) => draft);
  if (options.json === true) {
    const verdicts = drawn.map(({ verdict, cells }) => ({ verdict, becauseOfHistory: cells }));
    shell.out(JSON.stringify({ out: options.out, drafts, verdicts }));
    return;
  }
  const counted = drafts.length === 1 ? "1 draft" : `${drafts.length} drafts`;
  const { kind } = options.policy.method ?? { kind: "suppress" };
  const how =
    kind === "suppress"
      ? "each proven safe with everything before it"
      : `their numbers changed by the method ${kind} of the policy; each says what that promises`;
  shell.out(`${counted} in ${options.out}, ${how}:`);
  for (const each of drawn) {
    shell.out(`  ${each.draft}`);
    if (each.verdict !== "pass") shell.out(`    ${verdictText(each)}`);
  }
  shell.next(`review ${join(options.out, drafts[0] ?? "")}`);
}
