import { loadRegistry } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Entity } from "@edufed/schemas";
import { csvRelation } from "../../src/import/csv-relation.ts";
import { type CsvRow, eachCsvRow } from "../../src/import/csv-rows.ts";
import { forget } from "../../src/import/raw-relation.ts";
import { oracleRows } from "./csv-oracle.ts";
import { makeFolder, type Scratch } from "./folder.ts";
import { casesOf } from "../proof-share.ts";

/** Printed, so that a failure can be repeated: `CSV_SEED=… CSV_RUNS=…`. */
const seed = Number(process.env["CSV_SEED"] ?? Date.now() % 2 ** 31);
const runs = Number(process.env["CSV_RUNS"] ?? casesOf(150));

const student = entityNamed("student");
let engine: SqlEngine;
let folder: Scratch;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 2 });
  folder = makeFolder();
});
afterAll(() => {
  engine.close();
  folder[Symbol.dispose]();
});

function entityNamed(name: string): Entity {
  const entity = loadRegistry().entities.get(name);
  if (entity === undefined) throw new RangeError(name);
  return entity;
}

/** Files of one kind of line end are what the engine reads alone; of the others it refuses many. */
const lineEnds = fc.constantFrom(["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]);
const delimiters = fc.constantFrom(",", ";", "\t");

const files = fc
  .tuple(lineEnds, delimiters, fc.integer({ min: 1, max: 3 }))
  .chain(([ends, delimiter, columns]) => {
    const piece = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom("a", "ä", "1", "") },
      { weight: 4, arbitrary: fc.constant(delimiter) },
      { weight: 4, arbitrary: fc.constantFrom(...ends) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('"', '""', " ", `"b${delimiter}c"`, `"d${ends[0]}e"`),
      },
    );
    const names = ["id", "sex", "address"].slice(0, columns).join(delimiter);
    return fc
      .array(piece, { maxLength: 40 })
      .map((pieces) => ({ delimiter, columns, text: `${names}${ends[0]}${pieces.join("")}` }));
  });

test(`rows are those of a slow splitter, through the engine as well (seed ${seed})`, async () => {
  const property = fc.asyncProperty(files, async ({ text, delimiter, columns }) => {
    const path = folder.write("student.csv", text);
    await forget(engine, "r");
    const read = await csvRelation(engine, student, { files: [path], isKept: true }, "r");
    const names = ["id", "sex", "address"].slice(0, columns);
    const rows = await engine.rows(`SELECT _row, ${names.join(", ")} FROM r ORDER BY _row`);
    // With one column a file may have another delimiter; there is none in its header.
    const used = columns === 1 ? "," : delimiter;
    const expected = oracleRows(text, used, columns);
    const good = expected.flatMap((row) => ("cells" in row ? [[row.number, ...row.cells]] : []));
    expect(rows.map((row) => [row["_row"], ...names.map((name) => row[name] ?? "")])).toEqual(good);
    const bad = expected.flatMap((row) => ("defect" in row ? [row] : []));
    const shown = read.malformed.flatMap(({ defect, rows: numbers, count }) => {
      expect(count).toBe(bad.filter((row) => row.defect === defect).length);
      return numbers.map((number) => ({ number, defect }));
    });
    for (const one of shown) expect(bad).toContainEqual(one);
    expect(new Set(shown.map(({ defect }) => defect))).toEqual(
      new Set(bad.map(({ defect }) => defect)),
    );
  });
  await fc.assert(property, { seed, numRuns: runs });
}, 120_000);

test(`pieces may end anywhere (seed ${seed})`, async () => {
  const property = fc.asyncProperty(
    files,
    fc.nat(7),
    async ({ text, delimiter, columns }, size) => {
      const bytes = Buffer.from(text);
      const whole = await split([bytes], delimiter, columns);
      const pieces = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_, index) =>
        bytes.subarray(index * (size + 1), (index + 1) * (size + 1)),
      );
      expect(await split(pieces, delimiter, columns)).toEqual(whole);
    },
  );
  await fc.assert(property, { seed, numRuns: runs });
});

async function split(
  pieces: readonly Buffer[],
  delimiter: string,
  columns: number,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  const keep = ({ number, bytes, defect }: CsvRow): void => {
    rows.push([number, bytes.toString(), defect]);
  };
  await eachCsvRow(
    (async function* () {
      yield* pieces;
    })(),
    { delimiter, columns },
    keep,
    1,
  );
  return rows;
}
