import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Cell } from "../../src/cells.ts";
import { memberOf, standard } from "../../src/cli/session.ts";
import { compute } from "../../src/compute/compute.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { readRecords } from "../../src/import/records.ts";
import { admit } from "../../src/pipeline.ts";
import { readCells } from "../../src/publish/cell-file.ts";
import { openWorkspace } from "../../src/workspace/workspace.ts";
import { done, folder } from "./edufed.ts";
import { newMember } from "./member.ts";

/** The day that is watched. */
export const day = "2025-08-12";

/** A member whose attendance is not written yet, and that attendance. */
export interface WatchedMember {
  readonly member: string;
  /** A line for each record, by day and student. */
  readonly lines: readonly string[];
}

export async function watchedMember(name: string): Promise<WatchedMember> {
  const member = await newMember(name);
  const engine = await openDuckDb({ threads: 1 });
  const file = join(member, "records", "attendance-record.parquet");
  const rows = await engine.rows(
    `select cast(to_json(r) as varchar) as line from read_parquet('${file}') as r order by date, "studentId" limit 900`,
  );
  engine.close();
  rmSync(file);
  return { member, lines: rows.map((row) => String(row["line"])) };
}

/** The same member in a folder of its own, with no attendance. */
export function copyOf(
  member: string,
  name: string,
): { readonly cwd: string; readonly file: string } {
  const cwd = folder(name);
  cpSync(member, cwd, { recursive: true });
  return { cwd, file: join(cwd, "records", "attendance-record.ndjson") };
}

/** What one look says. */
export interface Facts {
  readonly rows: number;
  readonly findings: Readonly<Record<string, number>>;
  readonly figures: readonly Readonly<Record<string, unknown>>[];
  readonly [name: string]: unknown;
}

/** One look at what is there. */
export async function look(cwd: string, ...more: readonly string[]): Promise<Facts> {
  const words = ["watch", "ATT_RATE", "--data", "records", "--day", day, "--once", "--json"];
  const facts: Facts = JSON.parse(await done(cwd, ...words, ...more));
  return facts;
}

/** The cells by sex and grade that one computation over all records gives for the day. */
export async function atOnce(
  cwd: string,
  source: string = join(cwd, "records"),
  of: string = day,
): Promise<readonly Cell[]> {
  const engine = await openDuckDb({ threads: 1 });
  try {
    const { config, key, registry } = await memberOf(await openWorkspace(cwd), standard());
    const only = new Set(["attendance-record", "enrolment", "student"]);
    const { records } = await readRecords(engine, [source], registry, { only });
    const purpose = { id: "metrics", needs: new Set<string>() };
    const { pseudonymous } = await admit(records, { config, key, registry }, purpose);
    const metric = registry.metrics.get("ATT_RATE");
    if (metric === undefined) throw new Error("no ATT_RATE");
    const asked = { metric, registry, config, dimensions: ["SEX", "GRADE"], period: "2025/2026" };
    return (await compute({ data: pseudonymous, ...asked, day: of })).cells;
  } finally {
    engine.close();
  }
}

/** The cells in a file. */
export async function cellsIn(path: string): Promise<readonly Cell[]> {
  const engine = await openDuckDb({ threads: 1 });
  try {
    return (await readCells(engine, path, standard())).cells;
  } finally {
    engine.close();
  }
}

/** Lines as they are in a file. */
export function text(some: readonly string[]): string {
  return some.map((line) => `${line}\n`).join("");
}
