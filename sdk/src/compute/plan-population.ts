import type { Dimension, Entity, Source } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { substitute } from "../engine/expression.ts";
import { typeOf } from "../engine/expression-type.ts";
import type { ExpressionType } from "../engine/expression-type.ts";
import { parseExpression } from "../engine/parse-expression.ts";
import type { PlannedDimension, PlannedMeasure, PlannedPopulation } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import { columnTypes } from "./column-types.ts";
import { parseMeasures } from "./measures.ts";
import { periodCondition } from "./period.ts";
import { type Planning, entityOf, populationOf } from "./planning.ts";
import { requireSource } from "./sources.ts";

/** A planned population, and what its terms need to know about it. */
export interface PopulationPlan {
  readonly planned: PlannedPopulation;
  readonly entity: string;
  readonly measureTypes: ReadonlyMap<string, ExpressionType>;
  /** As declared, parameters in place: what makes two populations the same. */
  readonly declared: {
    readonly where?: Expression;
    readonly include?: Expression;
    readonly measures: readonly PlannedMeasure[];
  };
}

/** Decides where a population's contributors come from and what is known of each. */
export function planPopulation(name: string, planning: Planning): PopulationPlan {
  const { metric, registry, relations, bound } = planning;
  const source = requireSource(name, planning);
  const entity = entityOf(registry, source.entity);
  const place = `metric ${metric.id}, population ${name}`;
  const columns = columnTypes(entity);
  for (const column of [source.contributor, source.orderBy]) requireColumn(column, columns, place);
  const where = condition(source.where, { columns, planning, place: `${place}, where` });
  const parsed = parseMeasures(source.measures, { columns, parameters: bound.types, place });
  const measureTypes = new Map(parsed.map(({ measure, type }) => [measure.name, type]));
  const include = condition(populationOf(metric, name).include, {
    columns: measureTypes,
    planning,
    place: `${place}, include`,
  });
  const measures = parsed.map(({ measure }) => withParameters(measure, planning));
  const declared = {
    ...(where === undefined ? {} : { where }),
    ...(include === undefined ? {} : { include }),
    measures,
  };
  const inPeriod = whereInPeriod(named(where, source, columns), entity, planning);
  const dimensions = planning.cuts.map((cut) => planDimension(cut, source, planning));
  requireOwnNames(measures, [source.contributor, ...placingColumns(dimensions)], place);
  return {
    entity: entity.name,
    measureTypes,
    declared,
    planned: {
      name,
      relation: relations.get(entity.name)?.name ?? entity.name,
      contributor: source.contributor,
      orderBy: source.orderBy,
      ...(inPeriod === undefined ? {} : { where: inPeriod }),
      measures,
      ...(include === undefined ? {} : { include }),
      dimensions,
    },
  };
}

/**
 * Rows without a contributor are nobody's: together they would count as one more. Only where the
 * model lets the property be absent; elsewhere validation has refused such rows.
 */
function named(
  where: Expression | undefined,
  { contributor }: Source,
  columns: ReadonlyMap<string, ExpressionType>,
): Expression | undefined {
  if (columns.get(contributor)?.nullable !== true) return where;
  const isNamed: Expression = {
    kind: "is-null",
    of: { kind: "column", name: contributor },
    negated: true,
  };
  if (where === undefined) return isNamed;
  return { kind: "binary", operator: "and", left: isNamed, right: where };
}

/** The expression with every parameter replaced by its value. */
export function bindExpression(
  expression: Expression,
  { bound }: Pick<Planning, "bound">,
): Expression {
  return substitute(expression, (leaf) =>
    leaf.kind === "parameter" ? (bound.literals.get(leaf.name) ?? leaf) : leaf,
  );
}

function withParameters(measure: PlannedMeasure, planning: Planning): PlannedMeasure {
  const { of, filter } = measure;
  return {
    ...measure,
    ...(of === undefined ? {} : { of: bindExpression(of, planning) }),
    ...(filter === undefined ? {} : { filter: bindExpression(filter, planning) }),
  };
}

interface Scope {
  readonly columns: ReadonlyMap<string, ExpressionType>;
  readonly planning: Planning;
  readonly place: string;
}

/** A declared condition, parsed, checked and with the values of its parameters. */
function condition(text: string | undefined, scope: Scope): Expression | undefined {
  if (text === undefined) return undefined;
  const { columns, planning, place } = scope;
  const parameters = planning.bound.types;
  const parsed = parseExpression(text, {
    columns: new Set(columns.keys()),
    parameters: new Set(parameters.keys()),
    place,
  });
  const { kind } = typeOf(parsed, { columns, parameters, place });
  if (kind !== "boolean") {
    throw new UsageError(`${place} gives ${kind}, not a condition.`, "Write a comparison.");
  }
  return bindExpression(parsed, planning);
}

/** The declared rows, in the period where the entity says how its records belong to one. */
function whereInPeriod(
  where: Expression | undefined,
  { period: rule }: Entity,
  { period, days }: Planning,
): Expression | undefined {
  if (rule === undefined) return where;
  const inPeriod = periodCondition(rule, period, days);
  if (where === undefined) return inPeriod;
  return { kind: "binary", operator: "and", left: inPeriod, right: where };
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
    join === undefined ? [column] : Object.keys(join.on),
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
    `${place}: the measure ${clash.name} has the name of a property that places the contributor.`,
    "Give the measure a name of its own.",
  );
}

function requireColumn(
  column: string,
  columns: ReadonlyMap<string, ExpressionType>,
  place: string,
): void {
  if (columns.has(column)) return;
  throw new UsageError(
    `${place} names the property “${column}”, which is not declared.`,
    `Use ${[...columns.keys()].join(", ")}.`,
  );
}
