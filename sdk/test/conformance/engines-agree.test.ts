import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { openReference } from "../../src/engine/reference.ts";
import { quoteIdentifier } from "../../src/engine/sql-text.ts";
import { joinedRecord, plan, record, tables } from "./arbitrary-plan.ts";

let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());

test("any plan over any records has the same cells in DuckDB as in the reference engine", async () => {
  let cellsSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 14 }),
      fc.array(joinedRecord, { maxLength: 6 }),
      fc.array(plan, { minLength: 1, maxLength: 3 }),
      async (source, joined, plans) => {
        await fill("source", source);
        await fill("joined", joined);
        const reference = openReference(
          new Map([
            ["source", source],
            ["joined", joined],
          ]),
        );
        for (const each of plans) {
          const [found, expected] = [await engine.cells(each), await reference.cells(each)];
          expect(found).toEqual(expected);
          cellsSeen += [...found.values()].flat().length;
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(cellsSeen).toBeGreaterThan(500);
});

async function fill(name: keyof typeof tables, rows: readonly ValueRow[]): Promise<void> {
  const columns = Object.entries(tables[name]);
  const typed = columns.map(([column, type]) => `${quoteIdentifier(column)} ${type}`).join(", ");
  await engine.run(`create or replace table ${name} (${typed})`);
  if (rows.length === 0) return;
  const places = columns.map(() => "?").join(", ");
  const values = rows.flatMap((row) => columns.map(([column]) => scalar(row[column])));
  const lines = rows.map(() => `(${places})`).join(", ");
  await engine.run(`insert into ${name} values ${lines}`, values);
}

function scalar(value: ValueRow[string]): string | number | boolean | null {
  return typeof value === "object" || value === undefined ? null : value;
}
