import { spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { isCounted } from "@edufed/schemas";
import type { Cell } from "../../src/cells.ts";
import { standard } from "../../src/cli/session.ts";
import { compute } from "../../src/compute/compute.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { readRecords } from "../../src/import/records.ts";
import { admit } from "../../src/pipeline.ts";
import { memberOf } from "../../src/cli/session.ts";
import { readCells } from "../../src/publish/cell-file.ts";
import { DayStore } from "../../src/watch/day-store.ts";
import { openWorkspace } from "../../src/workspace/workspace.ts";
import { done, edufed, folder, marker } from "./edufed.ts";
import { newMember } from "./member.ts";

const day = "2025-08-12";
const by = ["--by", "SEX,GRADE"];
const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** A member whose attendance is not written yet. */
let member: string;
/** Its attendance, a line for each record, by day and student. */
let lines: readonly string[];

beforeAll(async () => {
  member = await newMember("watching");
  const records = join(member, "records");
  const engine = await openDuckDb({ threads: 1 });
  const file = join(records, "attendance-record.parquet");
  const rows = await engine.rows(
    `select cast(to_json(r) as varchar) as line from read_parquet('${file}') as r order by date, "studentId"`,
  );
  lines = rows.slice(0, 900).map((row) => String(row["line"]));
  engine.close();
  rmSync(file);
  expect(lines.length).toBeGreaterThan(300);
});

/** The same member in a folder of its own, with no attendance. */
function place(name: string): { readonly cwd: string; readonly file: string } {
  const cwd = folder(name);
  cpSync(member, cwd, { recursive: true });
  return { cwd, file: join(cwd, "records", "attendance-record.ndjson") };
}

interface Facts {
  readonly rows: number;
  readonly findings: Readonly<Record<string, number>>;
  readonly figures: readonly Readonly<Record<string, unknown>>[];
  readonly [name: string]: unknown;
}

/** One look at what is there. */
async function look(cwd: string, ...more: readonly string[]): Promise<Facts> {
  const words = ["watch", "ATT_RATE", "--data", "records", "--day", day, "--once", "--json"];
  const out = await done(cwd, ...words, ...more);
  const facts: Facts = JSON.parse(out);
  return facts;
}

/** The cells that one computation over the whole folder gives for the day. */
async function atOnce(cwd: string): Promise<readonly Cell[]> {
  const engine = await openDuckDb({ threads: 1 });
  try {
    const workspace = await openWorkspace(cwd);
    const { config, key, registry } = await memberOf(workspace, standard());
    const only = new Set(["attendance-record", "enrolment", "student"]);
    const { records } = await readRecords(engine, [join(cwd, "records")], registry, { only });
    const purpose = { id: "metrics", needs: new Set<string>() };
    const { pseudonymous } = await admit(records, { config, key, registry }, purpose);
    const metric = registry.metrics.get("ATT_RATE");
    if (metric === undefined || !isCounted(metric)) throw new Error("no ATT_RATE");
    const asked = { metric, registry, config, dimensions: ["SEX", "GRADE"], period: "2025/2026" };
    return (await compute({ data: pseudonymous, ...asked, day })).cells;
  } finally {
    engine.close();
  }
}

async function cellsIn(path: string): Promise<readonly Cell[]> {
  const engine = await openDuckDb({ threads: 1 });
  try {
    return (await readCells(engine, path, standard())).cells;
  } finally {
    engine.close();
  }
}

const text = (some: readonly string[]): string => some.map((line) => `${line}\n`).join("");

describe("a watch over files that grow", () => {
  test("ends where one computation ends, however the lines came", async () => {
    const { cwd, file } = place("growing");
    const out = [...by, "--out", "cells.parquet"];
    const half = lines[200] ?? "";
    writeFileSync(file, text(lines.slice(0, 200)) + half.slice(0, 30));
    expect(await look(cwd, ...out)).toMatchObject({ rows: 200, new: 200, halfLines: 1, late: 120 });
    expect(await look(cwd, ...out)).toMatchObject({ rows: 0, halfLines: 1 });
    appendFileSync(file, `${half.slice(30)}\n${text(lines.slice(201))}`);
    const last = await look(cwd, ...out);
    expect(last).toMatchObject({
      rows: lines.length - 200,
      new: lines.length - 200,
      isAnew: false,
    });
    expect(await cellsIn(join(cwd, "cells.parquet"))).toEqual(await atOnce(cwd));
    const protectedTable = await done(cwd, "protect", "cells.parquet", "--out", "draft");
    expect(protectedTable).toContain("Proven safe");
    const manifest = readFileSync(join(cwd, "draft", "provenance.json"), "utf8");
    expect(manifest).toContain(day);
  });

  test("CSV by whole records, and a file that is another one is read anew", async () => {
    const { cwd, file } = place("table");
    const csv = file.replace(".ndjson", ".csv");
    const names = ["studentId", "schoolId", "date", "granularity", "status"];
    const row = (line: string): string => {
      const values: Record<string, string> = JSON.parse(line);
      return names.map((name) => `"${values[name] ?? ""}"`).join(",");
    };
    const header = `${names.join(",")}\r\n`;
    const rows = lines.map((line) => `${row(line)}\r\n`);
    writeFileSync(csv, names.join(","));
    expect(await look(cwd)).toMatchObject({ rows: 0, halfLines: 1 });
    writeFileSync(csv, header + rows.slice(0, 150).join(""));
    expect(await look(cwd)).toMatchObject({ rows: 150, new: 150, filesAnew: 0 });
    writeFileSync(csv, header + rows.slice(140, 160).join(""));
    const anew = { rows: 20, new: 10, repeated: 10, filesAnew: 1 };
    expect(await look(cwd)).toMatchObject(anew);
    appendFileSync(csv, `${rows.slice(160).join("")}"half`);
    const facts = await look(cwd, ...by, "--out", "today");
    // Other dimensions are another definition: everything that the file still holds is read again.
    expect(facts).toMatchObject({ isAnew: true, new: lines.length - 140, halfLines: 1 });
    expect(readdirSync(join(cwd, "today"))).toEqual(["ATT_RATE.json", "ATT_RATE.parquet"]);
  });

  test("records of students that have changed are read, and everything again with them", async () => {
    const { cwd, file } = place("others");
    writeFileSync(file, text(lines.slice(0, 240)));
    expect(await look(cwd)).toMatchObject({ isAnew: false, new: 240 });
    const engine = await openDuckDb({ threads: 1 });
    const students = join(cwd, "records", "student.parquet");
    await engine.run(
      `create table s as select * replace ('1' as sex) from read_parquet('${students}'); copy s to '${students}' (format parquet)`,
    );
    engine.close();
    expect(await look(cwd)).toMatchObject({ isAnew: true, new: 240 });
  });
});

describe("what came of every row is counted", () => {
  const row = { schoolId: "school-00001", granularity: "day", status: "present", date: day };
  const written = (at: string, status: string) => ({
    ...row,
    studentId: "student-0000001",
    status,
    recordedAt: `2025-08-12T${at}:00Z`,
  });

  test("late, corrected, repeated, outdated and rejected rows", async () => {
    const { cwd, file } = place("counted");
    const rows = [
      written("08:00", "present"),
      written("10:00", "absentUnexcused"),
      written("09:00", "partial"),
      written("10:00", "absentUnexcused"),
      { ...row, studentId: "student-0000002", date: "2025-08-11" },
      { ...row, studentId: "student-0000002", date: "2025-08-10" },
      { ...row, studentId: "student-0000002", date: "2025-08-13" },
      { ...row, studentId: "student-0000002", date: "2024-08-13" },
      { ...row, studentId: marker },
      { ...row, studentId: "student-0000003", status: marker },
      { ...row, studentId: "student-0000003", date: marker, status: marker },
    ];
    writeFileSync(file, `${text(rows.map((each) => JSON.stringify(each)))}{"${marker}\n`);
    expect(await look(cwd)).toEqual({
      day,
      isAnew: false,
      rows: 12,
      new: 4,
      corrected: 1,
      repeated: 1,
      outdated: 1,
      late: 1,
      ahead: 1,
      tooLate: 1,
      otherYear: 1,
      nobody: 0,
      rejected: 3,
      findings: { "malformed-row": 1, "unknown-code": 2, "wrong-format": 1 },
      filesAnew: 0,
      halfLines: 0,
      figures: [{ metric: "ATT_RATE", day, withheld: "too-few" }],
    });
  });

  test("in words, without a value of anybody", async () => {
    const { cwd, file } = place("words");
    const rows = [written("08:00", "present"), { ...row, studentId: marker, status: marker }];
    writeFileSync(file, text(rows.map((each) => JSON.stringify(each))));
    const said = await edufed(
      cwd,
      "watch",
      "ATT_RATE",
      "--data",
      "records",
      "--day",
      day,
      "--once",
    );
    expect(said).toEqual({
      code: 0,
      out: `ATT_RATE ${day}  not shown: too few people yet`,
      err: "2 rows read, 1 new, 1 rejected (unknown-code 1)",
    });
  });
});

describe("figures that are shown", () => {
  test("stand until as many students as the policy asks have changed them", async () => {
    const { cwd, file } = place("shown");
    const today = lines.filter((line) => line.includes(day));
    writeFileSync(file, text(today.slice(0, 9)));
    expect((await look(cwd)).figures).toEqual([{ metric: "ATT_RATE", day, withheld: "too-few" }]);
    appendFileSync(file, text(today.slice(9, 10)));
    expect((await look(cwd)).figures, "nine of ten are known").toEqual([
      { metric: "ATT_RATE", day, withheld: "too-few" },
    ]);
    appendFileSync(file, text(today.slice(10, 110)));
    const { figures } = await look(cwd);
    expect(figures).toEqual([expect.objectContaining({ contributors: 110, status: "A" })]);
    appendFileSync(file, text(today.slice(110, 111)));
    expect((await look(cwd)).figures, "one more does not show").toEqual(figures);
  });
});

describe("what a watch keeps", () => {
  test("is in a folder that nobody else may look into", async () => {
    const { cwd, file } = place("private");
    writeFileSync(file, text(lines.slice(0, 20)));
    await look(cwd);
    expect(statSync(join(cwd, "watch")).mode & 0o777).toBe(0o700);
    const kept = readFileSync(join(cwd, "watch", "day.sqlite"), "latin1");
    expect(kept).not.toContain("student-0");
    chmodSync(join(cwd, "watch"), 0o750);
    const said = await edufed(cwd, "watch", "ATT_RATE", "--data", "records", "--once");
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).toContain("error: watch may be looked into by others");
  });

  test("is one watch's at a time, and gone when it is told to begin anew", async () => {
    const { cwd, file } = place("anew");
    writeFileSync(file, text(lines.slice(0, 20)));
    await look(cwd);
    const other = new DayStore(join(cwd, "watch", "day.sqlite"));
    const said = await edufed(cwd, "watch", "ATT_RATE", "--data", "records", "--once");
    other.close();
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).toContain("is kept by another edufed watch");
    expect(await look(cwd)).toMatchObject({ rows: 0 });
    expect(await look(cwd, "--anew")).toMatchObject({ rows: 20, new: 20 });
  });
});

