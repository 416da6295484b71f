import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { Row, SqlEngine } from "../../src/engine/engine.ts";
import { InputError } from "../../src/errors.ts";
import { readRecords } from "../../src/import/records.ts";
import { makeFolder } from "./folder.ts";

const registry = loadRegistry();
let engine: SqlEngine;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

function students(): Promise<readonly Row[]> {
  return engine.rows("SELECT id, sex, birthDate, birthYear FROM student ORDER BY id");
}

function rawRows(): Promise<readonly Row[]> {
  return engine.rows("SELECT _row, id FROM student__raw ORDER BY _row");
}

const twoStudents = [
  { id: "s1", sex: "1", birthDate: "2012-05-06", birthYear: 2012 },
  { id: "s2", sex: "2", birthDate: null, birthYear: null },
];

describe("the same records in every format", () => {
  const json = [
    { id: "s1", sex: "1", birthDate: "2012-05-06", birthYear: 2012 },
    { id: "s2", sex: "2" },
  ];
  const header = "id,sex,birthDate,birthYear\n";
  test.each([
    ["CSV", "student.csv", `${header}s1,1,2012-05-06,2012\ns2,2,,\n`],
    ["CSV with a byte order mark", "student.csv", `\uFEFF${header}s1,1,2012-05-06,2012\ns2,2,,\n`],
    [
      "CSV with Windows line ends",
      "student.csv",
      `${header}s1,1,2012-05-06,2012\ns2,2,,\n`.replaceAll("\n", "\r\n"),
    ],
    [
      "CSV with semicolons",
      "student.csv",
      `${header}s1,1,2012-05-06,2012\ns2,2,,\n`.replaceAll(",", ";"),
    ],
    [
      "CSV with quotes",
      "student.csv",
      '"id","sex","birthDate","birthYear"\n"s1","1","2012-05-06","2012"\n"s2","2","",""\n',
    ],
    ["CSV without a last line end", "student.csv", `${header}s1,1,2012-05-06,2012\ns2,2,,`],
    ["NDJSON", "student.ndjson", json.map((record) => `${JSON.stringify(record)}\n`).join("")],
    ["a JSON array", "student.json", JSON.stringify(json, null, 2)],
    ["a folder of parts", "student/part-1.csv", `${header}s1,1,2012-05-06,2012\ns2,2,,\n`],
  ])("%s", async (_, name, content) => {
    using folder = makeFolder({ [name]: content });
    const { records, findings } = await readRecords(engine, [folder.path], registry);
    expect(findings).toEqual([]);
    expect([...records.relations.keys()]).toEqual(["student"]);
    expect(await students()).toEqual(twoStudents);
  });

  test("Parquet", async () => {
    using folder = makeFolder();
    const path = `${folder.path}/student.parquet`;
    await engine.run(
      `COPY (SELECT 's' || i AS id, CAST(i AS VARCHAR) AS sex, CASE WHEN i = 1 THEN DATE '2012-05-06' END AS birthDate, CASE WHEN i = 1 THEN 2012 END AS birthYear FROM range(1, 3) AS t(i)) TO '${path}'`,
    );
    const { findings } = await readRecords(engine, [path], registry);
    expect(findings).toEqual([]);
    expect(await students()).toEqual(twoStudents);
    expect(await rawRows()).toEqual([
      { _row: 2, id: "s1" },
      { _row: 3, id: "s2" },
    ]);
  });
});

test("rows are numbered as a spreadsheet shows them, a value with a line break in it included", async () => {
  using folder = makeFolder({ "student.csv": 'id,sex,address\ns1,1,"Street 1\nTown"\ns2,2,\n' });
  await readRecords(engine, [folder.path], registry);
  expect(await rawRows()).toEqual([
    { _row: 2, id: "s1" },
    { _row: 3, id: "s2" },
  ]);
});

test("lines of NDJSON are numbered from 1", async () => {
  using folder = makeFolder({ "student.ndjson": '{"id":"s1","sex":"1"}\n{"id":"s2","sex":"2"}\n' });
  await readRecords(engine, [folder.path], registry);
  expect(await rawRows()).toEqual([
    { _row: 1, id: "s1" },
    { _row: 2, id: "s2" },
  ]);
});

test("a file of any name is read when its entity is given", async () => {
  using folder = makeFolder({ "export.csv": "id,sex\ns1,1\n" });
  await readRecords(engine, [`${folder.path}/export.csv`], registry, { entity: "student" });
  expect(await students()).toHaveLength(1);
});

test("an unknown column is a finding with the name that was probably meant", async () => {
  using folder = makeFolder({ "student.csv": "id,Sex,birth_date\ns1,1,2012-05-06\n" });
  const { findings } = await readRecords(engine, [folder.path], registry);
  expect(findings.map(({ code, row, fix }) => [code, row, fix])).toEqual([
    ["unknown-column", 1, "Did you mean “sex”? Rename the column."],
    ["unknown-column", 1, "Did you mean “birthDate”? Rename the column."],
    ["missing-column", 1, "Add the column sex."],
  ]);
});

