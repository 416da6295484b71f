import { ok } from "node:assert/strict";
import { loadRegistry } from "@edufed/schemas";
import type { SqlEngine } from "../src/engine/engine.ts";
import { rawName } from "../src/engine/reading.ts";
import { quoteIdentifier } from "../src/engine/sql-text.ts";
import { checksOf } from "../src/validate/plan.ts";
import { checkKey, checkReference, sourceOf } from "../src/validate/sql-checks.ts";
import type { Work } from "./side-by-side.ts";

const registry = loadRegistry();

/** Whose key is checked, and which of its properties name records of what. */
const pointing = {
  entity: "enrolment",
  references: [
    ["studentId", "student"],
    ["schoolId", "organisation"],
  ],
} as const;

/**
 * The key of every enrolment and the student and school that it names, beside the joins and the
 * grouping alone, over tables in memory: what reading costs is measured elsewhere. The engine must
 * be empty.
 */
export async function references(engine: SqlEngine, enrolments: number): Promise<Work> {
  const schools = 4_000;
  await engine.run(`create or replace table student as
    select md5(cast(i as varchar)) as id from range(${enrolments}) as students (i)`);
  await engine.run(`create or replace table organisation as
    select 'school-' || i as id from range(${schools}) as schools (i)`);
  await engine.run(`create or replace table enrolment__raw as
    select i + 2 as _row, 'enrolment-' || i as id, md5(cast(i as varchar)) as "studentId",
      'school-' || (hash(i) % ${schools}) as "schoolId"
    from range(${enrolments}) as enrolments (i)`);
  await engine.run("create or replace view enrolment as select * exclude _row from enrolment__raw");
  return {
    title: "keys and references",
    size: `${enrolments.toLocaleString("en")} × ${schools.toLocaleString("en")}`,
    contenders: [
      { name: "ours", run: () => ours(engine) },
      {
        name: "the bare joins (the limit)",
        target: { role: "limit", timesLongerMax: 1.5 },
        run: () => bareJoins(engine),
      },
    ],
  };
}

async function ours(engine: SqlEngine): Promise<void> {
  const entity = registry.entities.get(pointing.entity);
  if (entity === undefined) throw new RangeError(`no entity ${pointing.entity}`);
  const relation = { entity: entity.name, name: entity.name };
  const checking = { engine, source: await sourceOf(engine, relation), rowsShown: 10 };
  const targets = new Map<string, string>(pointing.references);
  for (const check of checksOf(entity, [])) {
    const { test } = check;
    // In turn, as a validation does.
    if (test.kind === "key") ok((await checkKey(checking, check, "any")).length === 0);
    if (test.kind !== "reference") continue;
    const to = targets.get(test.property.name);
    if (to === undefined) continue;
    const lost = await checkReference(checking, check, { relation: to, key: "id" });
    ok(lost.length === 0);
  }
}

async function bareJoins(engine: SqlEngine): Promise<void> {
  const [keys] = await engine.rows(
    `select count(*) - count(distinct id) as twice from ${quoteIdentifier(rawName(pointing.entity))}`,
  );
  ok(keys?.["twice"] === 0);
  for (const [property, to] of pointing.references) {
    const [lost] = await engine.rows(
      `select count(*) as lost from ${quoteIdentifier(rawName(pointing.entity))} as record
       anti join ${quoteIdentifier(to)} as target on record.${quoteIdentifier(property)} = target.id`,
    );
    ok(lost?.["lost"] === 0);
  }
}
