import { loadRegistry } from "@edufed/schemas";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import type { Finding } from "../../src/finding.ts";
import { readRecords } from "../../src/import/records.ts";
import { validate } from "../../src/validate/validate.ts";
import { makeFolder, type Scratch } from "./folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
let spill: Scratch;
beforeAll(async () => {
  spill = makeFolder();
  engine = await openDuckDb({ tempDirectory: spill.path });
});
afterAll(() => {
  engine.close();
  spill[Symbol.dispose]();
});

/** A value that stands for somebody's data. */
const marker = "ZZMARKERZZ";
const header = "id,sex,address";
/** A sound row of somebody with an unknown code. */
const wrong = (id: string): string => `${id},7x,${marker}`;
const good = (id: string): string => `${id},1,${marker}`;
const quoted = (id: string): string => `${id},1,"${marker}\n\n, ""here"""`;

async function findings(path: string): Promise<readonly Finding[]> {
  const all = await findingsOf(path, true);
  expect(await findingsOf(path, false)).toEqual(all);
  expect(JSON.stringify(all)).not.toContain(marker);
  return all;
}

async function findingsOf(path: string, keep: boolean): Promise<readonly Finding[]> {
  const { records, findings: found } = await readRecords(engine, [path], registry, { keep });
  return [...found, ...(await validate(records, registry)).findings];
}

/** What is said of rows that are no records: defect by its words, count, rows. */
async function malformed(path: string): Promise<readonly (readonly unknown[])[]> {
  const all = await findings(path);
  return all
    .filter(({ code }) => code === "malformed-row")
    .map(({ message, count, rows }) => [defects.get(message) ?? message, count, rows]);
}

const defects: ReadonlyMap<string, string> = new Map([
  ["The row has fewer values than the header has columns.", "too few"],
  ["The row has more values than the header has columns.", "too many"],
  ["A quote in the row is not opened and closed properly.", "quote"],
  ["The row is longer than 16 MB.", "too long"],
  ["The line is empty, and more lines follow.", "empty"],
  ["The row is not UTF-8 text.", "not UTF-8"],
]);

/** Rows of students with an unknown code. */
async function wrongRows(path: string): Promise<readonly number[]> {
  const all = await findings(path);
  return all.flatMap(({ code, rows, row }) =>
    code === "unknown-code" ? (rows ?? (row === undefined ? [] : [row])) : [],
  );
}

const bad: readonly (readonly [what: string, row: string | Uint8Array, defect: string])[] = [
  ["too few values", `${marker},1`, "too few"],
  ["only one value", marker, "too few"],
  ["too many values", `${marker},1,${marker},${marker}`, "too many"],
  ["a quote that is never closed", `${marker},"1,${marker}`, "quote"],
  ["a quote that is opened at the end", `${marker},1,"`, "quote"],
  ["something after a closed quote", `${marker},"1"${marker},x`, "quote"],
  ["an empty line", "", "empty"],
  ["only spaces", "   ", "too few"],
  ["a letter of Latin-1", Buffer.from(`${marker}\xe4,1,x`, "latin1"), "not UTF-8"],
];

describe.each(bad)("a row with %s", (_, row, defect) => {
  const file = (...rows: readonly (string | Uint8Array)[]): Buffer =>
    Buffer.concat([header, ...rows].flatMap((line) => [Buffer.from(line), Buffer.from("\n")]));

  test.each([
    ["at the beginning", file(row, wrong("s1"), good("s2"), wrong("s3")), 2, [3, 5]],
    ["in the middle", file(wrong("s1"), good("s2"), row, wrong("s3")), 4, [2, 5]],
    ["after line breaks in quotes", file(quoted("s1"), wrong("s2"), row, wrong("s3")), 4, [3, 5]],
  ])(
    "%s is a finding with its number, and the others are checked",
    async (_place, text, at, others) => {
      using folder = makeFolder({ "student.csv": text });
      expect(await malformed(folder.path)).toEqual([[defect, 1, [at]]]);
      expect(await wrongRows(folder.path)).toEqual(others);
    },
  );

  test("at the end", async () => {
    using folder = makeFolder({ "student.csv": file(wrong("s1"), good("s2"), row) });
    const expected = defect === "empty" ? [] : [[defect, 1, [4]]];
    expect(await malformed(folder.path)).toEqual(expected);
    expect(await wrongRows(folder.path)).toEqual([2]);
  });
});

describe("wherever the rows come from, they have the same numbers", () => {
  const lines = [header, quoted("s1"), `${marker},1`, wrong("s2"), "", wrong("s3"), good("s4")];
  const text = `${lines.join("\n")}\n`;
  const crlf = text.replaceAll("\n", "\r\n");
  test.each([
    ["line feeds", "student.csv", text],
    ["Windows line ends", "student.csv", crlf],
    ["line ends of old Macintoshes", "student.csv", text.replaceAll("\n", "\r")],
    ["Windows line ends, but not within quotes", "student.csv", lines.join("\r\n")],
    [
      "line ends of all kinds",
      "student.csv",
      [lines.slice(0, 3).join("\r\n"), ...lines.slice(3)].join("\n"),
    ],
    ["a byte order mark", "student.csv", `\uFEFF${text}`],
    ["semicolons", "student.csv", text.replaceAll(",", ";")],
    ["tabs", "student.csv", text.replaceAll(",", "\t")],
    ["gzip", "student.csv.gz", gzipSync(crlf)],
    ["zstd", "student.csv.zst", zstdCompressSync(text)],
    ["no last line end", "student.csv", text.slice(0, -1)],
    ["empty lines at the end", "student.csv", `${text}\n\n`],
  ])("%s", async (_, name, content) => {
    using folder = makeFolder({ [name]: content });
    expect(await malformed(folder.path)).toEqual([
      ["too few", 1, [3]],
      ["empty", 1, [5]],
    ]);
    expect(await wrongRows(folder.path)).toEqual([4, 6]);
  });
});

