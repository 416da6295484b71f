import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../../src/engine/sql-text.ts";
import { generatedSql, isStated, vectors, type Vector } from "./vectors.ts";

const registry = loadRegistry();
const ddl = generatedSql("tables.duckdb.sql");
const all = vectors();

describe("the tables of DuckDB", () => {
  let engine: SqlEngine;
  /** Entity → its columns as a structure to read JSON with. */
  const structures = new Map<string, string>();

  beforeAll(async () => {
    engine = await openDuckDb();
    await engine.run(ddl);
    for (const entity of registry.entities.keys()) {
      const columns = await engine.rows(`describe ${quoteIdentifier(entity)}`);
      const types = columns.map((row) => [String(row["column_name"]), String(row["column_type"])]);
      structures.set(entity, JSON.stringify(Object.fromEntries(types)));
    }
  });
  afterAll(() => engine.close());

  const isAccepted = async ({ entity, record }: Vector): Promise<boolean> => {
    const table = quoteIdentifier(entity);
    const json = quoteLiteral(JSON.stringify(record));
    const structure = quoteLiteral(structures.get(entity) ?? "");
    try {
      await engine.run(
        `insert into ${table} by name select unnest(from_json(${json}, ${structure}))`,
      );
    } catch {
      return false;
    }
    await engine.run(`delete from ${table}`);
    return true;
  };

  test("are there for every entity, with a description of every column", async () => {
    const [comments] = await engine.rows(
      `select count(*) as columns, count(comment) as described from duckdb_columns() where not internal`,
    );
    expect(Number(comments?.["columns"])).toBeGreaterThan(200);
    expect(comments?.["described"]).toBe(comments?.["columns"]);
  });

  test("take every valid record of the conformance suite", async () => {
    const valid = all.filter(({ broken }) => broken.length === 0);
    expect(valid.length).toBeGreaterThan(30);
    const refused: string[] = [];
    for (const vector of valid) if (!(await isAccepted(vector))) refused.push(vector.path);
    expect(refused).toEqual([]);
  });

  test("refuse every record that breaks something a table can state", async () => {
    const invalid = all.filter(({ broken }) => broken.some((rule) => isStated(rule, ddl)));
    expect(invalid.length).toBeGreaterThan(200);
    const accepted: string[] = [];
    for (const vector of invalid) if (await isAccepted(vector)) accepted.push(vector.path);
    expect(accepted).toEqual([]);
  });
});
