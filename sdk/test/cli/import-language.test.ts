import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { edufed, expectOneError, folder } from "./edufed.ts";

let place: string;

const columns =
  "id,student_id,school_year,school_id,attendance_date,all_day,Period,section_id,AttendanceCode,PresenceFlag,attendance_status,attendance_type,attendance_sequence";

beforeAll(() => {
  place = folder("import languages");
  mkdirSync(join(place, "export"));
  const rows = ["s1", "s2"].map(
    (student, index) =>
      `${index},${student},2026,o1,9/1/2025,Yes,,,P,1,Present,ClassSectionAttendance,0`,
  );
  writeFileSync(
    join(place, "export", "studentattendance.csv"),
    `${[columns, ...rows].join("\n")}\n`,
  );
  writeFileSync(join(place, "export", "other.csv"), "a\n1\n");
});

async function told(...options: readonly string[]): Promise<string> {
  const { code, out } = await edufed(
    place,
    ...["import", "contoso", "export", "--out", "records", ...options],
  );
  expect(code).toBe(0);
  return out;
}

interface Report {
  readonly files: readonly {
    readonly rejected: readonly { readonly message: string; readonly fix: string }[];
  }[];
}

test("what became of the rows is told in the language asked for", async () => {
  expect(await told()).toContain("2 rows read, 0 written");
  expect(await told()).toContain("2 rejected: attendance_date is written with slashes");
  expect(await told()).toContain("other.csv: not read");
  for (const [language, counts, rejected, notRead] of [
    [
      "fi",
      "rivejä luettu 2, kirjoitettu 0",
      "hylätty 2: Ominaisuus attendance_date",
      "other.csv: ei luettu",
    ],
    [
      "sv",
      "lästa rader 2, skrivna 0",
      "avvisade 2: Värdet på attendance_date",
      "other.csv: inte läst",
    ],
    [
      "az",
      "oxunmuş sətirlər 2, yazılmış 0",
      "qəbul edilməyib 2: attendance_date xüsusiyyəti",
      "other.csv: oxunmayıb",
    ],
  ] as const) {
    const out = await told("--language", language);
    for (const part of [counts, rejected, notRead]) expect(out).toContain(part);
    expect(out).not.toMatch(/rows|written|rejected|not read|Records and/u);
  }
});

test.each(["fi", "sv", "az"])("the report has the same facts in other words: %s", async (code) => {
  const english: Report = JSON.parse(await told("--json"));
  const other: Report = JSON.parse(await told("--json", "--language", code));
  const facts = (report: Report): unknown =>
    JSON.parse(
      JSON.stringify(report, (name, value) =>
        name === "message" || name === "fix" ? undefined : value,
      ),
    );
  expect(facts(other)).toEqual(facts(english));
  const [before] = english.files.flatMap(({ rejected }) => rejected);
  const [after] = other.files.flatMap(({ rejected }) => rejected);
  expect(before?.message).toMatch(/slashes/u);
  expect([after?.message, after?.fix]).not.toEqual([before?.message, before?.fix]);
});

test("a language that nobody has written is wrong usage", async () => {
  const said = await edufed(
    place,
    ...["import", "contoso", "export", "--out", "records", "--language", "xx"],
  );
  expect(said.code).toBe(2);
  expectOneError(said);
});
