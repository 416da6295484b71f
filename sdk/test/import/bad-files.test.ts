import { loadRegistry } from "@edufed/schemas";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { InputError } from "../../src/errors.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "./folder.ts";
import { csv } from "./variants.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

/** A value that stands for somebody's data. */
const marker = "ZZMARKERZZ";

const large = gzipSync(
  `id,sex\n${Array.from({ length: 50_000 }, (_, index) => `s${index},1\n`).join("")}`,
);
const largeZstd = zstdCompressSync(
  `id,sex\n${Array.from({ length: 50_000 }, (_, index) => `s${index},1\n`).join("")}`,
);
const many = `{"id":"${marker}","sex":"1"}\n`.repeat(5_000);

function damagedInTheMiddle(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set([1, 2, 3, 4, 5, 6, 7, 8], Math.floor(copy.length / 2));
  return copy;
}

/** Three hundred million times one character, after a header; gzip may come in parts. */
function bombOf(character: string): Uint8Array {
  const part = gzipSync(Buffer.alloc(10_000_000, character));
  const parts = Array.from({ length: 30 }, () => part);
  return Buffer.concat([gzipSync("id,sex\n"), ...parts]);
}

const unreadable: readonly (readonly [string, string, string | Uint8Array, RegExp])[] = [
  ["gzip that is cut off", "student.csv.gz", large.subarray(0, large.length / 2), /cut off/],
  ["gzip without its last bytes", "student.csv.gz", large.subarray(0, -8), /cut off/],
  ["gzip with a wrong check sum", "student.csv.gz", wrongSum(large), /damaged/],
  ["gzip that is damaged", "student.csv.gz", damagedInTheMiddle(large), /damaged|UTF-8/],
  ["zstd that is cut off", "student.csv.zst", largeZstd.subarray(0, 9_000), /cut off/],
  [
    "NDJSON in gzip that is cut off",
    "student.ndjson.gz",
    gzipSync(many).subarray(0, -4),
    /cut off/,
  ],
  [
    "JSON in gzip that is cut off",
    "student.json.gz",
    gzipSync("[]".padEnd(99)).subarray(0, -4),
    /cut off/,
  ],
  ["what is called gzip and is not", "student.csv.gz", csv(), /not gzip/],
  ["gzip that is not called so", "student.csv", gzipSync(csv()), /name must end in \.gz/],
  ["a ZIP archive", "student.csv", "PK\u0003\u0004x", /a ZIP archive or a spreadsheet/],
  ["Parquet that is called CSV", "student.csv", "PAR1x", /name must end in \.parquet/],
  ["Parquet in gzip", "student.parquet.gz", gzipSync("PAR1"), /records are CSV, NDJSON/],
  ["a bomb of line ends", "student.csv.gz", bombOf("\n"), /more than 200 times its size/],
  ["a bomb of one character", "student.csv.gz", bombOf("x"), /more than 200 times its size/],
  ["a bomb of zeros", "student.csv.gz", bombOf("\0"), /UTF-16|NUL/],
  ["a bomb of spaces", "student.json.gz", bombOf(" "), /more than 200 times its size/],
  ["a NUL in the first lines", "student.csv", `id,sex\n${marker},"1\0"\n`, /line 2: a NUL/],
  [
    "a NUL far below",
    "student.csv",
    `id,sex\n${`${marker},1\n`.repeat(20_000)}x,\0\n`,
    /line 20002: a NUL/,
  ],
  ["a NUL in JSON", "student.json", `[{"id":"a\0${marker}"}]`, /line 1: a NUL/],
  ["UTF-16 without a mark", "student.csv", Buffer.from(csv(), "utf16le"), /looks like UTF-16/],
  [
    "Latin-1 far below in JSON",
    "student.json",
    Buffer.from(`[${many.replaceAll("\n", ",\n")}{"id":"\xe4"}]`, "latin1"),
    /line 5001: not UTF-8/,
  ],
  ["a header of 50 MB", "student.csv", marker.repeat(5_000_000), /none of its 1 columns/],
  [
    "a quoted header of 50 MB",
    "student.csv",
    `"id","${marker.repeat(5_000_000)}`,
    /line 1: a quote is opened/,
  ],
  [
    "twenty thousand columns",
    "student.csv",
    `${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(",")},id\n`,
    /more than 16384 columns/,
  ],
  [
    "a column twice in a long header",
    "student.csv",
    `${Array.from({ length: 12_000 }, (_, i) => `c${i}`).join(",")},c7\n`,
    /column 12001 has the same name as column 8/,
  ],
  ["a JSON array that is never closed", "student.json", `[{"id":"${marker}"}`, /not valid JSON/],
  ["a byte order mark and nothing else", "student.csv", "\uFEFF", /column 1 has no name/],
];

function wrongSum(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set([1, 2, 3], copy.length - 8);
  return copy;
}

async function outcome(path: string): Promise<unknown> {
  const { records, findings } = await readRecords(engine, [path], registry);
  return [...findings, ...(await validate(records, registry)).findings];
}

