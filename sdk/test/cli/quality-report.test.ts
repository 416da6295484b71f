import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { edufed, expectOneError, folder, marker } from "./edufed.ts";

let home: string;

beforeAll(async () => {
  home = folder("quality");
  const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "a@example.org"];
  await edufed(home, "init", ".", ...flags, "--languages", "fi,en");
  mkdirSync(join(home, "records"));
  writeStudents(marker);
});

/** Forty students, one of whom has this for a code of sex. */
function writeStudents(sex: string): void {
  const rows = Array.from(
    { length: 40 },
    (_, index) => `st-${index},${index === 0 ? sex : 1},2012`,
  );
  writeFileSync(join(home, "records", "student.csv"), `id,sex,birthYear\n${rows.join("\n")}\n`);
}

/** Writes thresholds into the configuration of the workspace. */
function accept(...thresholds: readonly object[]): void {
  const file = join(home, "edufed.config.json");
  const config: unknown = JSON.parse(readFileSync(file, "utf8"));
  const quality = thresholds.length === 0 ? undefined : { thresholds };
  writeFileSync(file, JSON.stringify(Object.assign({}, config, { quality })));
}

async function page(name: string, ...options: readonly string[]): Promise<string> {
  const out = ["--format", "html", "--out", name];
  await edufed(home, "validate", "records", ...out, ...options);
  return readFileSync(join(home, name), "utf8");
}

const rule = "student/sex/enum";
const rationale = "Entered by hand until the new system is there.";

test("a report says when, of what, and what comes next; never a person's value", async () => {
  const text = await page("first.html");
  expect(text).toContain("<h1>Not valid</h1>");
  expect(text).toContain("Data quality report · FI-HEL");
  expect(text).toMatch(/<time datetime="\d{4}-\d\d-\d\dT/u);
  expect(text).toMatch(/records\/student\.csv<br><span class="digest">SHA-256 [0-9a-f]{64}</u);
  expect(text).toContain(`edufed rule ${rule}`);
  expect(text).not.toContain("edufed fix records");
  expect(text).toContain("1 of 40 records");
  expect(text).not.toContain(marker);
  expect(text).not.toContain("st-0");
});

test("fixing comes next where a value can be fixed and every row can be read", async () => {
  writeStudents(" Male");
  const fixable = await page("fixable.html");
  expect(fixable).toContain("edufed fix records --out fixed");
  expect(fixable).toMatch(/can be fixed safely \(.*\): <code>edufed fix<\/code>/u);
  const file = join(home, "records", "student.csv");
  writeFileSync(file, `${readFileSync(file, "utf8")}st-40,1\n`);
  const unread = await page("unread.html");
  expect(unread).not.toContain("edufed fix records");
  expect(unread).toContain("1 of 41 records");
  writeStudents(marker);
});

test("the next report knows what is solved, and that the file has changed", async () => {
  await page("before.html");
  const same = await page("same.html", "--previous", "before.html");
  expect(same).toContain("The files are the same, byte for byte.");
  expect(same).toContain("<strong>1</strong> still there");
  writeStudents("2");
  const solved = await page("after.html", "--previous", "same.html");
  expect(solved).toContain("<h1>Valid</h1>");
  expect(solved).toContain("<strong>1</strong> solved");
  expect(solved).toContain("Files: 1 changed, 0 new, 0 gone, 0 the same.");
  expect(solved).toContain("edufed pseudonymise records ");
  const args = ["--json", "--report", "--previous", "after.html"];
  const { out } = await edufed(home, "validate", "records", ...args);
  const { history, since, run } = JSON.parse(out);
  expect(history.map(({ errors }: { readonly errors: number }) => errors)).toEqual([1, 1, 0, 0]);
  expect(since.files).toEqual({ same: 1, changed: 0, added: 0, removed: 0 });
  expect(run.member).toBe("FI-HEL");
  writeStudents(marker);
});

test("a threshold changes the verdict of the report, and neither validity nor the exit code", async () => {
  accept({ rule, records: 1, rationale, until: "2999-12-31" });
  const text = await page("accepted.html");
  expect(text).toContain("<h1>Accepted with 1 known deviation</h1>");
  expect(text).toContain(rationale);
  const { code, out } = await edufed(home, "validate", "records");
  expect(code).toBe(1);
  expect(out).toContain(rationale);
  expect(out).toMatch(/Not valid: 1 error, .*Accepted with 1\s+known deviation\./su);
  const json = JSON.parse((await edufed(home, "validate", "records", "--json")).out);
  expect(json).toMatchObject({ valid: false, verdict: "accepted" });
  expect(json.thresholds).toMatchObject([{ rule, count: 1, recordsMax: 1, of: 40, isKept: true }]);
  accept();
});

test.each([
  ["whose last day is over", { rule, records: 1, rationale, until: "2020-12-31" }],
  ["of an unknown rule", { rule: "student/sex/enumm", records: 1, rationale }],
  ["without a rationale", { rule, records: 1 }],
])("a threshold %s ends the command with one error", async (_, threshold) => {
  accept(threshold);
  const said = await edufed(home, "validate", "records");
  accept();
  expect(said.code).toBe(2);
  expectOneError(said);
});

test.each([
  ["a file that is no report", ["--format", "html", "--previous", "records/student.csv"]],
  ["a file that is not there", ["--format", "html", "--previous", "nowhere.html"]],
  ["a folder", ["--format", "html", "--previous", "records"]],
  ["a device without end", ["--format", "html", "--previous", "/dev/zero"]],
  ["a format that compares nothing", ["--previous", "records/student.csv"]],
  ["facts for a format without them", ["--report"]],
])("%s is refused", async (_, options) => {
  const said = await edufed(home, "validate", "records", ...options);
  expect(said.code).toBe(2);
  expectOneError(said);
});
