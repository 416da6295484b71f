import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { edufed, expectOneError, folder, marker } from "./edufed.ts";

let place: string;

beforeAll(() => {
  place = folder("languages");
  mkdirSync(join(place, "records"));
  const rows = ["id,sex,shoeSize", `s1,${marker},1`, "s2,1,2"];
  writeFileSync(join(place, "records", "student.csv"), `${rows.join("\n")}\n`);
  writeFileSync(join(place, "records", "enrolment.csv"), "studentId,schoolId,entryDate\ns1,o1,x\n");
});

interface Report {
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

async function reported(...options: readonly string[]): Promise<Report> {
  const { code, out } = await edufed(place, "validate", "records", "--json", ...options);
  expect(code).toBe(1);
  expect(out).not.toContain(marker);
  return JSON.parse(out);
}

test.each(["fi", "sv", "az"])(
  "findings in %s have the same facts, in other words",
  async (code) => {
    const [english, other] = [await reported(), await reported("--language", code)];
    const facts = ({ findings }: Report): readonly object[] =>
      findings.map((finding) => ({ ...finding, message: "", fix: "" }));
    expect(facts(other)).toEqual(facts(english));
    expect(english.findings.length).toBeGreaterThan(5);
    for (const [index, { message, fix }] of other.findings.entries()) {
      expect(message).not.toBe(english.findings[index]?.["message"]);
      expect(fix).not.toBe(english.findings[index]?.["fix"]);
    }
  },
);

test("English is what is spoken when nothing is said, in a workspace of another language too", async () => {
  const home = folder("finnish");
  const flags = ["--member", "FI-HEL", "--name", "H", "--contact", "a@example.org"];
  await edufed(home, "init", ".", ...flags, "--language", "fi");
  const records = join(place, "records");
  const { out } = await edufed(home, "validate", records);
  expect(out).toContain("Not valid: ");
  expect(out).toContain("because the data set has no records of organisation.");
});

test("a language that findings do not speak is refused", async () => {
  const said = await edufed(place, "validate", "records", "--language", "de");
  expect(said.code).toBe(2);
  expectOneError(said);
});

test("JUnit on the command line: one document, a failure for each kind of mistake", async () => {
  const { code, out } = await edufed(place, "validate", "records", "--format", "junit");
  expect(code).toBe(1);
  expect(out).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /u);
  expect(out).toMatch(/name="student\/sex\/enum">[^]*?<failure message="sex is not a code/u);
  expect(out).not.toContain(marker);
});
