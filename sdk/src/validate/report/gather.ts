import type { Entity, Registry } from "@edufed/schemas";
import type { Records, Relation } from "../../dataset.ts";
import type { Finding } from "../../finding.ts";
import type { CheckResult } from "../check-result.ts";
import { rulesOf } from "../known-rules.ts";
import { checksOf } from "../plan.ts";
import { sourceOf } from "../sql-checks.ts";
import { countBands, hasBands } from "./bands.ts";
import { checkFacts } from "./check-facts.ts";
import { countRelation } from "./counted.ts";
import { countPeriods, coverageOf, type PeriodCounts, shownPeriods } from "./coverage.ts";
import type { CheckFacts, Coverage, PropertyFacts, QualityFacts } from "./facts.ts";
import { groupMinOf, propertyFacts } from "./property-facts.ts";

/** What is known already of the data set. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckResult[];
  /** Entity → records. */
  readonly records: Readonly<Record<string, number>>;
  readonly schoolYearStart: string;
}

/**
 * Counts what a quality report tells besides findings. The records stay in the engine; what is
 * returned has no number of a group that is too small.
 */
export async function gatherQuality(
  data: Records,
  registry: Registry,
  checked: Checked,
): Promise<QualityFacts> {
  const gathered: Gathered[] = [];
  for (const relation of data.relations.values()) {
    const entity = registry.entities.get(relation.entity);
    // One entity after the other: each uses all cores.
    if (entity !== undefined)
      gathered.push(await gatherEntity(data, relation, entity, { registry, checked }));
  }
  const periods = shownPeriods(gathered.map((each) => each.periods));
  return {
    schoolYearStart: checked.schoolYearStart,
    periods,
    coverage: [...registry.entities.values()].map((entity) => {
      const own = gathered.find((each) => each.periods.entity === entity);
      return own === undefined ? notGiven(entity, periods) : coverageOf(own.periods, periods);
    }),
    properties: gathered.flatMap(({ properties }) => properties),
    checks: gathered.flatMap(({ checks }) => checks),
    absent: await absentChecks(data, registry),
  };
}

interface Gathered {
  readonly periods: PeriodCounts;
  readonly properties: readonly PropertyFacts[];
  readonly checks: readonly CheckFacts[];
}

async function gatherEntity(
  { engine }: Records,
  { name }: Relation,
  entity: Entity,
  { registry, checked }: { readonly registry: Registry; readonly checked: Checked },
): Promise<Gathered> {
  const source = await sourceOf(engine, { entity: entity.name, name });
  const relation = { engine, name, source };
  const records = checked.records[entity.name] ?? 0;
  const plan = checksOf(entity, await rulesOf(registry));
  const counted = await countRelation(relation, entity, plan);
  const banded = entity.properties.filter(
    (property) =>
      hasBands(property) && (counted.present.get(property.name) ?? 0) >= groupMinOf(property),
  );
  const bands = await countBands(
    engine,
    name,
    banded.map((property) => ({ property, groupMin: groupMinOf(property) })),
  );
  const properties = propertyFacts(entity, {
    records,
    counted,
    bands,
    codeLists: registry.codeLists,
  });
  const known = {
    entity: entity.name,
    records,
    counted,
    present: new Map(properties.map(({ property, present }) => [property, present])),
    findings: checked.findings.filter((finding) => finding.entity === entity.name),
  };
  return {
    periods: await countPeriods(relation, entity, { ...checked, records }),
    properties,
    checks: checkFacts(known, plan, checked.checks),
  };
}

function notGiven({ name, domain, period }: Entity, periods: readonly string[]): Coverage {
  const row = { entity: name, domain, records: 0 };
  if (period === undefined) return { ...row, cells: [] };
  const records = { kind: "exact", count: 0 } as const;
  const cells = periods.map((each) => ({ period: each, records, empty: [] }));
  return { ...row, property: period.property, cells };
}

async function absentChecks(
  { relations }: Records,
  registry: Registry,
): Promise<QualityFacts["absent"]> {
  const rules = await rulesOf(registry);
  return Object.fromEntries(
    [...registry.entities.values()]
      .filter(({ name }) => !relations.has(name))
      .map((entity) => [entity.name, checksOf(entity, rules).length]),
  );
}
