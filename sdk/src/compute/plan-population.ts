import type { Dimension, Entity, Source } from "@edufed/schemas";
import { placedDimensions } from "../engine/behind-sql.ts";
import type { Expression } from "../engine/expression.ts";
import { both } from "../engine/expression.ts";
import type { ExpressionType } from "../engine/expression-type.ts";
import type { PlannedDimension, PlannedMeasure, PlannedPopulation } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import { asSchool, keyedBy, schoolDimension } from "./behind.ts";
import { columnTypes } from "./column-types.ts";
import { condition, requireColumn, whereInPeriod, withParameters } from "./conditions.ts";
import { parseMeasures } from "./measures.ts";
import { planLookups } from "./plan-lookup.ts";
import { type Planning, entityOf, populationOf } from "./planning.ts";
import { requireSource } from "./sources.ts";

/** A planned population, and what its terms need to know about it. */
export interface PopulationPlan {
  readonly planned: PlannedPopulation;
  readonly entity: string;
  readonly measureTypes: ReadonlyMap<string, ExpressionType>;
  /** Which contributors count; the terms over it are unknown for the others. */
  readonly include?: Expression;
  /** As declared, parameters in place: what makes two populations the same. */
  readonly declared: {
    readonly where?: Expression;
    readonly include?: Expression;
    readonly measures: readonly PlannedMeasure[];
    /** Lookups and other years, as text. */
    readonly more: readonly string[];
  };
}

/** Decides where a population's contributors come from and what is known of each. */
export function planPopulation(name: string, planning: Planning): PopulationPlan {
  const { metric, registry, relations, bound } = planning;
  const source = requireSource(name, planning);
  const entity = entityOf(registry, source.entity);
  const place = `metric ${metric.id}, population ${name}`;
  const own = columnTypes(entity);
  const contributor = contributorOf(source);
  for (const column of [...contributor, source.orderBy]) requireColumn(column, own, place);
  const { lookups, columns, texts } = planLookups(source, planning, { own, place });
  const where = condition(source.where, { columns, planning, place: `${place}, where` });
  const parsed = parseMeasures(source.measures, { columns, parameters: bound.types, place });
  const measureTypes = new Map(parsed.map(({ measure, type }) => [measure.name, type]));
  const include = condition(populationOf(metric, name).include, {
    columns: measureTypes,
    planning,
    place: `${place}, include`,
  });
  const measures = parsed.map(({ measure }) => withParameters(measure, planning));
  const inPeriod = whereInPeriod(named(where, contributor, own), entity, planning, source.period);
  const dimensions = planning.cuts.map((cut) => planDimension(cut, source, planning));
  const school = plannedSchool(source, planning);
  const placed = { dimensions, ...school };
  requireOwnNames(measures, [...contributor, ...placingColumns(placedDimensions(placed))], place);
  if (source.persons !== undefined) requirePersons(source.persons, measureTypes, place);
  return {
    entity: entity.name,
    measureTypes,
    ...included(include, measureTypes, planning),
    declared: {
      ...(where === undefined ? {} : { where }),
      ...(include === undefined ? {} : { include }),
      measures,
      more: [...texts, ...(source.period === undefined ? [] : [source.period])],
    },
    planned: {
      name,
      relation: relations.get(entity.name)?.name ?? entity.name,
      contributor,
      orderBy: source.orderBy,
      lookups,
      ...(inPeriod === undefined ? {} : { where: inPeriod }),
      measures,
      ...(source.persons === undefined ? {} : { persons: source.persons }),
      ...placed,
      ...keyedBy(entity, contributor, planning),
    },
  };
}

/** The properties that name a contributor together. */
function contributorOf({ contributor }: Source): readonly string[] {
  return typeof contributor === "string" ? [contributor] : contributor;
}

/**
 * Who counts: those who are included, and where values are drawn or weights replicated, have as many
 * of them as the parameter says. A list of another length is another design, and unknown.
 */
