import type { Lookup, Source } from "@edufed/schemas";
import type { ExpressionType } from "../engine/expression-type.ts";
import type { PlannedLookup, PlannedMeasure } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import { columnTypes } from "./column-types.ts";
import { condition, requireColumn, whereInPeriod, withParameters } from "./conditions.ts";
import { parseMeasures } from "./measures.ts";
import { type Planning, entityOf } from "./planning.ts";

/** The lookups of a source, and what expressions over its rows may name because of them. */
export interface LookupPlan {
  readonly lookups: readonly PlannedLookup[];
  /** Properties of the source and columns of the lookups. */
  readonly columns: ReadonlyMap<string, ExpressionType>;
  /** What is looked up, as text that depends on nothing else. */
  readonly texts: readonly string[];
}

interface Origin {
  /** Properties of the source. */
  readonly own: ReadonlyMap<string, ExpressionType>;
  readonly place: string;
}

/** Decides what each row of a source gets from other records. */
export function planLookups(
  { lookups = [] }: Source,
  planning: Planning,
  { own, place }: Origin,
): LookupPlan {
  const columns = new Map(own);
  const planned = lookups.map((lookup, index) => {
    const made = planLookup(lookup, { planning, columns, place: `${place}, lookup ${index + 1}` });
    for (const [name, type] of made.types) columns.set(name, type);
    return { lookup: { ...made.planned, name: `lookup ${index + 1}` }, text: made.text };
  });
  return {
    lookups: planned.map(({ lookup }) => lookup),
    columns,
    texts: planned.map(({ text }) => text),
  };
}

interface LookupScope {
  readonly planning: Planning;
  readonly columns: ReadonlyMap<string, ExpressionType>;
  readonly place: string;
}

interface MadeLookup {
  readonly planned: Omit<PlannedLookup, "name">;
  readonly types: ReadonlyMap<string, ExpressionType>;
  readonly text: string;
}

function planLookup(lookup: Lookup, { planning, columns, place }: LookupScope): MadeLookup {
  const entity = entityOf(planning.registry, lookup.entity);
  const theirs = columnTypes(entity);
  for (const [own, their] of Object.entries(lookup.on)) {
    requireColumn(own, columns, place);
    requireColumn(their, theirs, place);
    requireAlike(columns.get(own), theirs.get(their), `${place}, ${own} = ${their}`);
  }
  if (lookup.orderBy !== undefined) requireColumn(lookup.orderBy, theirs, place);
  const where = condition(lookup.where, { columns: theirs, planning, place: `${place}, where` });
  const inPeriod = whereInPeriod(where, entity, planning, lookup.period);
  const parameters = planning.bound.types;
  const parsed = parseMeasures(lookup.columns, { columns: theirs, parameters, place });
  for (const { measure } of parsed) {
    requireNew(measure.name, columns, place);
    requireOrder(measure, lookup, place);
  }
  const found = parsed.map(({ measure }) => withParameters(measure, planning));
  return {
    text: JSON.stringify({ ...lookup, where: where ?? null, columns: found }),
    planned: {
      relation: relationOf(lookup, planning),
      on: lookup.on,
      ...(inPeriod === undefined ? {} : { where: inPeriod }),
      ...(lookup.orderBy === undefined ? {} : { orderBy: lookup.orderBy }),
      columns: found,
    },
    types: new Map(
      parsed.map(({ measure, type }) => [
        measure.name,
        { ...type, nullable: measure.aggregate !== "count" },
      ]),
    ),
  };
}

function relationOf({ entity }: Lookup, { metric, relations }: Planning): string {
  const relation = relations.get(entity);
  if (relation !== undefined) return relation.name;
  throw new UsageError(
    `${metric.id} looks up records of ${entity}, and the data set has none.`,
    `Add ${entity} to the folder of records.`,
  );
}

function requireAlike(
  own: ExpressionType | undefined,
  their: ExpressionType | undefined,
  place: string,
): void {
  if (own?.kind === their?.kind) return;
  throw new UsageError(
    `${place}: ${own?.kind ?? "nothing"} is looked up among ${their?.kind ?? "nothing"}.`,
    "Look it up by properties of the same kind on both sides.",
  );
}

function requireOrder(
  { name, aggregate }: PlannedMeasure,
  { orderBy }: Lookup,
  place: string,
): void {
  if (aggregate !== "last" || orderBy !== undefined) return;
  throw new UsageError(
    `${place}, measure ${name}: it takes the last record, and nothing says in which order.`,
    "Say by which property the records are ordered, as orderBy.",
  );
}

function requireNew(
  name: string,
  columns: ReadonlyMap<string, ExpressionType>,
  place: string,
): void {
  if (!columns.has(name)) return;
  throw new UsageError(
    `${place} gives a column ${name}, and there is one already.`,
    "Give the column a name of its own.",
  );
}
