import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { DayStore } from "../../src/watch/day-store.ts";
import { done, edufed, marker } from "./edufed.ts";
import { atOnce, cellsIn, copyOf, day, look, text, watchedMember } from "./watching.ts";

const by = ["--by", "SEX,GRADE"];

let member: string;
let lines: readonly string[];

beforeAll(async () => {
  ({ member, lines } = await watchedMember("watching"));
});

const place = (name: string): ReturnType<typeof copyOf> => copyOf(member, name);

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

  test("the next day begins with what came ahead of it, and nothing is read again", async () => {
    const { cwd, file } = place("days");
    const out = [...by, "--out", "cells.parquet"];
    writeFileSync(file, text(lines));
    const first = await look(cwd, ...out);
    expect(first).toMatchObject({ new: lines.length });
    expect(first["ahead"]).toBeGreaterThan(120);
    const next = "2025-08-13";
    const second = await look(cwd, ...out, "--day", next);
    expect(second).toMatchObject({ day: next, rows: 0, isAnew: false });
    const cells = await cellsIn(join(cwd, "cells.parquet"));
    expect(cells).toEqual(await atOnce(cwd, join(cwd, "records"), next));
    const back = await look(cwd, ...out);
    expect(back, "a day that is forgotten is read again").toMatchObject({ isAnew: true });
    expect(await cellsIn(join(cwd, "cells.parquet"))).toEqual(await atOnce(cwd));
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

  test("a database that does not answer, without its password", async () => {
    const address = "postgres://somebody:secret@127.0.0.1:1/school";
    const said = await edufed(member, "watch", "ATT_RATE", "--data", address, "--once");
    expect(said).toMatchObject({ code: 3, out: "" });
    expect(said.err).not.toContain("secret");
    rmSync(join(member, "watch"), { recursive: true });
  });
});
