import { sharedPart, type Metric, type Registry } from "@edufed/schemas";
import type { CellTable } from "./cells.ts";
import { behindFor } from "./compute/behind.ts";
import { computeEach, type FigureTable } from "./compute/compute-all.ts";
import { compute } from "./compute/compute.ts";
import { withOwnNames } from "./compute/own-names.ts";
import { passed, type Pseudonymous, type Records, type Relation, type Valid } from "./dataset.ts";
import type { Engine, SqlEngine } from "./engine/engine.ts";
import { RefusedError, UsageError } from "./errors.ts";
import type { Finding } from "./finding.ts";
import type { MemberConfig } from "./member-config.ts";
import type { OfArea } from "./protect/ledger/areas.ts";
import { besidesOf } from "./protect/ledger/besides.ts";
import { judgeAfter, judgeWithCost } from "./protect/ledger/judge.ts";
import type { Circumstances } from "./protect/ledger/judge.ts";
import { numbersText } from "./protect/ledger/verdict.ts";
import type { CellCodes, Judgement, Unfit } from "./protect/ledger/verdict.ts";
import type { Means } from "./protect/methods/change-table.ts";
import type { PseudonymKey } from "./pseudonymise/key.ts";
import { pseudonymise, type Purpose } from "./pseudonymise/pseudonymise.ts";
import type { Digest } from "./canonical.ts";
import type { ObservationTable } from "./publication.ts";
import type { RecordSecret } from "./record-key.ts";
import { draft } from "./publish/draft.ts";
import type { PublicationFiles } from "./publish/files.ts";
import { schoolYearDays } from "./publish/period.ts";
import { summariseQuality } from "./publish/quality.ts";
import { validate } from "./validate/validate.ts";

/** Who computes, by which standard, with which secret. */
export interface Member {
  readonly config: MemberConfig;
  readonly key: PseudonymKey;
  /** Where a policy gives noise by cell keys: what they are made with. */
  readonly recordSecret?: RecordSecret;
  /** The standard, with the member's own properties: records have them, cells never do. */
  readonly registry: Registry;
}

/** One table: a metric of a period, cut by dimensions. */
export interface Question {
  readonly metric: Metric;
  readonly dimensions: readonly string[];
  /** `2025/2026`; absent: the one school year that the data hold. */
  readonly period?: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → entity, where the data hold two kinds of records for it. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** Data that may be counted for a purpose, and what was found in them. */
export interface Admitted {
  readonly pseudonymous: Pseudonymous;
  readonly valid: Valid;
  readonly findings: readonly Finding[];
}

/** What a member has published so far, and where the next publication hooks in. */
export interface Chain {
  readonly history: readonly ObservationTable[];
  readonly sequence: number;
  readonly previous: Digest | null;
}

/** records → valid → pseudonymous: the only way to data that may be counted. */
export async function admit(
  records: Records,
  member: Member,
  purpose: Purpose,
  { isExport = false }: { readonly isExport?: boolean } = {},
): Promise<Admitted> {
  const { valid, findings } = await validate(records, member.registry);
  if (valid === null) throw refused(findings);
  const { config, key, registry, recordSecret } = member;
  const isKeyed = recordSecret !== undefined && !isExport;
  const { pseudonymous } = await pseudonymise(valid, {
    system: config.member,
    key,
    // Record keys come from pseudonyms, and the same persons have one noise, whatever a table is for.
    purpose: isKeyed ? { ...purpose, id: "cell-keys" } : purpose,
    registry,
    isExport,
  });
  return { pseudonymous, valid, findings };
}

/** What of a member decides about figures. */
type Counting = Pick<Member, "config" | "registry" | "recordSecret">;

/** pseudonymous → cells: exact, internal, not yet protected. */
export async function answer(
  { pseudonymous }: Pick<Admitted, "pseudonymous">,
  question: Question,
  { config, registry, recordSecret }: Counting,
): Promise<CellTable> {
  const behind = behindFor(config.policy, recordSecret);
  const cells = await compute({ data: pseudonymous, registry, config, behind, ...question });
  return withOwnNames(cells, pseudonymous, registry);
}

/**
 * pseudonymous → figures of many tables in shared passes: counts, and estimates whose parts do not
 * add up. Exact, internal, not yet protected. Each is handed on as soon as it and those before it are
 * there, in the order of the questions.
 */
export async function* answerEach(
  { pseudonymous }: Pick<Admitted, "pseudonymous">,
  questions: readonly Question[],
  { config, registry, recordSecret }: Counting,
): AsyncGenerator<FigureTable, void, undefined> {
  const behind = behindFor(config.policy, recordSecret);
  const asked = { data: pseudonymous, registry, config, behind };
  for await (const table of computeEach(questions.map((question) => ({ ...asked, ...question })))) {
    yield await withOwnNames(table, pseudonymous, registry);
  }
}

/** Tables in the shareable profile that a database or a cluster holds, as `pseudonymise` writes them. */
export interface Held {
  readonly engine: Engine;
  readonly relations: ReadonlyMap<string, Relation>;
}

/**
 * Figures counted where the records are: only cells come out. What is held there counts as
 * pseudonymous because its owner says so; it was validated and pseudonymised when it was put there.
 * `local` keeps nothing; codes of the member's own have no names.
 */
export function answerFrom(
  held: Held,
  local: SqlEngine,
  questions: readonly Question[],
  { config, registry, recordSecret }: Counting,
): AsyncGenerator<FigureTable, void, undefined> {
  const data = passed("pseudonymous", { engine: local, relations: held.relations });
  const asked = {
    data,
    engineOverride: held.engine,
    behind: behindFor(config.policy, recordSecret),
  };
  return computeEach(questions.map((question) => ({ ...asked, registry, config, ...question })));
}

/** What is known of the data, what was published before, and what some methods of protection need. */
interface Preparing extends Means {
  readonly findings: readonly Finding[];
  readonly chain: Chain;
  /** What other members published. */
  readonly others?: readonly OfArea[];
}

/** A draft, and what it took for it to be one. */
export interface Prepared {
  readonly files: PublicationFiles;
  readonly verdict: "pass" | "pass-after-withholding";
  /** Cells that could be shown if nothing had been published before. */
  readonly cells: readonly CellCodes[];
  /** Publications of others about the same cells that show other numbers, and so say nothing certain. */
  readonly apart: readonly string[];
}

/** A table that must not be published as it is, with the verdict and what to do. */
export class UnfitError extends RefusedError {
  readonly judgement: Unfit;