describe("a watch that is killed", () => {
  test("goes on where it was, with the same cells", async () => {
    const { cwd } = place("killed");
    const parts = join(cwd, "records", "attendance-record");
    mkdirSync(parts);
    for (let from = 0; from < lines.length; from += 60) {
      writeFileSync(join(parts, `part-${from}.ndjson`), text(lines.slice(from, from + 60)));
    }
    const state = join(cwd, "watch", "day.sqlite-wal");
    const words = ["watch", "ATT_RATE", "--data", "records", "--day", day, ...by];
    for (const bytes of [1, 100_000, 200_000]) {
      const child = spawn(process.execPath, [main, ...words, "--every", "1"], {
        cwd,
        stdio: "ignore",
      });
      const ended = new Promise((resolve) => child.on("exit", resolve));
      const deadline = Date.now() + 20_000;
      const written = (): number => (existsSync(state) ? statSync(state).size : 0);
      while (written() < bytes && Date.now() < deadline && child.exitCode === null) {
        await new Promise((again) => setTimeout(again, 5));
      }
      child.kill("SIGKILL");
      await ended;
    }
    const facts = await look(cwd, ...by, "--out", "cells.parquet");
    expect(facts).toMatchObject({ isAnew: false, repeated: 0 });
    expect(await cellsIn(join(cwd, "cells.parquet"))).toEqual(await atOnce(cwd));
  });

  test("ends with 130 when it is interrupted, and leaves its state whole", async () => {
    const { cwd, file } = place("stopped");
    writeFileSync(file, text(lines.slice(0, 100)));
    const words = ["watch", "ATT_RATE", "--data", "records", "--day", day, "--json"];
    const child = spawn(process.execPath, [main, ...words], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise<readonly unknown[]>((resolve) =>
      child.on("close", (code, signal) => resolve([code, signal])),
    );
    const told = child.stdout.setEncoding("utf8")[Symbol.asyncIterator]();
    expect(String((await told.next()).value)).toContain('"rows":100');
    appendFileSync(file, text(lines.slice(100, 130)));
    expect(String((await told.next()).value)).toContain('"rows":30');
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(await look(cwd)).toMatchObject({ rows: 0, isAnew: false });
  });
});

describe("what cannot be watched is refused before anything is read", () => {
  const cases = [
    ["ATT_CHRONIC", [], "reaches its expectedDaysMin within the school year"],
    ["ATT_TIERS", [], "is not one sum over another"],
    ["LPI", [], "is not one sum over another"],
    ["PTR", [], "is about a day of the year of its own"],
    ["ATT_RATE", ["ATT_RATE"], "is named twice"],
    ["ATT_RATE", ["ENG_DIGITAL", "--out", "one.parquet"], "One file holds the cells of one metric"],
    ["ATT_RATE", ["--day", "2025-02-30"], "Write a day as YYYY-MM-DD"],
    ["ATT_RATE", ["--every", "0"], "It must be 1 or more"],
    ["ATT_RATE", ["--source", "students=attendance-summary"], "that do not say a day"],
  ] as const;

  test.each(cases)("%s %s", async (id, more, says) => {
    const said = await edufed(member, "watch", id, ...more, "--data", "records", "--once");
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).toContain(says);
    expect(existsSync(join(member, "watch"))).toBe(false);
  });

  test("a database", async () => {
    const address = "postgres://somebody:secret@127.0.0.1/school";
    const said = await edufed(member, "watch", "ATT_RATE", "--data", address, "--once");
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).not.toContain("secret");
  });
});
