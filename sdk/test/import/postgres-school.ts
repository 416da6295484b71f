import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { loadRegistry, type Registry } from "@edufed/schemas";
import { afterAll, afterEach, beforeEach } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords, type ReadOptions } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { type Cluster, openCluster } from "../tables/postgres-cluster.ts";

export const registry: Registry = loadRegistry();

/** A server of a test file's own; after each test, no copy and no connection may be left. */
export const cluster: Cluster = await openCluster();

/** The address of its database, and of the schema in which each test makes its tables. */
export const address: string = `postgres://edufed@/postgres?host=${encodeURIComponent(cluster.folder)}`;
export const school: string = `${address}&schema=school`;

/** A temporary folder of its own, so that what is left in it was left by these tests. */
const scratch = mkdtempSync(join(tmpdir(), "edufed-test-postgres-"));
chmodSync(scratch, 0o755);
process.env["TMPDIR"] = scratch;

let current: SqlEngine | undefined;

/** The engine of the test that is running. */
export function engine(): SqlEngine {
  if (current === undefined) throw new Error("no test is running");
  return current;
}

beforeEach(async () => {
  current = await openDuckDb();
});
afterEach(async () => {
  current?.close();
  if (leftovers().length > 0) throw new Error("a copy of a table was left behind");
  await disconnected();
});
afterAll(async () => {
  await cluster.close();
  rmSync(scratch, { recursive: true, force: true });
});

const connections = "select count(*) from pg_stat_activity where application_name = 'edufed'";

/** A server needs a moment to see that somebody left. */
async function disconnected(): Promise<void> {
  for (let attempt = 1; cluster.psql(connections).trim() !== "0"; attempt += 1) {
    if (attempt === 50) throw new Error("a connection was left behind");
    await setTimeout(100);
  }
}

/** Folders of this reading that are still there. */
function leftovers(): readonly string[] {
  return readdirSync(scratch).filter((name) => /^edufed-[0-9a-f]{12}$/.test(name));
}

/** Makes the schema anew. */
export function renewSchema(sql: string): void {
  cluster.psql(
    `set client_min_messages = error; drop schema if exists school cascade; create schema school; ${sql}`,
  );
}

/** Everything that is said of records. */
export async function found(
  paths: readonly string[],
  options: ReadOptions = {},
): Promise<readonly Finding[]> {
  const read = await readRecords(engine(), paths, registry, options);
  const { findings } = await validate(read.records, registry);
  return [...read.findings, ...findings];
}

/** What is wrong where, without the file that it is in; what was not looked at is left out. */
export function verdicts(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, count, rows }) => JSON.stringify({ rule, count, rows: rows ?? [] }))
    .toSorted();
}