  constructor(judgement: Unfit) {
    const { reason, numbers } = judgement.witness;
    const told = numbersText(numbers);
    super(
      `The verdict is ${judgement.verdict}. ${reason}${told === "" ? "" : ` ${told}`}`,
      judgement.verdict === "wait" ? `Wait ${judgement.until}.` : judgement.options.join(" "),
    );
    this.judgement = judgement;
  }
}

/** cells → protected → draft: proven safe together with all that was published before, unsigned. */
export async function prepare(
  cells: CellTable,
  question: Pick<Question, "metric">,
  member: Pick<Member, "config" | "registry">,
  preparing: Preparing,
): Promise<PublicationFiles> {
  const { policy } = member.config;
  const { circumstances } = circumstancesOf(cells, member, preparing);
  const judgement = await judgeAfter(cells, policy, preparing.chain.history, circumstances);
  return drawnUp(judgement, cells, question, { member, ...preparing });
}

/** The same with the verdict, which takes longer: the table is also protected as if nothing had been published. */
export async function prepareWithVerdict(
  cells: CellTable,
  question: Pick<Question, "metric">,
  member: Pick<Member, "config" | "registry">,
  preparing: Preparing,
): Promise<Prepared> {
  const { policy } = member.config;
  const { circumstances, apart } = circumstancesOf(cells, member, preparing);
  const judgement = await judgeWithCost(cells, policy, preparing.chain.history, circumstances);
  const files = await drawnUp(judgement, cells, question, { member, ...preparing });
  return judgement.verdict === "pass-after-withholding"
    ? { files, apart, verdict: judgement.verdict, cells: judgement.cells }
    : { files, apart, verdict: "pass", cells: [] };
}

/** What a table is judged by besides its history: what methods need, and what others published. */
function circumstancesOf(
  cells: CellTable,
  { config: { policy, refArea } }: Pick<Member, "config">,
  { chain: { history }, findings: _findings, others = [], ...means }: Preparing,
): { readonly circumstances: Circumstances; readonly apart: readonly string[] } {
  if (others.length === 0) return { circumstances: means, apart: [] };
  const { besides, apart } = besidesOf(cells, policy, { refArea, history, others });
  return { circumstances: { ...means, besides }, apart };
}

async function drawnUp(
  judgement: Judgement,
  cells: CellTable,
  { metric }: Pick<Question, "metric">,
  {
    member: { config, registry },
    findings,
    chain,
  }: Preparing & { readonly member: Pick<Member, "config" | "registry"> },
): Promise<PublicationFiles> {
  if (judgement.verdict === "wait" || judgement.verdict === "refuse") {
    throw new UnfitError(judgement);
  }
  const quality = summariseQuality(findings, coverageOf(cells));
  return draft(judgement.safe, {
    config,
    metric,
    registry: sharedPart(registry),
    quality,
    ...chain,
  });
}

/**
 * The table as one that looks at a day of its school year, because there are several of the year.
 *
 * @throws UsageError when the day is not one of that year, or the table looks at another.
 */
export function lookingAt(
  table: CellTable,
  asOf: string,
  { schoolYearStart }: Pick<MemberConfig, "schoolYearStart">,
): CellTable {
  const { description } = table;
  const { start, end } = schoolYearDays(description.period, schoolYearStart);
  if (asOf < start || asOf > end) {
    throw new UsageError(
      `${asOf} is not a day of the school year ${description.period}.`,
      `Give a day from ${start} to ${end}, or leave it out: the table is then the whole year's.`,
    );
  }
  if (description.asOf !== undefined && description.asOf !== asOf) {
    throw new UsageError(
      `The table looks at ${description.asOf}, and not at ${asOf}.`,
      "Leave the day out, or compute the table anew for the other day.",
    );
  }
  return { ...table, description: { ...description, asOf } };
}

/** Coverage of the whole table; null when the metric or the data cannot say. */
function coverageOf({ cells, description }: CellTable): number | null {
  const totals = new Map(
    description.dimensions.map(({ id, codes }) => [
      id,
      codes.find((code) => code.parent === null)?.code,
    ]),
  );
  const whole = cells.find((cell) =>
    Object.entries(cell.codes).every(([id, code]) => totals.get(id) === code),
  );
  return whole?.coverage ?? null;
}

function refused(findings: readonly Finding[]): RefusedError {
  const errors = findings.filter((finding) => finding.severity === "error");
  const records = errors.reduce((sum, finding) => sum + finding.count, 0);
  const [first] = errors;
  return new RefusedError(
    `The data have ${errors.length} kinds of errors in ${records} records, so nothing was computed.` +
      (first === undefined ? "" : ` The first: ${first.message}`),
    "Run `edufed validate` on the same folder to see all of them with their rows.",
  );
}
