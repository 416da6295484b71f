import { gzipSync, zstdCompressSync } from "node:zlib";
import { loadRegistry } from "@edufed/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder } from "./folder.ts";
import { defectsOf, type DefectsFound } from "./ndjson-oracle.ts";
import { casesOf } from "../proof-share.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 2 });
});
afterAll(() => {
  engine.close();
});

/** A value that stands for somebody's data. */
const marker = "ZZMARKERZZ";
const good = (id: string): string => `{"id":"${marker}${id}","sex":"1"}`;
/** Breaks the code list of sex. */
const wrong = `{"id":"${marker}w","sex":"x"}`;

/** The words of each defect, by which a finding is told apart. */
const words: Readonly<Record<string, RegExp>> = {
  "not-json": /not valid JSON/,
  "not-object": /not a JSON object|no JSON object|not an object/,
  "too-long": /16 MB/,
  "not-utf8": /UTF-8/,
  "empty-line": /empty/,
  "duplicate-name": /twice/,
};

/** What is found in a file: malformed rows by defect, and the rows that break the code list of sex. */
async function found(
  name: string,
  content: string | Uint8Array,
): Promise<{ malformed: DefectsFound; sex: readonly number[]; records: number }> {
  using folder = makeFolder();
  const path = folder.write(name, content);
  const kept = await foundIn(path, true);
  expect(await foundIn(path, false)).toEqual(kept);
  return kept;
}

async function foundIn(
  path: string,
  keep: boolean,
): Promise<{ malformed: DefectsFound; sex: readonly number[]; records: number }> {
  const { records, findings } = await readRecords(engine, [path], registry, { keep });
  const { findings: broken, records: counts } = await validate(records, registry);
  expect(JSON.stringify([findings, broken])).not.toContain(marker);
  return {
    malformed: malformedIn([...findings, ...broken]),
    sex: broken.find(({ rule }) => rule === "student/sex/enum")?.rows ?? [],
    records: counts["student"] ?? 0,
  };
}

function malformedIn(findings: readonly Finding[]): DefectsFound {
  const malformed = findings
    .filter(({ code }) => code === "malformed-row")
    .map(({ message, count, rows }) => {
      const [defect = message] =
        Object.entries(words).find(([, pattern]) => pattern.test(message)) ?? [];
      return [defect, { count, rows: [...(rows ?? [])] }] as const;
    });
  return Object.fromEntries(malformed);
}

const bad: readonly (readonly [string, string, string | Buffer])[] = [
  ["a record cut off", "not-json", `{"id":"${marker}`],
  ["words", "not-json", marker],
  ["two records", "not-json", `${good("a")}${good("b")}`],
  ["a comma too many", "not-json", `{"id":"${marker}",}`],
  ["a comma too many in a list", "not-json", `{"id":"${marker}","citizenships":["FI", ]}`],
  ["a number that is none", "not-json", `{"id":"${marker}","birthYear":NaN}`],
  ["an infinite number", "not-json", `{"id":"${marker}","birthYear":-Infinity}`],
  ["half a surrogate pair", "not-json", `{"id":"\\ud800${marker}"}`],
  ["a NUL", "not-json", `{"id":"\0${marker}"}`],
  ["a list", "not-object", `["${marker}"]`],
  ["a text", "not-object", `"${marker}"`],
  ["null", "not-object", "null"],
  ["a number", "not-object", "0"],
  ["Latin-1", "not-utf8", Buffer.from(`{"id":"${marker}\xe4"}`, "latin1")],
  ["nothing", "empty-line", ""],
  ["spaces", "empty-line", " \t "],
  ["a name twice", "duplicate-name", `{"id":"${marker}","sex":"1","id":"b"}`],
  ["a name twice, once escaped", "duplicate-name", `{"id":"${marker}","i\\u0064":"b"}`],
  ["an unknown name twice", "duplicate-name", `{"id":"a","sex":"1","other":1,"other":2}`],
];

function file(lines: readonly (string | Buffer)[], end = "\n"): Buffer {
  return Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from(end)]));
}

describe("a malformed line is a finding, and the others are checked with their own numbers", () => {
  test.each(bad)(
    "%s (%s), at the start, in the middle, before the end",
    async (_, defect, line) => {
      const lines = [line, wrong, good("1"), line, wrong, line, good("2")];
      expect(await found("student.ndjson", file(lines))).toEqual({
        malformed: { [defect]: { count: 3, rows: [1, 4, 6] } },
        sex: [2, 5],
        records: 4,
      });
    },
  );

  test.each([
    ["gzip", "student.ndjson.gz", (bytes: Buffer) => gzipSync(bytes)],
    ["zstd", "student.ndjson.zst", (bytes: Buffer) => zstdCompressSync(bytes)],
    [
      "a byte order mark",
      "student.ndjson",
      (bytes: Buffer) => Buffer.concat([Buffer.from("\uFEFF"), bytes]),
    ],
    ["a folder of parts", "student/1.ndjson", (bytes: Buffer) => bytes],
  ])("%s", async (_, name, packed) => {
    const lines = [wrong, marker, "[]", wrong];
    expect(await found(name, packed(file(lines)))).toEqual({
      malformed: { "not-json": { count: 1, rows: [2] }, "not-object": { count: 1, rows: [3] } },
      sex: [1, 4],
      records: 2,
    });
  });

  test("Windows line ends", async () => {
    const lines = [wrong, "", marker, wrong, "", ""];
    expect(await found("student.ndjson", file(lines, "\r\n"))).toEqual({
      malformed: { "empty-line": { count: 1, rows: [2] }, "not-json": { count: 1, rows: [3] } },
      sex: [1, 4],
      records: 2,
    });
  });
});

