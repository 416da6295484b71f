import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { edufed, expectOneError, folder, listing } from "./edufed.ts";

let place: string;
let count = 0;

beforeEach(() => {
  count += 1;
  place = folder(`fix-folder ${count}`);
});

function given(name: string, content: string): void {
  mkdirSync(dirname(join(place, name)), { recursive: true });
  writeFileSync(join(place, name), content);
}

function made(name: string): string {
  return readFileSync(join(place, name), "utf8");
}

function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}

test.each([
  ["the folder itself", "records"],
  ["the folder by another name", "records/../records"],
  ["a folder above", "."],
])("the source stays as it is: %s is refused, even when forced", async (_, out) => {
  given("records/student.csv", lines("id,sex", "s1,female"));
  const before = listing(place);
  const said = await edufed(place, "fix", "records", "--out", out, "--force");
  expect(said).toMatchObject({ code: 2 });
  expectOneError(said);
  expect(listing(place)).toEqual(before);
});

test("records that are there are replaced only when forced", async () => {
  given("student.csv", lines("id,sex", "s1,female"));
  given("fixed/student.csv", lines("id,sex", "s9,1"));
  expect(await edufed(place, "fix", "student.csv", "--out", "fixed")).toMatchObject({ code: 2 });
  const forced = await edufed(place, "fix", "student.csv", "--out", "fixed", "--force");
  expect(forced).toMatchObject({ code: 0 });
  expect(made("fixed/student.csv")).toBe(lines("id,sex", "s1,2"));
  expect(readdirSync(place).toSorted()).toEqual(["fixed", "student.csv"]);
});

test.each(["photos/a.csv", "notes", "import-report.json"])(
  "a folder that holds %s is never replaced, even when forced",
  async (name) => {
    given("student.csv", lines("id,sex", "s1,female"));
    given(`mine/${name}`, "kept");
    const before = listing(place);
    const said = await edufed(place, "fix", "student.csv", "--out", "mine", "--force");
    expect(said).toMatchObject({ code: 2 });
    expectOneError(said);
    expect(listing(place)).toEqual(before);
  },
);

test("the folder of an entity's parts is replaced when forced", async () => {
  given("student.csv", lines("id,sex", "s1,female"));
  given("fixed/student/a.csv", lines("id,sex", "s9,1"));
  const forced = await edufed(place, "fix", "student.csv", "--out", "fixed", "--force");
  expect(forced).toMatchObject({ code: 0 });
  expect(readdirSync(join(place, "fixed"))).toEqual(["student.csv"]);
});
