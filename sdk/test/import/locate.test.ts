import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { locate } from "../../src/import/locate.ts";
import { makeFolder } from "./folder.ts";

const registry = loadRegistry();
const students = "id,sex\ns1,1\n";

test.each([
  ["a folder and a file in it", ["records", "records/student.csv"]],
  ["one file in two spellings", ["records/student.csv", "records/./student.csv"]],
  ["a file and a link to it", ["records/student.csv", "links/student.csv"]],
])("of %s, the records are read once", (_, given) => {
  using scratch = makeFolder({ "records/student.csv": students });
  mkdirSync(join(scratch.path, "links"));
  symlinkSync("../records/student.csv", join(scratch.path, "links/student.csv"));
  const paths = given.map((path) => `${scratch.path}/${path}`);
  const { located } = locate(paths, registry);
  expect(located.map(({ entity, files }) => [entity, files.length])).toEqual([["student", 1]]);
});

test("two files of one entity are both read", () => {
  using scratch = makeFolder({ "a/student.csv": students, "b/student.csv": students });
  const { located } = locate([`${scratch.path}/a`, `${scratch.path}/b`], registry);
  expect(located.map(({ files }) => files.length)).toEqual([2]);
});

test("parts in a folder of their own are refused, since they would be left out", () => {
  using scratch = makeFolder({ "student/a.csv": students, "student/2025/b.csv": students });
  for (const path of [scratch.path, join(scratch.path, "student")]) {
    expect(() => locate([path], registry)).toThrow(InputError);
    expect(() => locate([path], registry)).toThrow(/student holds the folder 2025, whose records/);
  }
});

test("folders that programs keep beside parts are nothing", () => {
  using scratch = makeFolder({
    "student/a.csv": students,
    "student/_temporary/a.csv": students,
    "student/.checkpoints/a.csv": students,
  });
  const { located } = locate([scratch.path], registry);
  expect(located.map(({ files }) => files.length)).toEqual([1]);
});

test("a file that is named after an entity and cannot be read is a warning; other files are nothing", () => {
  using scratch = makeFolder({
    "student.csv": students,
    "enrolment.xlsx": "PK",
    "staff.csv.bz2": "BZ",
    "README.md": "# Records",
  });
  const { findings } = locate([scratch.path], registry);
  expect(findings.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    ["unread-file", "warning", expect.stringContaining("named after enrolment")],
    ["unread-file", "warning", expect.stringContaining("named after staff")],
  ]);
});
