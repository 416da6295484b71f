import type { Entity, PeriodRule } from "@edufed/schemas";
import { quoteIdentifier, quoteLiteral } from "../../engine/sql-text.ts";
import { type Amount, exactly, groupMin } from "./amount.ts";
import type { CountedRelation } from "./counted.ts";
import type { Coverage, CoverageCell } from "./facts.ts";
import { partition } from "./partition.ts";

/** The records of an entity by school year, with the properties that they have there. */
export interface PeriodCounts {
  readonly entity: Entity;
  readonly records: number;
  /** School year → records and, by property, whether any of them has it. */
  readonly periods: ReadonlyMap<string, PeriodCount>;
}

interface PeriodCount {
  readonly records: number;
  readonly has: ReadonlySet<string>;
}

/** The most school years of a grid; older ones are counted together. */
const periodsMax = 12;

/** Counts the records of each school year; those that cannot be placed are in none of them. */
export async function countPeriods(
  { engine, name, source }: CountedRelation,
  entity: Entity,
  { records, schoolYearStart }: { readonly records: number; readonly schoolYearStart: string },
): Promise<PeriodCounts> {
  if (entity.period === undefined) return { entity, records, periods: new Map() };
  const columns = entity.properties.filter((property) => source.columnTypes.has(property.name));
  const has = columns.map(
    ({ name: column }, index) => `count(${quoteIdentifier(column)}) > 0 AS h${index}`,
  );
  const rows = await engine.rows(
    [
      `SELECT ${[`${periodSql(entity.period, schoolYearStart)} AS period`, "count(*) AS n", ...has].join(",\n")}`,
      `FROM ${quoteIdentifier(name)} GROUP BY period HAVING period IS NOT NULL ORDER BY period`,
    ].join("\n"),
  );
  const periods = rows.map((row) => {
    const given = columns.filter((_, index) => row[`h${index}`] === true);
    const count = { records: Number(row["n"]), has: new Set(given.map((each) => each.name)) };
    return [String(row["period"]), count] as const;
  });
  return { entity, records, periods: new Map(periods) };
}

/** SQL of the school year of a record, `2025/2026`; NULL where its property does not say one. */
function periodSql({ property, kind }: PeriodRule, schoolYearStart: string): string {
  const column = quoteIdentifier(property);
  if (kind === "date") {
    const monthDay = quoteLiteral(schoolYearStart.slice(2));
    const year = `(year(${column}) - CASE WHEN strftime(${column}, '%m-%d') < ${monthDay} THEN 1 ELSE 0 END)`;
    return `CASE WHEN ${year} BETWEEN 1000 AND 9998 THEN ${year} || '/' || (${year} + 1) END`;
  }
  const year = `TRY_CAST(left(${column}, 4) AS INTEGER)`;
  return `CASE WHEN ${column} = ${year} || '/' || (${year} + 1) THEN ${column} END`;
}

/** The school years that an entity has at least a group of records in, oldest first. */
export function shownPeriods(counts: readonly PeriodCounts[]): readonly string[] {
  const shown = counts.flatMap(({ periods }) =>
    [...periods].filter(([, { records }]) => records >= groupMin).map(([period]) => period),
  );
  return [...new Set(shown)].toSorted().slice(-periodsMax);
}

/** The row of an entity in a grid of the given school years. */
export function coverageOf(counts: PeriodCounts, periods: readonly string[]): Coverage {
  const { entity, records } = counts;
  const { name, domain, period } = entity;
  if (period === undefined) return { entity: name, domain, records, cells: [] };
  const sizes = periods.map((each) => counts.periods.get(each)?.records ?? 0);
  const elsewhere = records - sizes.reduce((sum, size) => sum + size, 0);
  const groups = [...sizes, elsewhere].map((count, index) => ({ name: String(index), count }));
  const amounts = partition(groups, groupMin);
  const everywhere = new Set([...counts.periods.values()].flatMap(({ has }) => [...has]));
  const cells = periods.map((each, index): CoverageCell => {
    const told = amountOf(sizes[index] ?? 0, records, amounts.get(String(index)));
    const has = counts.periods.get(each)?.has ?? everywhere;
    const empty = told.kind === "exact" || told.kind === "about" ? [...everywhere] : [];
    return { period: each, records: told, empty: empty.filter((property) => !has.has(property)) };
  });
  return {
    entity: name,
    domain,
    records,
    property: period.property,
    cells,
    elsewhere: amountOf(elsewhere, records, amounts.get(String(periods.length))),
  };
}

/** That nothing was collected is always said, and of few records in all that there are some. */
function amountOf(count: number, all: number, told: Amount | undefined): Amount {
  if (count === 0 || told === undefined) return exactly(count);
  return all < groupMin ? { kind: "few", below: groupMin } : told;
}
