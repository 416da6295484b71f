import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { cellsInTurn, type Statements } from "../../src/engine/duckdb-cells.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { compareText } from "../../src/engine/compare-text.ts";
import type { CountedRow, Plan } from "../../src/engine/plan.ts";
import { plansThatShare, sharedPlan } from "../../src/engine/shared-plan.ts";
import { openReference } from "../../src/engine/reference.ts";
import { quoteIdentifier } from "../../src/engine/sql-text.ts";
import { joinedRecord, plan, record, tables } from "./arbitrary-plan.ts";
import { casesOf } from "../proof-share.ts";

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
    { numRuns: casesOf(100) },
  );
  expect(cellsSeen).toBeGreaterThan(casesOf(500));
});

test("whoever looks records up slice by slice counts the same as at once", async () => {
  let sliced = 0;
  const statements: Statements = {
    run: async (sql) => {
      if (sql.startsWith("insert")) sliced += 1;
      await engine.run(sql);
    },
    async *chunks(sql) {
      yield await engine.rows(sql);
    },
    drop: async (title) => engine.run(`drop table if exists ${title}`),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 14 }),
      fc.array(joinedRecord, { maxLength: 6 }),
      plan,
      async (source, joined, each) => {
        await fill("source", source);
        await fill("joined", joined);
        const expected = await engine.cells(each);
        for await (const [id, cells] of cellsInTurn(each, statements, 1)) {
          expect(cells).toEqual(expected.get(id));
        }
      },
    ),
    { numRuns: casesOf(100) },
  );
  expect(sliced).toBeGreaterThan(casesOf(10));
});

test("plans counted together have the cells that they have one by one", async () => {
  let cellsSeen = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 14 }),
      fc.array(joinedRecord, { maxLength: 6 }),
      fc.array(plan, { minLength: 2, maxLength: 4 }),
      async (source, joined, plans) => {
        await fill("source", source);
        await fill("joined", joined);
        const named = plans.map((each, index): Plan => {
          const questions = each.questions.map((of) => ({ ...of, id: `${index} ${of.id}` }));
          return { ...each, questions };
        });
        for (const group of plansThatShare(named)) {
          const together = await engine.cells(sharedPlan(group));
          for (const each of group) {
            for (const [id, cells] of await engine.cells(each)) {
              expect(cutOut(together.get(id) ?? [], each)).toEqual(cells);
              cellsSeen += cells.length;
            }
          }
        }
      },
    ),
    { numRuns: casesOf(60) },
  );
  expect(cellsSeen).toBeGreaterThan(casesOf(500));
});

/** The cells of one plan among those of several: whole in every dimension that it does not have. */
function cutOut(rows: readonly CountedRow[], { dimensions, cuts = [dimensions] }: Plan) {
  const crossed = (codes: CountedRow["codes"]): readonly string[] =>
    Object.keys(codes).filter((id) => codes[id] !== "_T");
  return rows
    .filter(({ codes }) => cuts.some((cut) => crossed(codes).every((id) => cut.includes(id))))
    .map((row) => {
      const codes = Object.fromEntries(dimensions.map((id) => [id, row.codes[id] ?? ""]));
      return { ...row, codes };
    })
    .toSorted((a, b) => compareCodes(a, b, dimensions));
}

function compareCodes(a: CountedRow, b: CountedRow, ids: readonly string[]): number {
  const id = ids.find((each) => a.codes[each] !== b.codes[each]);
  return id === undefined ? 0 : compareText(a.codes[id] ?? "", b.codes[id] ?? "");
}

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
