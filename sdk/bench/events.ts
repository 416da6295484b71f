import { ok } from "node:assert/strict";
import { loadRegistry, type Registry } from "@edufed/schemas";
import type { SqlEngine } from "../src/engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../src/engine/sql-text.ts";
import { hasErrors } from "../src/finding.ts";
import { readRecords } from "../src/import/records.ts";
import { validate } from "../src/validate/validate.ts";
import { writeEvents } from "./event-file.ts";
import type { Work } from "./side-by-side.ts";

const entity = "activity-event";

/** Above this many rows one round tells, and a run must end. */
const manyEvents = 20_000_000;

/**
 * A platform's file of events, every value and the key, beside reading its columns. The engine's
 * memory limit is what keeps the whole below 2 GB; what does not fit goes to files.
 */
export async function events(
  engine: SqlEngine,
  count: number,
): Promise<{ readonly work: Work; readonly remove: () => void }> {
  const registry = loadRegistry();
  const { parquet, remove } = await writeEvents(engine, registry, count);
  const work: Work = {
    title: "validate events, Parquet",
    size: `${count.toLocaleString("en")} rows`,
    ...(count > manyEvents ? { rounds: 1 } : {}),
    contenders: [
      { name: "ours", run: () => ours(engine, registry, parquet) },
      {
        name: "reading the columns (the limit)",
        target: { role: "limit", timesLongerMax: 2 },
        run: () => reading(engine, registry, parquet),
      },
    ],
  };
  return { work, remove };
}

async function ours(engine: SqlEngine, registry: Registry, parquet: string): Promise<void> {
  const read = await readRecords(engine, [parquet], registry, { entity });
  const { findings } = await validate(read.records, registry);
  ok(!hasErrors([...read.findings, ...findings]), "the file must be valid");
}

async function reading(engine: SqlEngine, registry: Registry, parquet: string): Promise<void> {
  const columns = (registry.entities.get(entity)?.properties ?? []).map(
    ({ name }) => `max(${quoteIdentifier(name)})`,
  );
  await engine.rows(`select ${columns.join(", ")} from read_parquet(${quoteLiteral(parquet)})`);
}
