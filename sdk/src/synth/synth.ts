import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { UsageError } from "../errors.ts";
import { drawMacros } from "./draw.ts";
import { entitySql } from "./entities.ts";
import { frameSql } from "./frame.ts";
import type { SynthProfile } from "./profile.ts";

export interface SynthOptions {
  readonly profile: SynthProfile;
  readonly students: number;
  /** The same seed, size and profile give the same system. */
  readonly seed: number;
  /** Folder that exists and is empty; `<entity>.parquet` of each entity with records is written into it. */
  readonly folder: string;
  readonly onEntity?: (entity: string) => void;
}

/** Largest seed that the arithmetic of the draws can carry. */
const seedMax = 2 ** 31 - 1;

/** Largest system: students × days is multiplied in 64 bits without a sign (see `drawMacros`). */
const studentsMax = 100_000_000;

/**
 * Writes a synthetic education system as records of the standard, and names the entities written.
 * The rows are made and written inside the engine, so a nation costs no more memory than a town.
 */
export async function synthesise(
  engine: SqlEngine,
  options: SynthOptions,
): Promise<readonly string[]> {
  requireSizes(options);
  const { profile, students, seed, folder } = options;
  for (const sql of [...drawMacros(seed), ...frameSql(profile, students)]) await engine.run(sql);
  const written: string[] = [];
  for (const [entity, query] of Object.entries(entitySql(profile))) {
    options.onEntity?.(entity);
    if (await isEmpty(engine, query)) continue;
    const target = quoteLiteral(`${folder}/${entity}.parquet`);
    await engine.run(`copy (${query}) to ${target} (format parquet)`);
    written.push(entity);
  }
  for (const table of ["synth_student", "synth_teacher", "synth_school", "synth_area"]) {
    await engine.run(`drop table ${quoteIdentifier(table)}`);
  }
  return written;
}

function requireSizes({ students, seed }: SynthOptions): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > seedMax) {
    throw new UsageError(`A seed is a whole number from 0 to ${seedMax}.`, "Give another --seed.");
  }
  if (!Number.isInteger(students) || students < 1 || students > studentsMax) {
    throw new UsageError(
      `A system has from 1 to ${studentsMax} students.`,
      "Give another --students.",
    );
  }
}

/** A query without a row makes no file: an entity that a system does not have is absent. */
async function isEmpty(engine: SqlEngine, query: string): Promise<boolean> {
  const [row] = await engine.rows(`select count(*) as n from (${query} limit 1)`);
  return row?.["n"] === 0;
}
