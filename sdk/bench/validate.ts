import { ok } from "node:assert/strict";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import type { SqlEngine } from "../src/engine/engine.ts";
import { quoteLiteral } from "../src/engine/sql-text.ts";
import { hasErrors } from "../src/finding.ts";
import { validators } from "../src/generated/validators.js";
import { readRecords } from "../src/import/records.ts";
import { validate } from "../src/validate/validate.ts";
import type { Work } from "./side-by-side.ts";

const registry = loadRegistry();

/**
 * A file of students: our checks, which stay in the engine, beside Ajv's on one record after the
 * other, and beside reading the same columns, which nobody can do without.
 */
export async function studentFile(
  engine: SqlEngine,
  students: number,
): Promise<Work & { remove(): Promise<void> }> {
  const folder = tmpdir();
  const file = join(folder, `edufed-bench-${process.pid}.parquet`);
  await engine.run(
    `copy (
      select
        md5(cast(i as varchar)) as id,
        cast(1 + i % 2 as varchar) as sex,
        2008 + i % 10 as "birthYear",
        case when i % 20 = 0 then 'SE' else 'FI' end as "countryOfBirth",
        i % 15 = 0 as "disabilityIndicator",
        i % 1000 = 0 as "disclosureBlocked"
      from range(${students}) as students (i)
    ) to ${quoteLiteral(file)} (format parquet)`,
  );
  return {
    title: "validate students, Parquet",
    size: `${students.toLocaleString("en")} rows, 6 columns`,
    contenders: [
      { name: "ours", run: () => checkedInEngine(engine, file) },
      { name: "Ajv, row by row", run: () => checkedByAjv(engine, file) },
      { name: "reading alone (the limit)", run: () => readAlone(engine, file) },
    ],
    remove: () => rm(file, { force: true }),
  };
}

async function checkedInEngine(engine: SqlEngine, file: string): Promise<void> {
  const { records, findings } = await readRecords(engine, [file], registry, { entity: "student" });
  const validation = await validate(records, registry);
  ok(!hasErrors([...findings, ...validation.findings]), "the file must be valid");
}

async function checkedByAjv(engine: SqlEngine, file: string): Promise<void> {
  const rows = await engine.rows(`select * from read_parquet(${quoteLiteral(file)})`);
  ok(
    rows.every((row) => validators.student(row)),
    "the file must be valid",
  );
}

async function readAlone(engine: SqlEngine, file: string): Promise<void> {
  const sums = ["id", "sex", '"birthYear"', '"countryOfBirth"', '"disabilityIndicator"'].map(
    (column) => `max(${column})`,
  );
  await engine.rows(
    `select ${sums.join(", ")}, max("disclosureBlocked") from read_parquet(${quoteLiteral(file)})`,
  );
}
