import { sharedPart, type Metric, type Registry } from "@edufed/schemas";
import type { CellTable } from "./cells.ts";
import { behindFor } from "./compute/behind.ts";
import { computeEach, type FigureTable } from "./compute/compute-all.ts";
import { compute } from "./compute/compute.ts";
import { withOwnNames } from "./compute/own-names.ts";
import { passed, type Pseudonymous, type Records, type Relation, type Valid } from "./dataset.ts";
import type { Engine, SqlEngine } from "./engine/engine.ts";
import { RefusedError } from "./errors.ts";
import type { Finding } from "./finding.ts";
import type { MemberConfig } from "./member-config.ts";
import { judgeAfter } from "./protect/ledger/judge.ts";
import type { Unfit } from "./protect/ledger/verdict.ts";
import type { PseudonymKey } from "./pseudonymise/key.ts";
import { pseudonymise, type Purpose } from "./pseudonymise/pseudonymise.ts";
import type { Digest } from "./canonical.ts";
import type { ObservationTable } from "./publication.ts";
import { draft } from "./publish/draft.ts";
import type { PublicationFiles } from "./publish/files.ts";
import { summariseQuality } from "./publish/quality.ts";
import { validate } from "./validate/validate.ts";

/** Who computes, by which standard, with which secret. */
export interface Member {
  readonly config: MemberConfig;
  readonly key: PseudonymKey;
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
  const { config, key, registry } = member;
  const { pseudonymous } = await pseudonymise(valid, {
    system: config.member,
    key,
    purpose,
    registry,
    isExport,
  });
  return { pseudonymous, valid, findings };
}

/** pseudonymous → cells: exact, internal, not yet protected. */
export async function answer(
  { pseudonymous }: Pick<Admitted, "pseudonymous">,
  question: Question,
  { config, registry }: Pick<Member, "config" | "registry">,
): Promise<CellTable> {
  const behind = behindFor(config.policy);
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
  { config, registry }: Pick<Member, "config" | "registry">,
): AsyncGenerator<FigureTable, void, undefined> {
  const behind = behindFor(config.policy);
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
  { config, registry }: Pick<Member, "config" | "registry">,
): AsyncGenerator<FigureTable, void, undefined> {
  const data = passed("pseudonymous", { engine: local, relations: held.relations });
  const asked = { data, engineOverride: held.engine, behind: behindFor(config.policy) };
  return computeEach(questions.map((question) => ({ ...asked, registry, config, ...question })));
}

/** cells → protected → draft: proven safe together with all that was published before, unsigned. */
export async function prepare(
  cells: CellTable,
  { metric }: Pick<Question, "metric">,
  { config, registry }: Pick<Member, "config" | "registry">,
  { findings, chain }: { readonly findings: readonly Finding[]; readonly chain: Chain },
): Promise<PublicationFiles> {
  const judgement = await judgeAfter(cells, config.policy, chain.history);
  if (judgement.verdict !== "pass") throw notYet(judgement);
  const { safe } = judgement;
  const quality = summariseQuality(findings, coverageOf(cells));
  return draft(safe, { config, metric, registry: sharedPart(registry), quality, ...chain });
}

function notYet(judgement: Unfit): RefusedError {
  const { reason } = judgement.witness;
  return judgement.verdict === "wait"
    ? new RefusedError(reason, `Wait ${judgement.until}.`)
    : new RefusedError(reason, judgement.options.join(" "));
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
