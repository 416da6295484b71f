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
  /** Folder that exists and is empty; one `<entity>.parquet` each is written into it. */
  readonly folder: string;
  readonly onEntity?: (entity: string) => void;
}

/** Largest seed that the arithmetic of the draws can carry. */
const seedMax = 2 ** 31 - 1;

/**
 * Writes a synthetic education system as records of the standard. The rows are made and written
 * inside the engine, so a nation costs no more memory than a town.
 */
export async function synthesise(
  engine: SqlEngine,
  options: SynthOptions,
): Promise<readonly string[]> {
  const { profile, students, seed, folder } = options;
  if (!Number.isInteger(seed) || seed < 0 || seed > seedMax) {
    throw new UsageError(`A seed is a whole number from 0 to ${seedMax}.`, "Give another --seed.");
  }
  if (!Number.isInteger(students) || students < 1) {
    throw new UsageError("A system has at least one student.", "Give --students a whole number.");
  }
  for (const sql of [...drawMacros(seed), ...frameSql(profile, students)]) await engine.run(sql);
  const entities = Object.entries(entitySql(profile));
  for (const [entity, query] of entities) {
    options.onEntity?.(entity);
    await engine.run(
      `copy (${query}) to ${quoteLiteral(`${folder}/${entity}.parquet`)} (format parquet)`,
    );
  }
  for (const table of ["synth_student", "synth_teacher", "synth_school", "synth_area"]) {
    await engine.run(`drop table ${quoteIdentifier(table)}`);
  }
  return entities.map(([entity]) => entity);
}