test("each file of several has its own malformed lines", async () => {
  using folder = makeFolder({
    "student/1.ndjson": file([good("1"), marker, wrong]),
    "student/2.ndjson": file([`{"id":"a","id":"b"}`, wrong]),
    "student/3.ndjson": file([good("2")]),
  });
  const { records, findings } = await readRecords(engine, [folder.path], registry);
  const { findings: broken } = await validate(records, registry);
  const places = [...findings, ...broken]
    .filter(({ rule }) => /malformed-row|sex/.test(rule))
    .map(({ rule, file: path, rows }) => [rule, path?.slice(-8), rows]);
  expect(places).toEqual([
    ["student/malformed-row", "1.ndjson", [2]],
    ["student/malformed-row", "2.ndjson", [1]],
    ["student/sex/enum", "1.ndjson", [3]],
    ["student/sex/enum", "2.ndjson", [2]],
  ]);
});

test("every malformed line is counted, the first ten are named", async () => {
  const lines = Array.from({ length: 25 }, (_, index) => (index % 2 === 0 ? marker : good("a")));
  const { malformed } = await found("student.ndjson", file(lines));
  expect(malformed).toEqual({
    "not-json": { count: 13, rows: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19] },
  });
});

test("a line of sixteen megabytes is a record, and one byte more is too long", async () => {
  const most = 16 * 1024 * 1024;
  const long = (bytes: number): string => {
    const [start, end] = [`{"id":"a","sex":"1","address":"`, '"}'];
    return start + "x".repeat(bytes - start.length - end.length) + end;
  };
  const { malformed, records } = await found(
    "student.ndjson",
    file([long(most), long(most + 1), wrong]),
  );
  expect(malformed).toEqual({ "too-long": { count: 1, rows: [2] } });
  expect(records).toBe(2);
});

test("a byte order mark is one at the start of a file only", async () => {
  const lines = [good("1"), wrong].map((line) => `\uFEFF${line}`);
  expect(await found("student.ndjson", file(lines))).toEqual({
    malformed: { "not-json": { count: 1, rows: [2] } },
    sex: [],
    records: 1,
  });
});

test("empty lines at the end of a file are nothing", async () => {
  expect(await found("student.ndjson", `${wrong}\n\n \r\n`)).toMatchObject({
    malformed: {},
    sex: [1],
  });
});

describe("elements of a JSON array that are no records", () => {
  test.each(
    bad.filter(
      ([what, defect]) =>
        /not-object|duplicate-name/.test(defect) || /comma too many|infinite|number/.test(what),
    ),
  )("%s (%s)", async (_, defect, element) => {
    const elements = [element, wrong, good("1"), element, wrong].map(String);
    expect(await found("student.json", `[${elements.join(",\n")}]`)).toEqual({
      malformed: { [defect]: { count: 2, rows: [1, 4] } },
      sex: [2, 5],
      records: 3,
    });
  });
});

/** Lines of every kind, and pieces of them. */
const anyLine = fc.oneof(
  fc.constantFrom(wrong, good("1"), "{}", '{"sex":null}', '{"other":1}', '{"address":"a,}"}'),
  fc.constantFrom(...bad.map(([, , line]) => Buffer.from(line).toString("latin1"))),
  fc
    .array(
      fc.constantFrom(
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        '"id"',
        '"sex"',
        '"1"',
        "1",
        "null",
        "nan",
        "true",
        '"a\\"b"',
        "\\",
        '"',
        " ",
        "\r",
        "\t",
        "\xe4",
        "é",
        "-",
        ".",
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join("")),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('"id"', '"sex"', '"x"', '"i\\u0064"'),
        fc.constantFrom('"1"', "1", "[1,]", "null", "NaN", '",]"'),
      ),
      {
        maxLength: 3,
      },
    )
    .map((pairs) => `{${pairs.map((pair) => pair.join(":")).join(",")}}`),
);

const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

test(`malformed lines are those that a slow reader finds (seed ${seed})`, async () => {
  const property = fc.asyncProperty(
    fc.array(anyLine, { minLength: 1, maxLength: 8 }),
    fc.constantFrom("\n", "\r\n"),
    async (lines, end) => {
      const bytes = Buffer.from(lines.map((line) => line + end).join(""), "latin1");
      fc.pre(lines.some((line) => line.trim() !== ""));
      using folder = makeFolder({ "student.ndjson": bytes });
      const { findings } = await readRecords(engine, [folder.path], registry);
      const [read] = await engine.rows("SELECT count(*) AS records FROM student");
      const expected = defectsOf(bytes);
      expect(malformedIn(findings)).toEqual(expected.defects);
      expect(read).toEqual({ records: expected.records });
    },
  );
  await fc.assert(property, { seed, numRuns: casesOf(150) });
}, 60_000);
