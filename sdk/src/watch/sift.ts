/** records → valid → pseudonymous, for a batch: what breaks a check is taken out and counted. */
import { type Entity, fateOf, type Registry } from "@edufed/schemas";
import { passed, type Records, type Valid } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { RefusedError, UsageError } from "../errors.ts";
import type { Finding, FindingCode } from "../finding.ts";
import { createTyped } from "../import/records.ts";
import {
  pseudonymise,
  type PseudonymiseOptions,
  type Purpose,
} from "../pseudonymise/pseudonymise.ts";
import { validate } from "../validate/validate.ts";
import { type Arrivals, placeColumn } from "./arrivals.ts";
import type { Growing } from "./day-question.ts";

/** By which standard a batch is checked, and with which secret it is pseudonymised. */
export type SiftSettings = Pick<PseudonymiseOptions, "system" | "key" | "purpose"> & {
  /** As `errorsOnly` gives it. */
  readonly registry: Registry;
};

/** A batch that was sifted. */
export interface Sifted {
  /** The records that are valid, pseudonymised. */
  readonly arrivals: Arrivals;
  /** Finding code → rows that were taken out for it; one row may have several. */
  readonly rejected: Readonly<Partial<Record<FindingCode, number>>>;
  readonly rowsRejected: number;
}

/** The property by which versions of a record are told apart in time. */
export const written = "recordedAt";

/** A registry whose rules are those that decide whether a record is taken out. */
export function errorsOnly(registry: Registry): Registry {
  return { ...registry, rules: registry.rules.filter(({ severity }) => severity === "error") };
}

/** Refuses entities whose records cannot be told apart once they are pseudonymised. */
export function requireKeys(
  growing: ReadonlyMap<string, Growing>,
  registry: Registry,
  { needs }: Purpose,
): void {
  for (const name of growing.keys()) {
    const entity = entityOf(registry, name);
    const lost = entity.properties.find(
      (property) =>
        entity.key.includes(property.name) &&
        !["keep", "rekey"].includes(fateOf(entity, property, needs).kind),
    );
    if (lost === undefined) continue;
    throw new UsageError(
      `The ${lost.name} that tells records of ${name} apart is not in the shareable profile.`,
      "Compute the metric with edufed metric run.",
    );
  }
}

/**
 * Checks the records of one entity as validation does, beside the others of the data set, which are
 * valid. Records of one key are no mistake here: they are versions.
 */
export async function sift(
  records: Records,
  growing: Growing,
  settings: SiftSettings,
): Promise<Sifted> {
  const { engine } = records;
  const { registry } = settings;
  const entity = entityOf(registry, growing.entity);
  const deciding = new Set([entity.name, ...decidingOf(entity, registry)]);
  const relations = new Map([...records.relations].filter(([name]) => deciding.has(name)));
  const from = relations.get(entity.name)?.name ?? entity.name;
  const rows = await countOf(engine, rawName(from));
  const { findings } = await validate(passed("records", { engine, relations }), registry, {
    only: new Set([entity.name]),
    rowsShown: Math.max(1, rows),
  });
  const broken = findings.filter(
    ({ severity, code }) => severity === "error" && code !== "duplicate-key",
  );
  const rejected = rejectedRows(broken);
  const out = [...new Set([...rejected.values()].flatMap((places) => [...places]))];
  const valid = await withoutRows(engine, entity, from, out);
  return {
    arrivals: await shareable(valid, entity, growing, settings),
    rejected: Object.fromEntries([...rejected].map(([code, places]) => [code, places.size])),
    rowsRejected: out.length,
  };
}

function entityOf(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity === undefined) throw new RangeError(`no entity ${name}`);
  return entity;
}

/** The entities whose records decide whether a record of this one breaks a rule. */
function decidingOf({ name }: Entity, { rules }: Registry): readonly string[] {
  return rules.flatMap(({ entity, check }) =>
    entity === name && "related" in check ? check.related.entity : [],
  );
}

async function countOf(engine: SqlEngine, relation: string): Promise<number> {
  const [row] = await engine.rows(`select count(*) as n from ${quoteIdentifier(relation)}`);
  return Number(row?.["n"]);
}

/** The rows that each kind of finding is about; one that is about no row is about all of them. */
function rejectedRows(findings: readonly Finding[]): ReadonlyMap<FindingCode, ReadonlySet<number>> {
  const rejected = new Map<FindingCode, Set<number>>();
  for (const { code, rows = [], count, message, fix } of findings) {
    if (rows.length < count) {
      throw new RefusedError(message, fix ?? "Look at the records with edufed validate.");
    }
    rejected.set(code, new Set([...(rejected.get(code) ?? []), ...rows]));
  }
  return rejected;
}

/** The name of the relation of those rows of a batch that are valid. */
const validName = "arriving";

async function withoutRows(
  engine: SqlEngine,
  entity: Entity,
  from: string,
  out: readonly number[],
): Promise<Valid> {
  const raw = quoteIdentifier(rawName(validName));
  await engine.run(
    [
      `create or replace table ${raw} as`,
      `select * from ${quoteIdentifier(rawName(from))}`,
      `where ${placeColumn} not in (select unnest(cast(cast(? as json) as bigint[])))`,
    ].join("\n"),
    [JSON.stringify(out)],
  );
  await createTyped(engine, entity, validName, [placeColumn]);
  const relations = new Map([[entity.name, { entity: entity.name, name: validName }]]);
  return passed("valid", { engine, relations });
}

async function shareable(
  valid: Valid,
  entity: Entity,
  { contributor, day }: Growing,
  settings: SiftSettings,
): Promise<Arrivals> {
  const { engine } = valid;
  const { pseudonymous } = await pseudonymise(valid, { ...settings, place: placeColumn });
  const relation = pseudonymous.relations.get(entity.name);
  if (relation === undefined) {
    throw new RefusedError(
      `Records of ${entity.name} are sensitive by being there, and stay behind.`,
      "Watch metrics of other records.",
    );
  }
  const records = "arriving records";
  await engine.run(
    `create or replace temp table ${quoteIdentifier(records)} as select * from ${quoteIdentifier(relation.name)} order by ${placeColumn}`,
  );
  const batch = { entity: entity.name, records, contributor, day, key: entity.key };
  if (!entity.properties.some(({ name }) => name === written)) return batch;
  return { ...batch, times: { relation: validName, column: written } };
}
