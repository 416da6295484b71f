import type { LocalisedText } from "@edufed/schemas";

/** Everything the explorer shows: small, complete, and in the order it is shown in. */
export interface ExplorerData {
  /** The gateway's data version the figures were read at. */
  readonly dataVersion: number;
  /** By name. */
  readonly members: readonly ExplorerMember[];
  /** By id; only metrics somebody has published. */
  readonly metrics: readonly ExplorerMetric[];
  /** Labels of shared codes: dimension → code → text. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, LocalisedText>>>>;
}

export interface ExplorerMember {
  readonly id: string;
  readonly name: LocalisedText;
}

export interface ExplorerMetric {
  readonly id: string;
  readonly title: LocalisedText;
  readonly definition: LocalisedText;
  /** UCUM; `1` is read as a percentage. */
  readonly unit: string;
  readonly decimals: number;
  readonly cautions: readonly LocalisedText[];
  readonly tables: readonly ExplorerTable[];
}

/** The same table of every member that publishes it, and whether they may stand side by side. */
export interface ExplorerTable {
  readonly dimensions: readonly string[];
  /** Null when only one member has published the table. */
  readonly verdict: Verdict | null;
  readonly reasons: readonly Reason[];
  /** In the order of the members. */
  readonly sides: readonly Side[];
}

export type Verdict = "COMPARABLE" | "COMPARABLE_AT" | "CAUTION" | "NOT_COMPARABLE";

export interface Reason {
  readonly code: string;
  readonly effect: Exclude<Verdict, "COMPARABLE">;
  readonly members: readonly string[];
  readonly detail: readonly string[];
  readonly text: LocalisedText;
}

/** One member's publication of a table. */
export interface Side {
  readonly member: string;
  readonly period: string;
  /** Contributors seen ÷ expected; null when it cannot be said. */
  readonly coverage: number | null;
  readonly cells: readonly ExplorerCell[];
}

export interface ExplorerCell {
  /** One code per dimension of the table, in its order. */
  readonly codes: readonly string[];
  /** Whether each code stands for the whole dimension. */
  readonly totals: readonly boolean[];
  /** Null exactly when the status is not `A`. */
  readonly value: number | null;
  /** `A` a value, `Q` withheld, `M` nobody to count, `L` too little collected. */
  readonly status: string;
  readonly num: number | null;
  readonly den: number | null;
}

/** What the gateway answers, as far as the explorer reads it. */
export interface PublishedTable {
  readonly digest: string;
  readonly member: { readonly id: string };
  readonly metric: { readonly id: string };
  readonly period: string;
  readonly dimensions: readonly string[];
  readonly coverage: number | null;
}

export interface PublishedObservation {
  readonly publication: { readonly digest: string };
  readonly codes: readonly {
    readonly dimension: string;
    readonly code: string;
    readonly label: LocalisedText | null;
    readonly isTotal: boolean;
  }[];
  readonly value: number | null;
  readonly status: string;
  readonly num: number | null;
  readonly den: number | null;
}

export interface ComparisonAnswer {
  readonly metric: string;
  readonly dimensions: readonly string[];
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/** Observations and verdicts as a gateway answers them → what the explorer shows. */
export function explorerData(given: {
  readonly dataVersion: number;
  readonly members: readonly ExplorerMember[];
  readonly metrics: readonly Omit<ExplorerMetric, "tables">[];
  readonly tables: readonly PublishedTable[];
  readonly observations: readonly PublishedObservation[];
  readonly comparisons: readonly ComparisonAnswer[];
}): ExplorerData {
  const { dataVersion, observations, comparisons } = given;
  const tables = newestPeriod(given.tables);
  const members = given.members
    .filter(({ id }) => tables.some(({ member }) => member.id === id))
    .toSorted((a, b) => byText(a.name.en, b.name.en));
  const sideOf = (table: PublishedTable): Side => ({
    member: table.member.id,
    period: table.period,
    coverage: table.coverage,
    cells: cellsOf(table, observations),
  });
  const tableOf = (metric: string, dimensions: readonly string[]): ExplorerTable => {
    const same = tables.filter(
      (table) => table.metric.id === metric && keyOf(table.dimensions) === keyOf(dimensions),
    );
    const comparison = comparisons.find(
      (answer) => answer.metric === metric && keyOf(answer.dimensions) === keyOf(dimensions),
    );
    return {
      dimensions,
      verdict: comparison?.verdict ?? null,
      reasons: comparison?.reasons ?? [],
      sides: members.flatMap(({ id }) => same.filter(({ member }) => member.id === id).map(sideOf)),
    };
  };
  const metrics = given.metrics
    .map((metric) => ({
      ...metric,
      tables: breakdownsOf(metric.id, tables).map((dimensions) => tableOf(metric.id, dimensions)),
    }))
    .filter((metric) => metric.tables.length > 0)
    .toSorted((a, b) => byText(a.id, b.id));
  return { dataVersion, members, metrics, labels: labelsOf(observations) };
}

/** The distinct breakdowns in which a metric is published, the shortest first. */
export function breakdownsOf(
  metric: string,
  tables: readonly PublishedTable[],
): readonly (readonly string[])[] {
  const own = tables.filter((table) => table.metric.id === metric);
  const byKey = new Map(own.map(({ dimensions }) => [keyOf(dimensions), dimensions]));
  return [...byKey.values()].toSorted((a, b) => a.length - b.length || byText(keyOf(a), keyOf(b)));
}

/** Of each member, metric and breakdown, the newest school year. */
function newestPeriod(tables: readonly PublishedTable[]): readonly PublishedTable[] {
  const newest = new Map<string, PublishedTable>();
  for (const table of tables) {
    const key = [table.member.id, table.metric.id, keyOf(table.dimensions)].join("|");
    const known = newest.get(key);
    if (known === undefined || known.period < table.period) newest.set(key, table);
  }
  return [...newest.values()];
}

function cellsOf(
  { digest, dimensions }: PublishedTable,
  observations: readonly PublishedObservation[],
): readonly ExplorerCell[] {
  return observations
    .filter(({ publication }) => publication.digest === digest)
    .map(({ codes, value, status, num, den }) => {
      const own = dimensions.map((id) => codes.find(({ dimension }) => dimension === id));
      return {
        codes: own.map((code) => code?.code ?? ""),
        totals: own.map((code) => code?.isTotal ?? false),
        value: status === "A" ? value : null,
        status,
        num,
        den,
      };
    });
}

function labelsOf(observations: readonly PublishedObservation[]): ExplorerData["labels"] {
  const labels: Record<string, Record<string, LocalisedText>> = {};
  for (const { dimension, code, label } of observations.flatMap(({ codes }) => codes))
    if (label !== null) (labels[dimension] ??= {})[code] = label;
  return labels;
}

function keyOf(dimensions: readonly string[]): string {
  return [...dimensions].toSorted().join(" ");
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
