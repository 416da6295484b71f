import { readFileSync } from "node:fs";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { loadRegistry } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { EduFedError } from "../../src/errors.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder, type Scratch } from "./folder.ts";
import { casesOf } from "../proof-share.ts";

/** No file of this size may take longer, whatever is in it. */
const milliseconds = 5_000;

/** Printed, so that a failure can be repeated: `FUZZ_SEED=… FUZZ_RUNS=…`. */
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
const runs = Number(process.env["FUZZ_RUNS"] ?? casesOf(200));

/** A value that stands for somebody's data, and does not look like the name of a column. */
const marker = "ZZ@MARKER@ZZ";

const registry = loadRegistry();
let engine: SqlEngine;
let folder: Scratch;
let good: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  engine = await openDuckDb({ memoryLimit: "1GB", threads: 2 });
  folder = makeFolder();
  good = await goodFiles();
});
afterAll(() => {
  engine.close();
  folder[Symbol.dispose]();
});

/** Student files in every format, each with the marker in every record. */
async function goodFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const records = Array.from({ length: 40 }, (_, index) => ({
    id: `${marker}${index}`,
    sex: "1",
    birthDate: "2012-05-06",
    address: `${marker} "5", A\n${index}`,
  }));
  const csv = records.map(
    (row) => `${row.id},1,2012-05-06,"${row.address.replaceAll('"', '""')}"\n`,
  );
  const text = `id,sex,birthDate,address\n${csv.join("")}`;
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const array = JSON.stringify(records, null, 1);
  const source = folder.write("source.ndjson", lines);
  const parquet = `${folder.path}/source.parquet`;
  await engine.run(`COPY (FROM read_ndjson('${source}')) TO '${parquet}'`);
  return new Map([
    ["student.csv", Buffer.from(text)],
    ["student.ndjson", Buffer.from(lines)],
    ["student.json", Buffer.from(array)],
    ["student.csv.gz", gzipSync(text)],
    ["student.ndjson.zst", zstdCompressSync(lines)],
    ["student.json.gz", gzipSync(array)],
    ["student.parquet", readFileSync(parquet)],
  ]);
}

/** One change: bytes from a place on are replaced by others, as many or not. */
const change = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(10_000)),
  inserted: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom(
        '"',
        "\n",
        "\r",
        "\r\n",
        ",",
        ";",
        "\t",
        "\0",
        "[",
        "{",
        "}",
        "\\",
        "\uFEFF",
        "\\ud800",
        "\n\n",
      )
      .map((text) => Buffer.from(text)),
  ),
});

const content = fc.oneof(
  { weight: 1, arbitrary: fc.record({ random: fc.uint8Array({ maxLength: 400 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 4 }) }),
  },
);

type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;

function bytesOf(file: string, made: Content): Uint8Array {
  if ("random" in made) return made.random;
  return made.changes.reduce(
    (bytes, { place, removed, inserted }) => {
      const at = Math.floor(place * bytes.length);
      return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
    },
    good.get(file) ?? Buffer.alloc(0),
  );
}

/** Everything that is said of a file, as text; an error that is not the operator's is thrown on. */
async function said(path: string): Promise<string> {
  const kept = await saidOf(path, true);
  expect(await saidOf(path, false), "the same is said of a file that is looked at once").toBe(kept);
  return kept;
}

async function saidOf(path: string, keep: boolean): Promise<string> {
  try {
    const { records, findings } = await readRecords(engine, [path], registry, { keep });
    const { findings: found } = await validate(records, registry);
    return JSON.stringify([...findings, ...found]);
  } catch (error) {
    if (error instanceof EduFedError && error.exitCode <= 2)
      return `${error.message} ${error.remedy}`;
    throw error;
  }
}

test(`bytes of any kind are findings or one error, soon, and nobody's data are shown (seed ${seed})`, async () => {
  const file = fc.constantFrom(...good.keys());
  const property = fc.asyncProperty(file, content, async (name, made) => {
    const path = folder.write(name, bytesOf(name, made));
    const start = performance.now();
    expect(await said(path)).not.toContain(marker);
    expect(performance.now() - start).toBeLessThan(milliseconds);
  });
  await fc.assert(property, { seed, numRuns: runs });
}, 120_000);
