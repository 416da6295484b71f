/** Which metrics have a figure of one day that can be kept up to date by adding, from their declaration. */
import {
  type CountedMetric,
  type Lookup,
  type Metric,
  plainTermsOf,
  type Registry,
  type Source,
} from "@edufed/schemas";
import { isFraction } from "../cells.ts";
import { UsageError } from "../errors.ts";

/** A table that is asked of a metric. */
export interface WatchedQuestion {
  readonly metric: Metric;
  readonly dimensions: readonly string[];
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Population → entity, where there are several kinds of records of days. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** A question whose figure of one day is a sum over contributors; every growing population has its source. */
export interface DayQuestion extends WatchedQuestion {
  readonly metric: CountedMetric;
  readonly sources: Readonly<Record<string, string>>;
}

/** An entity whose records say their day, and come in while the day lasts. */
export interface Growing {
  readonly entity: string;
  /** Property that names the contributor. */
  readonly contributor: string;
  /** Property that says the day. */
  readonly day: string;
}

/**
 * The question as one about a day. Refuses what cannot be kept up to date by adding, and what is not
 * about a day by its definition.
 */
export function dayQuestion(question: WatchedQuestion, registry: Registry): DayQuestion {
  const metric = summed(question.metric);
  const ownDay = metric.parameters.find(({ type }) => type === "month-day");
  if (ownDay !== undefined) {
    throw notOfADay(metric, `is about a day of the year of its own, its ${ownDay.id}`);
  }
  const counted = [...new Set(plainTermsOf(metric).map(({ population }) => population))];
  const chosen = counted.map((name) => [name, growingSource(name, metric, question, registry)]);
  const expected =
    metric.expected === undefined || counted.includes(metric.expected)
      ? []
      : expectedSource(metric.expected, metric, question, registry);
  refuseDayJoins(question, registry);
  return { ...question, metric, sources: Object.fromEntries([...chosen, ...expected]) };
}

/** The entities whose records the questions need as they come in. */
export function growingOf(
  questions: readonly DayQuestion[],
  registry: Registry,
): ReadonlyMap<string, Growing> {
  const growing = new Map<string, Growing>();
  for (const { metric, sources } of questions) {
    for (const [name, entity] of Object.entries(sources)) {
      const source = metric.populations[name]?.sources.find((each) => each.entity === entity);
      if (source === undefined) continue;
      for (const each of growingIn(source, metric, registry)) admit(each, growing);
    }
  }
  return growing;
}

function admit(each: Growing, growing: Map<string, Growing>): void {
  const known = growing.get(each.entity)?.contributor ?? each.contributor;
  if (known !== each.contributor) {
    throw new UsageError(
      `Records of ${each.entity} are counted by ${known} and by ${each.contributor}.`,
      "Watch these metrics separately.",
    );
  }
  growing.set(each.entity, each);
}

function growingIn(source: Source, metric: CountedMetric, registry: Registry): readonly Growing[] {
  const contributor = contributorOf(source, metric);
  const looked = (source.lookups ?? []).flatMap((lookup): readonly Growing[] => {
    const day = dayOf(lookup.entity, registry);
    if (day === undefined) return [];
    return [
      { entity: lookup.entity, contributor: sameContributor(lookup, contributor, metric), day },
    ];
  });
  const day = dayOf(source.entity, registry);
  return day === undefined ? looked : [{ entity: source.entity, contributor, day }, ...looked];
}

function summed(metric: Metric): CountedMetric {
  if (isFraction(metric)) return metric;
  throw new UsageError(
    `${metric.id} is not one sum over another, and cannot be kept up to date by adding what is new.`,
    "Compute it with edufed metric run.",
  );
}

function notOfADay({ id }: Metric, why: string): UsageError {
  return new UsageError(
    `${id} ${why}, so it has no figure of a single day.`,
    "Compute it for the school year with edufed metric run.",
  );
}

/** The one kind of records of days that a counted population is taken from. */
function growingSource(
  name: string,
  metric: CountedMetric,
  { sources }: WatchedQuestion,
  registry: Registry,
): string {
  const population = metric.populations[name];
  const asked = metric.parameters.find(
    ({ id }) => population?.include?.includes(`:${id}`) === true,
  );
  if (asked !== undefined) {
    throw notOfADay(metric, `counts only who reaches its ${asked.id} within the school year`);
  }
  const ofDays = (population?.sources ?? []).filter((source) => isOfDays(source, metric, registry));
  const wanted = sources?.[name];
  const found = ofDays.filter(({ entity }) => wanted === undefined || entity === wanted);
  const [only, ...others] = found;
  if (only === undefined) {
    throw notOfADay(metric, `takes its ${name} from ${wanted ?? "records"} that do not say a day`);
  }
  if (others.length === 0) return only.entity;
  const names = found.map(({ entity }) => entity).join(" and ");
  throw new UsageError(
    `The ${name} of ${metric.id} can be taken from ${names}.`,
    `Choose one with --source ${name}=${only.entity}.`,
  );
}

/** Those who should be seen may come from records that do not grow; where only days tell, from these. */
function expectedSource(
  name: string,
  metric: CountedMetric,
  question: WatchedQuestion,
  registry: Registry,
): readonly (readonly [string, string])[] {
  const declared = metric.populations[name]?.sources ?? [];
  const wanted = question.sources?.[name];
  const isStill = declared.some(({ entity }) => dayOf(entity, registry) === undefined);
  if (wanted === undefined && isStill) return [];
  if (wanted !== undefined && dayOf(wanted, registry) === undefined) return [[name, wanted]];
  return [[name, growingSource(name, metric, question, registry)]];
}

function isOfDays(source: Source, metric: CountedMetric, registry: Registry): boolean {
  if (dayOf(source.entity, registry) === undefined || !isThisYear(source)) return false;
  const other = (source.lookups ?? []).find(
    (lookup) => dayOf(lookup.entity, registry) !== undefined && !isThisYear(lookup),
  );
  if (other === undefined) return true;
  throw notOfADay(metric, `looks up records of ${other.entity} of other school years`);
}

function isThisYear({ period }: Pick<Source, "period">): boolean {
  return period === undefined || period === "this";
}

/** The property that says the day of an entity's records. */
function dayOf(entity: string, registry: Registry): string | undefined {
  const period = registry.entities.get(entity)?.period;
  return period?.kind === "date" ? period.property : undefined;
}

function contributorOf({ contributor }: Source, metric: CountedMetric): string {
  if (typeof contributor === "string") return contributor;
  const [only, ...others] = contributor;
  if (only !== undefined && others.length === 0) return only;
  throw notOfADay(metric, "names its contributors by several properties");
}

/** What is looked up must be found by the contributor, so that a new record is known to concern it. */
function sameContributor(lookup: Lookup, contributor: string, metric: CountedMetric): string {
  const theirs = lookup.on[contributor];
  if (theirs !== undefined) return theirs;
  throw notOfADay(metric, `looks up records of ${lookup.entity} of others than the contributor`);
}

/** A dimension must not move with the records of the day that decide it. */
function refuseDayJoins({ metric, dimensions }: WatchedQuestion, registry: Registry): void {
  for (const id of dimensions) {
    const paths = Object.values(registry.dimensions.get(id)?.from ?? {});
    const join = paths.find((path) => "join" in path && dayOf(path.join, registry) !== undefined);
    if (join === undefined) continue;
    throw new UsageError(
      `${id} is decided by records of days, so ${metric.id} cannot be kept up to date by it.`,
      `Leave ${id} out.`,
    );
  }
}