test("of several parts each has its own numbers", async () => {
  using folder = makeFolder({
    "student/a.csv": `${header}\n${good("a1")}\n${wrong("a2")}\n`,
    "student/b.csv": `${header}\n${marker}\n${wrong("b1")}\n${marker}\n`,
    "student/c.csv.gz": gzipSync(`${header}\n${wrong("c1")}\n${marker},1,2,3\n${wrong("c2")}\n`),
  });
  const all = await findings(folder.path);
  const places = all.map(({ code, file, row, rows }) => [
    code,
    file?.split("/").at(-1),
    rows ?? [row],
  ]);
  expect(places).toContainEqual(["malformed-row", "b.csv", [2, 4]]);
  expect(places).toContainEqual(["malformed-row", "c.csv.gz", [3]]);
  const wrongPlaces = all.filter(({ code }) => code === "unknown-code");
  expect(wrongPlaces.reduce((sum, { count }) => sum + (count ?? 1), 0)).toBe(4);
});

test("all are counted and the first ten are named", async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) =>
    index % 2 === 0 ? marker : good(`s${index}`),
  );
  using folder = makeFolder({ "student.csv": `${header}\n${rows.join("\n")}\n` });
  expect(await malformed(folder.path)).toEqual([
    ["too few", 2_500, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]],
  ]);
});

test("a file of which no row is a record has a finding and is not called empty", async () => {
  using folder = makeFolder({ "student.csv": `${header}\n${`${marker};1;x\n`.repeat(1_000)}` });
  const all = await findings(folder.path);
  expect(all).toMatchObject([{ code: "malformed-row", severity: "error", count: 1_000, row: 2 }]);
});

test("a quote that is not closed in one row leaves the rows below it alone", async () => {
  const rows = [`s1,1,"open`, wrong("s2"), quoted("s3"), `s4,"1"x,y`, wrong("s5"), `s6,1,"end`];
  using folder = makeFolder({ "student.csv": `${header}\n${rows.join("\n")}\n` });
  expect(await malformed(folder.path)).toEqual([["quote", 3, [2, 5, 7]]]);
  expect(await wrongRows(folder.path)).toEqual([3, 6]);
});

describe("rows of unusual length", () => {
  test("a value of several megabytes is a value", async () => {
    const long = marker.repeat(300_000);
    using folder = makeFolder({ "student.csv": `${header}\ns1,1,${long}\n${wrong("s2")}\n` });
    const all = await findings(folder.path);
    expect(all.map(({ code, row }) => `${row} ${code}`).toSorted()).toEqual([
      "2 wrong-length",
      "3 unknown-code",
    ]);
  });

  test.each([
    ["a line of 50 MB", `s1,1,${marker.repeat(5_000_000)}`, "too long"],
    ["a line of 50 MB in quotes", `s1,1,"${marker.repeat(5_000_000)}"`, "too long"],
    ["a quote that is not closed for 30 MB", `s1,1,"open`, "quote"],
    ["a row of a million values", `s1,1${",x".repeat(1_000_000)}`, "too many"],
  ])(
    "%s is a finding, and the rows after it are checked",
    async (_, row, defect) => {
      const fillers = defect === "quote" ? 300_000 : 0;
      const filler = `u,1,${"x".repeat(100)}\n`.repeat(fillers);
      using folder = makeFolder({
        "student.csv": `${header}\n${wrong("s0")}\n${row}\n${filler}${wrong("s2")}\n`,
      });
      const { records, findings: found } = await readRecords(engine, [folder.path], registry);
      expect(found).toMatchObject([{ code: "malformed-row", row: 3, count: 1 }]);
      expect(defects.get(found[0]?.message ?? "")).toBe(defect);
      const name = records.relations.get("student")?.name ?? "";
      const rows = await engine.rows(
        `SELECT _row FROM ${name}__raw WHERE sex = '7x' ORDER BY _row`,
      );
      expect(rows).toEqual([{ _row: 2 }, { _row: fillers + 4 }]);
    },
    60_000,
  );
});

test("a line without end is a finding where no line follows it either", async () => {
  using folder = makeFolder({ "student.csv": `${header}\ns1,1,${marker.repeat(8_000_000)}` });
  expect(await malformed(folder.path)).toEqual([["too long", 1, [2]]]);
});

test("the copy of the good rows is gone when they have been read", async () => {
  using folder = makeFolder({ "student.csv": `${header}\n${marker}\n${good("s1")}\n` });
  await findings(folder.path);
  expect(readdirSync(spill.path)).toEqual([]);
});
