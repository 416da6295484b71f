import type { Entity, Registry } from "@edufed/schemas";
import { passed, type Pseudonymous, type Relation, type Valid } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { RefusedError } from "../errors.ts";
import type { PseudonymKey } from "./key.ts";
import { pseudonymSql } from "./pseudonym-sql.ts";
import { shareable, type ColumnFate, type SensitiveNeeds } from "./shareable.ts";

/** Why the data are used. Pseudonyms of two purposes never match. */
export interface Purpose {
  readonly id: string;
  /** Sensitive properties it has declared, as `entity/property`; all others are dropped. */
  readonly needs: SensitiveNeeds;
}

export interface PseudonymiseOptions {
  /** Member id. */
  readonly system: string;
  readonly key: PseudonymKey;
  readonly purpose: Purpose;
  readonly registry: Registry;
  /** Whether records are to leave as records: then those of students under a non-disclosure order stay. */
  readonly isExport?: boolean;
  /** A column that numbers the rows and is no property: it stays, to tell them apart. */
  readonly place?: string;
}

/** What happened to each column, for the report: entity, column, and its fate. */
export interface ProfileEntry {
  readonly entity: string;
  readonly fate: ColumnFate;
}

/**
 * Valid records → the shareable profile, as views inside the engine. Keys are replaced through one
 * dictionary per entity, so a value is hashed once however often it occurs. Fails closed.
 */
export async function pseudonymise(
  valid: Valid,
  options: PseudonymiseOptions,
): Promise<{ readonly pseudonymous: Pseudonymous; readonly profile: readonly ProfileEntry[] }> {
  const { engine } = valid;
  const plans = await Promise.all(
    [...valid.relations.values()].map((relation) => planRelation(engine, relation, options)),
  );
  const dictionaries = await makeDictionaries(engine, plans, options);
  const blocked = options.isExport === true ? blockedStudents(plans) : undefined;
  const relations = new Map<string, Relation>();
  for (const plan of plans.filter(({ fates }) => fates.some(({ kind }) => kind !== "drop"))) {
    const name = relationName(options.purpose.id, plan.relation.entity);
    await engine.run(
      `create or replace view ${quoteIdentifier(name)} as\n${viewSql(plan, dictionaries, options.place)}${without(plan, blocked)}`,
    );
    relations.set(plan.relation.entity, { entity: plan.relation.entity, name });
  }
  const profile = plans.flatMap(({ relation, fates }) =>
    fates.map((fate) => ({ entity: relation.entity, fate })),
  );
  return { pseudonymous: passed("pseudonymous", { engine, relations }), profile };
}

interface RelationPlan {
  readonly relation: Relation;
  readonly fates: readonly ColumnFate[];
}

async function planRelation(
  engine: SqlEngine,
  relation: Relation,
  { registry, purpose, place }: PseudonymiseOptions,
): Promise<RelationPlan> {
  const entity = entityOf(registry, relation);
  const columns = await engine.rows(
    `select column_name from (describe select * from ${quoteIdentifier(relation.name)})`,
  );
  const names = columns.map((row) => String(row["column_name"])).filter((name) => name !== place);
  return { relation, fates: shareable(entity, names, purpose.needs) };
}

function entityOf(registry: Registry, relation: Relation): Entity {
  const entity = registry.entities.get(relation.entity);
  if (entity !== undefined) return entity;
  throw new RefusedError(
    `${relation.entity} is not an entity of the standard, so its columns have no privacy class.`,
    "Remove it from the data set; `edufed validate` names the entities.",
  );
}

/** Domain → name of its dictionary table (`value`, `pseudonym`). */
async function makeDictionaries(
  engine: SqlEngine,
  plans: readonly RelationPlan[],
  options: PseudonymiseOptions,
): Promise<ReadonlyMap<string, string>> {
  const uses = plans.flatMap(({ relation, fates }) =>
    fates.flatMap((fate) =>
      fate.kind === "rekey"
        ? [{ domain: fate.domain, table: relation.name, column: fate.column }]
        : [],
    ),
  );
  const dictionaries = new Map<string, string>();
  for (const [domain, places] of Map.groupBy(uses, (use) => use.domain)) {
    const name = relationName(options.purpose.id, `pseudonyms of ${domain}`);
    const values = places
      .map(
        ({ table, column }) =>
          `select distinct ${quoteIdentifier(column)} as value from ${quoteIdentifier(table)}`,
      )
      .join("\nunion\n");
    const { key, system, purpose } = options;
    const pseudonym = pseudonymSql(key, { system, entity: domain, purpose: purpose.id }, "value");
    await engine.run(
      `create or replace temp table ${quoteIdentifier(name)} as\n` +
        `select value, ${pseudonym} as pseudonym\nfrom (${values})\nwhere value is not null`,
    );
    dictionaries.set(domain, name);
  }
  return dictionaries;
}

function viewSql(
  { relation, fates }: RelationPlan,
  dictionaries: ReadonlyMap<string, string>,
  place: string | undefined,
): string {
  const joins: string[] = [];
  const places = place === undefined ? [] : [`r.${quoteIdentifier(place)}`];
  const columns = fates.flatMap((fate) => {
    if (fate.kind === "drop") return [];
    const column = `r.${quoteIdentifier(fate.column)}`;
    if (fate.kind === "keep") return [column];
    if (fate.kind === "year") {
      const year = `year(${column})`;
      const value = fate.merge ? `coalesce(r.${quoteIdentifier(fate.to)}, ${year})` : year;
      return [`${value} as ${quoteIdentifier(fate.to)}`];
    }
    const alias = `k${joins.length + 1}`;
    const dictionary = quoteIdentifier(dictionaries.get(fate.domain) ?? "");
    joins.push(`left join ${dictionary} as ${alias} on ${alias}.value = ${column}`);
    return [`${alias}.pseudonym as ${quoteIdentifier(fate.column)}`];
  });
  const from = [`from ${quoteIdentifier(relation.name)} as r`, ...joins].join("\n");
  return `select ${[...places, ...columns].join(", ")}\n${from}`;
}

/** The keys of students whom a non-disclosure order protects; undefined where nothing says it of any. */
function blockedStudents(plans: readonly RelationPlan[]): string | undefined {
  const students = plans.find(
    ({ relation, fates }) =>
      relation.entity === "student" && fates.some(({ column }) => column === "disclosureBlocked"),
  );
  if (students === undefined) return undefined;
  const { name } = students.relation;
  return `select id from ${quoteIdentifier(name)} where "disclosureBlocked"`;
}

/** Leaves out every record that names one of these students, in whichever property. */
function without({ fates }: RelationPlan, blocked: string | undefined): string {
  if (blocked === undefined) return "";
  const conditions = fates.flatMap((fate) => {
    if (fate.kind !== "rekey" || fate.domain !== "student") return [];
    const column = `r.${quoteIdentifier(fate.column)}`;
    return [`(${column} is null or ${column} not in (${blocked}))`];
  });
  return conditions.length === 0 ? "" : `\nwhere ${conditions.join(" and ")}`;
}

function relationName(purpose: string, what: string): string {
  return `pseudonymous ${purpose} ${what}`;
}