function included(
  include: Expression | undefined,
  measures: ReadonlyMap<string, ExpressionType>,
  { metric, bound }: Planning,
): { readonly include?: Expression } {
  const whole = [metric.plausible, metric.replicates]
    .flatMap((declared) => declared ?? [])
    .filter(({ list }) => measures.has(list))
    .map(({ list, count }): Expression => ({
      kind: "binary",
      operator: "=",
      left: { kind: "call", name: "list_length", of: [{ kind: "column", name: list }] },
      right: bound.literals.get(count) ?? { kind: "parameter", name: count },
    }))
    .reduceRight<Expression | undefined>((rest, isWhole) => both(isWhole, rest), include);
  return whole === undefined ? {} : { include: whole };
}

function requirePersons(
  name: string,
  measures: ReadonlyMap<string, ExpressionType>,
  place: string,
): void {
  if (measures.get(name)?.kind === "integer") return;
  throw new UsageError(
    `${place} counts persons by “${name}”, which is not a measure in whole numbers.`,
    "Name a measure such as sum(count).",
  );
}

/**
 * Rows without a contributor are nobody's: together they would count as one more. Only where the
 * model lets the property be absent; elsewhere validation has refused such rows.
 */
function named(
  where: Expression | undefined,
  contributor: readonly string[],
  columns: ReadonlyMap<string, ExpressionType>,
): Expression | undefined {
  return contributor
    .filter((column) => columns.get(column)?.nullable === true)
    .map((name): Expression => ({
      kind: "is-null",
      of: { kind: "column", name },
      negated: true,
    }))
    .reduceRight<Expression | undefined>((rest, isNamed) => both(isNamed, rest), where);
}

/** Where a contributor's school is found, if that is asked and the records of the source say it. */
function plannedSchool(source: Source, planning: Planning): Pick<PlannedPopulation, "school"> {
  const { metric, registry, cuts, behind } = planning;
  if (behind?.schools !== true) return {};
  const dimension = schoolDimension(registry, cuts, metric.contributor);
  if (dimension?.from[source.entity] === undefined) return {};
  return { school: asSchool(planDimension(dimension, source, planning)) };
}

function planDimension(cut: Dimension, source: Source, planning: Planning): PlannedDimension {
  const { metric, registry, config } = planning;
  const path = cut.from[source.entity];
  if (path === undefined) {
    throw new UsageError(
      `${metric.id} takes records of ${source.entity}, which cannot be cut by ${cut.id}.`,
      `Leave ${cut.id} out.`,
    );
  }
  const place = `dimension ${cut.id}`;
  const own = columnTypes(entityOf(registry, source.entity));
  const common = {
    id: cut.id,
    column: path.property,
    map: cut.map,
    unknown: cut.unknown,
    total: cut.total === "@member" ? config.refArea : cut.total,
  };
  if (!("join" in path)) {
    requireColumn(path.property, own, place);
    return common;
  }
  const joined = entityOf(registry, path.join);
  const theirs = columnTypes(joined);
  for (const column of Object.keys(path.on)) requireColumn(column, own, place);
  for (const column of [path.property, ...Object.values(path.on)]) {
    requireColumn(column, theirs, place);
  }
  const relation = joinedRelation(cut, joined, planning);
  const where = whereInPeriod(undefined, joined, planning);
  return {
    ...common,
    join: {
      relation,
      on: path.on,
      ...(path.latestBy === undefined ? {} : { latestBy: path.latestBy }),
      ...(where === undefined ? {} : { where }),
    },
  };
}

function joinedRelation(cut: Dimension, joined: Entity, { relations }: Planning): string {
  const relation = relations.get(joined.name);
  if (relation !== undefined) return relation.name;
  throw new UsageError(
    `${cut.id} is found in records of ${joined.name}, and the data set has none.`,
    `Add ${joined.name} to the folder of records, or leave ${cut.id} out.`,
  );
}

/** Columns of the source that place a contributor in the dimensions. */
function placingColumns(dimensions: readonly PlannedDimension[]): readonly string[] {
  return dimensions.flatMap(({ column, join }) =>
    join === undefined ? (column ?? []) : Object.keys(join.on),
  );
}

function requireOwnNames(
  measures: readonly PlannedMeasure[],
  taken: readonly string[],
  place: string,
): void {
  const clash = measures.find(({ name }) => taken.includes(name));
  if (clash === undefined) return;
  throw new UsageError(
    `${place}, measure ${clash.name}: a property that places the contributor has this name.`,
    "Give the measure a name of its own.",
  );
}
