import { loadRegistry, type Metric, type Registry } from "@edufed/schemas";
import { smallData, type RowsByEntity } from "../../src/conformance/small-data.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { quoteIdentifier } from "../../src/engine/sql-text.ts";
import { stillName } from "../../src/watch/affected.ts";
import type { Arrivals } from "../../src/watch/arrivals.ts";
import { dayQuestion, growingOf } from "../../src/watch/day-question.ts";
import { DayStore } from "../../src/watch/day-store.ts";
import { DayWatch, type WatchedDays } from "../../src/watch/day-watch.ts";

export const registry: Registry = loadRegistry();

export const config: { readonly refArea: string; readonly schoolYearStart: string } = {
  refArea: "FI-HEL",
  schoolYearStart: "--08-01",
};

export function metricNamed(id: string): Metric {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  return metric;
}

/** A watch over records in memory. */
export interface SmallWatch {
  readonly watch: DayWatch;
  readonly store: DayStore;
  /** Records of one entity that come in together, in this order. */
  readonly arrive: (entity: string, rows: readonly ValueRow[]) => ReturnType<DayWatch["take"]>;
}

/** What is watched, and over what. */
export interface SmallSettings {
  readonly engine: SqlEngine;
  readonly metrics: readonly (string | Metric)[];
  readonly dimensions: readonly string[];
  /** Records that do not grow. */
  readonly still: RowsByEntity;
  readonly days: WatchedDays;
  /** A file that is kept, instead of memory. */
  readonly state?: string;
}

export async function smallWatch(settings: SmallSettings): Promise<SmallWatch> {
  const { engine, metrics, dimensions, still, days, state = ":memory:" } = settings;
  await smallData(engine, registry, still);
  for (const entity of Object.keys(still)) {
    await engine.run(
      `create or replace table ${quoteIdentifier(stillName(entity))} as select * from ${quoteIdentifier(entity)}`,
    );
  }
  const questions = metrics.map((each) => {
    const metric = typeof each === "string" ? metricNamed(each) : each;
    return dayQuestion({ metric, dimensions, parameters: {} }, registry);
  });
  const growing = growingOf(questions, registry);
  const store = new DayStore(state);
  const known = new Set(Object.keys(still));
  const watch = new DayWatch(
    { engine, registry, config, questions, growing, store, still: known },
    days,
  );
  return {
    watch,
    store,
    arrive: async (entity, rows) => {
      await smallData(engine, registry, { [entity]: rows });
      const grown = growing.get(entity);
      if (grown === undefined) throw new Error(`${entity} does not grow`);
      await engine.run(
        `create or replace temp table arriving as select rowid as _row, * from ${quoteIdentifier(entity)};
        create or replace temp table written as select _row${hasTimes(entity) ? `, "recordedAt"` : ""} from arriving;
        ${hasTimes(entity) ? `alter table arriving drop "recordedAt"` : ""}`,
      );
      const batch: Arrivals = {
        entity,
        records: "arriving",
        contributor: grown.contributor,
        day: grown.day,
        key: registry.entities.get(entity)?.key ?? [],
        ...(hasTimes(entity) ? { times: { relation: "written", column: "recordedAt" } } : {}),
      };
      return watch.take(batch);
    },
  };
}

function hasTimes(entity: string): boolean {
  return (registry.entities.get(entity)?.properties ?? []).some(
    ({ name }) => name === "recordedAt",
  );
}