describe("a column that is not a property", () => {
  const messages = async (rows: string): Promise<readonly string[]> => {
    using folder = makeFolder({ "student.csv": rows });
    const { findings } = await readRecords(engine, [folder.path], registry);
    return findings.filter(({ code }) => code === "unknown-column").map(({ message }) => message);
  };

  test("is named where at least half of the row are properties, which makes it a header", async () => {
    expect(await messages("id,sex,shoeSize,Home town\ns1,1,44,x\n")).toEqual([
      "Column “shoeSize” is not a property of the entity.",
      "Column “Home town” is not a property of the entity.",
    ]);
    // Spellings of a property count as properties.
    expect(await messages("id,Birth Date,shoeSize\ns1,2012-05-06,44\n")).toContain(
      "Column “shoeSize” is not a property of the entity.",
    );
  });

  test("is told by its place where less than half are, since the row may be somebody's data", async () => {
    expect(await messages("id,Nimi Niminen,Ida,sex2,x-1\ns1,a,b,1,2\n")).toEqual(
      [2, 3, 4, 5].map((place) => `Column number ${place} is not a property of the entity.`),
    );
  });

  test("is named in any row if it is a property in another spelling", async () => {
    expect(await messages("id,Birth_Date,Nimi Niminen,Kotikunta,Luokka\ns1,,a,b,c\n")).toEqual([
      "Column “Birth_Date” is not a property of the entity.",
      ...[3, 4, 5].map((place) => `Column number ${place} is not a property of the entity.`),
    ]);
  });

  test("is told by its place where it is not written like a name", async () => {
    expect(await messages("id,sex,010190-123A,4\ns1,1,x,y\n")).toEqual([
      "Column number 3 is not a property of the entity.",
      "Column number 4 is not a property of the entity.",
    ]);
  });
});

test("a file without records is a warning", async () => {
  using folder = makeFolder({ "student.csv": "id,sex\n" });
  const { findings } = await readRecords(engine, [folder.path], registry);
  expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
    ["empty-file", "warning"],
  ]);
});

test("in a folder, a file with a misspelt name is a warning and not read", async () => {
  using folder = makeFolder({
    "student.csv": "id,sex\ns1,1\n",
    "enrollment.csv": "studentId\ns1\n",
  });
  const { findings } = await readRecords(engine, [folder.path], registry);
  expect(findings.map(({ code, fix }) => [code, fix])).toEqual([
    ["unknown-entity", "Did you mean “enrolment”? Rename the file."],
  ]);
});

describe("what cannot be read is one clear error", () => {
  test.each([
    [
      "an unclosed quote in the header",
      "student.csv",
      'id,"sex\ns1,1\n',
      /line 1: a quote is opened/,
    ],
    [
      "UTF-16",
      "student.csv",
      Buffer.from("\uFEFFid,sex\ns1,1\n", "utf16le"),
      /not UTF-8 text; it looks like UTF-16/,
    ],
    ["nothing in it", "student.csv", "", /student\.csv is empty/],
    [
      "a column twice",
      "student.csv",
      "id,sex,id\ns1,1,s1\n",
      /column 3 has the same name as column 1/,
    ],
    ["a column without a name", "student.csv", "id,,sex\ns1,,1\n", /column 2 has no name/],
    [
      "no header",
      "student.csv",
      "Matti,Virtanen\nMaija,Meri\n",
      /none of its 2 columns is a property/,
    ],
    [
      "broken JSON",
      "student.json",
      '[{"id":"s1"},\n{"id":}]',
      /student\.json, line 2.*not valid JSON/,
    ],
    [
      "a Parquet file that is none",
      "student.parquet",
      "id,sex\n",
      /student\.parquet: not a Parquet file/,
    ],
    ["a file of another kind", "student.xlsx", "x", /records are CSV, NDJSON, JSON or Parquet/],
    ["an unknown entity", "studnet.csv", "id,sex\ns1,1\n", /“studnet” is not an entity/],
  ])("%s", async (_, name, content, message) => {
    using folder = makeFolder();
    const path = folder.write(name, content);
    const error: unknown = await readRecords(engine, [path], registry).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(error).toHaveProperty("message", expect.stringMatching(message));
    expect(String(error)).not.toMatch(/Matti|Meri|M.ki/);
  });

  test("a file that does not exist", async () => {
    await expect(readRecords(engine, ["/nowhere/student.csv"], registry)).rejects.toThrow(
      InputError,
    );
  });

  test("an entity that does not exist, with the one that was meant", async () => {
    using folder = makeFolder({ "x.csv": "id\n1\n" });
    const reading = readRecords(engine, [folder.path], registry, { entity: "students" });
    await expect(reading).rejects.toMatchObject({ remedy: expect.stringMatching(/“student”/) });
  });

  test("the same entity in two formats", async () => {
    using folder = makeFolder({ "student.csv": "id,sex\ns1,1\n", "student.json": "[]" });
    await expect(readRecords(engine, [folder.path], registry)).rejects.toThrow(/several formats/);
  });

  test("a folder without records", async () => {
    using folder = makeFolder({ "notes.txt": "x" });
    await expect(readRecords(engine, [folder.path], registry)).rejects.toThrow(/No records/);
  });
});
