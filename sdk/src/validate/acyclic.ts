import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier as name } from "../engine/sql-text.ts";
import { type Judged, placeColumns, recordStep, withSteps } from "./rule-sql.ts";
import type { BetweenCheck } from "./rules.ts";

/** The query that gives the places of the records on a circle; undefined when there is none. */
export interface Circles extends AsyncDisposable {
  readonly places: string | undefined;
}

/**
 * Records that are their own ancestor. All records that a top can be reached from are set aside
 * first, which leaves nothing in the usual case. Of the rest, every record has a parent in the
 * rest; whoever is still somebody's ancestor after as many steps as there are records is on a
 * circle. Steps are doubled, so that a million records take twenty joins. A key that several
 * records share has no one parent: such records end the way up.
 */
export async function acyclicPlaces(
  engine: SqlEngine,
  { key, parent }: Extract<BetweenCheck, { kind: "acyclic" }>,
  judged: Judged,
): Promise<Circles> {
  const table = name(`edufed_above_${key}_${parent}`);
  const drop = async (): Promise<void> => engine.run(`drop table if exists ${table}`);
  await engine.run(`create or replace temp table ${table} as ${remainingSql(key, parent, judged)}`);
  const [remaining] = await engine.rows(`select count(*) as n from ${table}`);
  const count = Number(remaining?.["n"] ?? 0);
  for (let steps = 1; steps < count; steps *= 2) {
    // Each round needs the one before.
    await engine.run(
      `create or replace temp table ${table} as select below.id, above.above from ${table} as below join ${table} as above on below.above = above.id`,
    );
  }
  const places = withSteps(
    [recordStep(judged, [key, parent])],
    `select ${placeColumns(judged.source).join(", ")} from record where ${name(key)} in (select above from ${table})`,
  );
  return { places: count === 0 ? undefined : places, [Symbol.asyncDispose]: drop };
}

/** Records from which no top is reached: `id`, and `above`, the key of the parent. */
function remainingSql(key: string, parent: string, judged: Judged): string {
  const steps = [
    recordStep(judged, [key]),
    {
      title: "edge",
      query: `select ${name(key)} as id, any_value(${name(parent)}) as above\nfrom record\ngroup by ${name(key)}\nhaving count(*) = 1`,
    },
    {
      title: "reached",
      query: [
        "select id from edge where above is null or above not in (select id from edge)",
        "union all",
        "select edge.id from edge join reached on edge.above = reached.id",
      ].join("\n"),
    },
  ];
  return withSteps(steps, "select id, above from edge anti join reached using (id)");
}