describe("one error that says what is wrong and what to do", () => {
  test.each(unreadable)("%s", async (_, name, content, message) => {
    using folder = makeFolder();
    const path = folder.write(name, content);
    const error: unknown = await outcome(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toHaveProperty("message", expect.stringMatching(message));
    expect(error).toHaveProperty("remedy", expect.stringMatching(/^\S.*\.$/));
    expect(String(error)).not.toContain(marker);
  });
});

describe("values nested as deep as a file can hold are findings, like any other wrong value", () => {
  const lists = "[".repeat(20_000) + "]".repeat(20_000);
  const objects = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  test.each([
    ["a list", "student.ndjson", `{"id":"s1","sex":"1","address":${lists}}\n`],
    ["an object", "student.ndjson", `{"id":"s1","sex":"1","address":${objects}}\n`],
    [
      "a list where lists belong",
      "student.ndjson",
      `{"id":"s1","sex":"1","nationalities":${lists}}\n`,
    ],
    ["an unknown property", "student.ndjson", `{"id":"s1","sex":"1","other":${lists}}\n`],
    ["an object as a code", "student.json", `[{"id":"s1","sex":${objects}}]`],
    ["a list in a cell of CSV", "student.csv", `id,sex\ns1,"${lists}"\n`],
  ])("%s", async (_, name, content) => {
    using folder = makeFolder({ [name]: content });
    expect(await outcome(folder.path)).toContainEqual(
      expect.objectContaining({ severity: "error", row: name.endsWith(".csv") ? 2 : 1 }),
    );
  });
});

describe("Parquet", () => {
  const write = async (path: string, select: string): Promise<void> => {
    await engine.run(`COPY (${select}) TO '${path}' (COMPRESSION zstd)`);
  };

  test("columns of other types are findings", async () => {
    using folder = makeFolder();
    const path = `${folder.path}/student.parquet`;
    await write(
      path,
      "SELECT 5 AS id, DATE '2020-01-01' AS sex, 'x' AS birthDate, [1] AS birthYear",
    );
    const found = await outcome(path);
    expect(found).toContainEqual(
      expect.objectContaining({ code: "wrong-type", pointer: "/id", row: 2 }),
    );
    expect(found).toContainEqual(expect.objectContaining({ pointer: "/birthDate", row: 2 }));
    expect(found).toContainEqual(expect.objectContaining({ pointer: "/birthYear", row: 2 }));
  });

  test("bytes that are damaged anywhere are one error, or do no harm", async () => {
    using folder = makeFolder();
    const path = `${folder.path}/student.parquet`;
    await write(path, "SELECT 's' || i AS id, '1' AS sex FROM range(20000) AS t(i)");
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(path);
    for (let place = 4; place < bytes.length; place += Math.ceil(bytes.length / 40)) {
      const copy = Buffer.from(bytes);
      copy.fill(0x5a, place, place + 6);
      folder.write("student.parquet", copy);
      // One file after the other: they have one name.
      const said = await outcome(path).catch((thrown: unknown) => thrown);
      expect(
        Array.isArray(said) || said instanceof InputError,
        `byte ${place}: ${String(said)}`,
      ).toBe(true);
    }
  });

  test("one that is cut off", async () => {
    using folder = makeFolder();
    const path = folder.write("student.parquet", "PAR1PAR1");
    await expect(outcome(path)).rejects.toThrow(/not a Parquet file, or one that was cut off/);
  });
});

test("a file that is gone when its rows are read is one error", async () => {
  const { rmSync } = await import("node:fs");
  using folder = makeFolder();
  const path = `${folder.path}/student.parquet`;
  await engine.run(`COPY (SELECT 's1' AS id, '1' AS sex) TO '${path}'`);
  const { records } = await readRecords(engine, [path], registry);
  rmSync(path);
  await expect(validate(records, registry)).rejects.toThrow(/is gone, cut off or damaged/);
});

describe("a line of NDJSON that is no record is a finding, wherever it is", () => {
  test.each([
    ["a NUL", "student.ndjson", `${many}{"id":"\0"}\n`, 5_001],
    ["Latin-1", "student.ndjson", Buffer.from(`${many}{"id":"\xe4"}\n`, "latin1"), 5_001],
    ["half a surrogate pair", "student.ndjson", `${many}{"id":"\\ud800${marker}"}\n`, 5_001],
    ["two records", "student.ndjson", `${many}{"id":"${marker}"}{"id":"b"}\n`, 5_001],
    ["only spaces", "student.ndjson", `{"id":"a"}\n  \n{"id":"b"}\n`, 2],
    ["nothing after an escaped quote", "student.ndjson", `{"id":"\\""}\n\n{"id":"b"}\n`, 2],
    ["50 MB", "student.ndjson", `{"id":"${marker.repeat(5_000_000)}"}\n`, 1],
    ["brackets without end", "student.ndjson", "[".repeat(2_000_000), 1],
    ["a list of lists", "student.json", "[".repeat(20_000) + "]".repeat(20_000), 1],
    ["a record over several lines", "student.ndjson", JSON.stringify([{ id: marker }], null, 2), 1],
    ["a million names", "student.ndjson", `{${`"${marker}":1,`.repeat(1_000_000)}"id":"a"}\n`, 1],
  ])("%s", async (_, name, content, row) => {
    using folder = makeFolder();
    const findings = await outcome(folder.write(name, content));
    expect(findings).toContainEqual(expect.objectContaining({ code: "malformed-row", row }));
    expect(JSON.stringify(findings)).not.toContain(marker);
  });
});
