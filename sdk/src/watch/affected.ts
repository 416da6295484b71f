/** The rows of those whom a batch concerns, as relations that a plan can read. */
import type { Entity } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import type { PlannedPopulation } from "../engine/plan.ts";
import { columnType } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";

/** Before and after a batch. */
export const sides = ["earlier", "later"] as const;
export type Side = (typeof sides)[number];

/** Name of the relation with the affected records of an entity. */
export function affectedName(side: Side, entity: string): string {
  return `${side} ${entity}`;
}

/** Name of the relation with those records of an entity that affected ones lead to. */
export function nearName(entity: string): string {
  return `near ${entity}`;
}

/** Name of the relation with all records of an entity that does not grow. */
export function stillName(entity: string): string {
  return `still ${entity}`;
}

/** Columns of an entity that are kept, in the order of the schema. */
export function keptColumns(entity: Entity, names: ReadonlySet<string>): Entity["properties"] {
  return entity.properties.filter(({ name }) => names.has(name));
}

/** How many records go into the engine in one statement. */
const rowsAtOnce = 10_000;

/** Makes the relation of an entity's affected records from their bodies. */
export async function fillAffected(
  engine: SqlEngine,
  name: string,
  columns: Entity["properties"],
  bodies: readonly string[],
): Promise<void> {
  const table = quoteIdentifier(name);
  const types = columns.map((column) => [column.name, columnType(column.type)] as const);
  const declared = types.map(([column, type]) => `${quoteIdentifier(column)} ${type}`).join(", ");
  await engine.run(`create or replace temp table ${table} (${declared})`);
  const shape = quoteLiteral(JSON.stringify([Object.fromEntries(types)]));
  for (let from = 0; from < bodies.length; from += rowsAtOnce) {
    const records = `[${bodies.slice(from, from + rowsAtOnce).join(",")}]`;
    await engine.run(
      `insert into ${table} select unnest(from_json(cast(? as json), ${shape}), max_depth := 2)`,
      [records],
    );
  }
}

/** SQL of a record's counted columns as one JSON object. */
export function bodySql(columns: Entity["properties"], relation: string): string {
  const fields = columns.map(
    ({ name }) => `${quoteLiteral(name)}: ${relation}.${quoteIdentifier(name)}`,
  );
  return `cast(to_json({${fields.join(", ")}}) as varchar)`;
}

/** How a relation that does not grow is found from affected records. */
interface Lead {
  readonly from: string;
  /** Own column → column of the relation. */
  readonly on: Readonly<Record<string, string>>;
}

/** Makes the relations that the populations lead to, of the records that they can find there. */
export async function fillNear(
  engine: SqlEngine,
  still: readonly string[],
  populations: readonly PlannedPopulation[],
): Promise<void> {
  for (const entity of still) {
    const leads = populations.flatMap((population) => leadsTo(nearName(entity), population));
    if (leads.length === 0) continue;
    const conditions = [...new Set(leads.map(leadSql))];
    await engine.run(
      [
        `create or replace temp table ${quoteIdentifier(nearName(entity))} as`,
        `select * from ${quoteIdentifier(stillName(entity))} as still`,
        `where ${conditions.join("\n  or ")}`,
      ].join("\n"),
    );
  }
}

/** How a population leads to a relation; a column of an earlier lookup leads anywhere in it. */
function leadsTo(relation: string, population: PlannedPopulation): readonly Lead[] {
  const from = population.relation;
  const made = new Set(
    population.lookups.flatMap(({ columns }) => columns.map(({ name }) => name)),
  );
  const joins = population.dimensions.flatMap(({ join }) => join ?? []);
  return [...joins, ...population.lookups]
    .filter((each) => each.relation === relation)
    .map(({ on }) => ({
      from,
      on: Object.fromEntries(Object.entries(on).filter(([own]) => !made.has(own))),
    }));
}

function leadSql({ from, on }: Lead): string {
  const own = Object.keys(on).map(quoteIdentifier).join(", ");
  const their = Object.values(on)
    .map((column) => `still.${quoteIdentifier(column)}`)
    .join(", ");
  if (own === "") return "true";
  return `(${their}) in (select ${own.includes(", ") ? `(${own})` : own} from ${quoteIdentifier(from)})`;
}
