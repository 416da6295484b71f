import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { readRecords, type ReadOptions } from "../../src/import/records.ts";
import { makeFolder } from "./folder.ts";
import { engine, found, registry, renewSchema, school, verdicts } from "./postgres-school.ts";

/** A table of students. */
function students(columns: string, ...rows: readonly string[]): void {
  renewSchema(
    `create table school.student (${columns}); insert into school.student values ${rows.join(", ")};`,
  );
}

describe("a value is what the standard says of it, whatever the column", () => {
  test("an empty text is a value, NULL is none", async () => {
    students(
      '"id" text, "sex" text, "address" text',
      "('a', '1', '')",
      "('b', '1', NULL)",
      "('c', NULL, 'x')",
    );
    expect(verdicts(await found([school]))).toEqual([
      JSON.stringify({ rule: "student/address/minLength", count: 1, rows: [1] }),
      JSON.stringify({ rule: "student/sex/required", count: 1, rows: [3] }),
    ]);
  });

  test("quotes, commas, backslashes, line ends of every kind and letters of every script arrive as they are", async () => {
    const texts = [
      'a"b,c',
      "\\.",
      "\\N",
      "a\\nb\\\\",
      "a\r\nb\nc\rd",
      "\t ",
      "Əliyev 数学 🎓 e\u0301",
      "\u0001\u001f",
      "NULL",
      '""',
    ];
    const rows = texts.map((text, index) => `('s${index}', '1', '${text}')`);
    students('"id" text, "sex" text, "address" text', ...rows);
    await readRecords(engine(), [school], registry);
    const read = await engine().rows("select address from student order by id");
    expect(read.map((row) => row["address"])).toEqual(texts);
  });

  test.each([
    [
      "date",
      "birthDate",
      "date",
      ["'2010-02-03'", "'infinity'", "'0044-03-15 BC'", "'10000-01-01'"],
      [2, 3, 4],
    ],
    [
      "timestamp",
      "birthDate",
      "timestamp",
      ["'2010-02-03'", "'2010-02-03 10:00'", "'infinity'"],
      [2, 3],
    ],
    ["text", "birthDate", "text", ["'2010-02-03'", "'3.2.2010'", "' 2010-02-03'"], [2, 3]],
    ["char", "sex", "char(5)", ["'1'", "'2'", "'9x'"], [3]],
    ["an enumeration", "sex", "school.sexes", ["'1'", "'odd'"], [2]],
    ["a domain", "sex", "school.sexed", ["'1'", "'odd'"], [2]],
    ["bytes", "address", "bytea", ["NULL", "'\\xff00'"], [2]],
    ["whole numbers where a text belongs", "address", "integer", ["NULL", "7"], [2]],
  ])("%s", async (_, name, type, values, broken) => {
    const sex = name === "sex" ? "" : ', "sex" text';
    const rows = values.map(
      (value, index) => `('s${index}', ${value}${name === "sex" ? "" : ", '1'"})`,
    );
    renewSchema(`create type school.sexes as enum ('1', 'odd'); create domain school.sexed as text; create domain school.twice as school.sexed;
      create table school.student ("id" text, "${name}" ${type}${sex}); insert into school.student values ${rows.join(", ")};`);
    const about = (await found([school])).filter(({ rule }) => rule.startsWith(`student/${name}/`));
    expect(about.flatMap(({ rows: places }) => places)).toEqual(broken);
  });

  test.each([
    ["double precision", ["0.1", "'NaN'", "'Infinity'", "'-Infinity'", "1e300"], [2, 3, 4]],
    ["real", ["0.1", "'NaN'"], [2]],
    ["numeric", ["0.1", "'NaN'", "1e400", "123.4500"], [2, 3]],
    ["text", ["'0.1'", "'NaN'", "'0,1'", "'1e400'"], [2, 3, 4]],
    ["jsonb", ["'0.1'", "'\"0.1\"'", "'null'", "'1e400'"], [2, 3, 4]],
    ["boolean", ["NULL", "true"], [2]],
  ])("a number in a column of %s", async (type, values, broken) => {
    const rows = values.map((value, index) => `('a${index}', ${value})`);
    renewSchema(
      `create table school.assessment ("id" text, "scaleMin" ${type}); insert into school.assessment values ${rows.join(", ")};`,
    );
    const about = (await found([school])).filter(({ rule }) => rule === "assessment/scaleMin/type");
    expect(about.flatMap(({ rows: places }) => places)).toEqual(broken);
  });

  test("moments have a zone, or are a finding", async () => {
    for (const [type, broken] of [
      ["timestamptz", []],
      ["timestamp", [1]],
    ] as const) {
      renewSchema(
        `create table school."activity-event" ("id" text, "eventTime" ${type}); insert into school."activity-event" values ('e', '2025-03-04 05:06:07.5');`,
      );
      const about = (await found([school])).filter(
        ({ rule }) => rule === "activity-event/eventTime/format",
      );
      expect(about.flatMap(({ rows }) => rows)).toEqual(broken);
    }
  });

  test("lists are arrays, JSON or JSON text; what is in them is checked", async () => {
    const { entity, name } = listOfTexts();
    for (const [type, right, wrong] of [
      ["text[]", `'{"a,b","c\\"d"}'`, "'{a,NULL}'"],
      ["jsonb", `'["a"]'`, "'[1]'"],
      ["json", `'["a"]'`, `'["\\ud800"]'`],
      ["text", `'["a"]'`, "'a'"],
      ["text[]", "'{a}'", "'{{a},{b}}'"],
    ]) {
      renewSchema(
        `create table school."${entity}" ("${name}" ${type}, "place" int); insert into school."${entity}" values (NULL, 1), (${right}, 2), (${wrong}, 3);`,
      );
      const about = (await found([school])).filter(
        ({ rule }) => rule.startsWith(`${entity}/${name}/`) && rule.endsWith("type"),
      );
      expect(about.map(({ count }) => [type, count])).toEqual([[type, 1]]);
    }
  });
});

/** A list of free text. */
function listOfTexts(): { readonly entity: string; readonly name: string } {
  for (const entity of registry.entities.values()) {
    for (const { name, type, references } of entity.properties) {
      if (
        type.kind === "list" &&
        type.item.kind === "string" &&
        !type.itemNullable &&
        references === undefined
      )
        return { entity: entity.name, name };
    }
  }
  throw new Error("the standard has no list of texts");
}

describe("tables are found by their names", () => {
  test("views, materialised views and partitioned tables count; rows are numbered in the order of the key", async () => {
    renewSchema(`create table school.pupils ("id" text, "sex" text); insert into school.pupils values ('c', 'x'), ('a', '1'), ('b', '1');
      create view school.student as select * from school.pupils;
      create materialized view school.staff as select "id" from school.pupils;
      create table school.course ("id" text) partition by hash ("id"); create table school.course1 partition of school.course for values with (modulus 1, remainder 0);
      insert into school.course values ('k');`);
    const { records, findings } = await readRecords(engine(), [school], registry);
    expect([...records.relations.keys()].toSorted()).toEqual(["course", "staff", "student"]);
    expect(records.relations.get("student")?.file).toBe("postgres:///postgres/school.student");
    const wrong = (await found([school])).find(({ rule }) => rule === "student/sex/enum");
    expect(wrong).toMatchObject({ rows: [3], file: "postgres:///postgres/school.student" });
    expect(
      findings.filter(({ code }) => code === "unknown-entity").map(({ file }) => file),
    ).toEqual(["postgres:///postgres/school.course1"]);
  });

  test("a column that is no property, one that is missing, and a table without a row are findings", async () => {
    renewSchema('create table school.student ("id" text, student_sex text, "birthdate" date)');
    const findings = await found([school]);
    expect(findings.map(({ code }) => code).toSorted()).toEqual(
      expect.arrayContaining(["empty-file", "missing-column", "unknown-column", "unknown-column"]),
    );
  });

  test("a table of any name is read with --entity, one entity of many likewise", async () => {
    renewSchema(
      'create table school.pupils ("id" text, "sex" text); create table school.student ("id" text); create table school.staff ("id" text);',
    );
    const of = async (path: string, options: ReadOptions): Promise<readonly unknown[]> => {
      const { records } = await readRecords(engine(), [path], registry, options);
      return [...records.relations.values()].map(({ entity, file }) => [entity, file]);
    };
    expect(await of(`${school}&table=pupils`, { entity: "student" })).toEqual([
      ["student", "postgres:///postgres/school.pupils"],
    ]);
    expect(await of(school, { entity: "staff" })).toEqual([
      ["staff", "postgres:///postgres/school.staff"],
    ]);
    await expect(of(`${school}&table=pupils`, {})).rejects.toThrow(InputError);
    await expect(of(school, { entity: "pupil" })).rejects.toThrow(InputError);
  });

  test("files and tables are read together, but not two sources of one entity", async () => {
    renewSchema('create table school.student ("id" text); create table school.staff ("id" text);');
    using folder = makeFolder({ "course.csv": "id\nc\n" });
    const { records } = await readRecords(engine(), [folder.path, school], registry);
    expect([...records.relations.keys()].toSorted()).toEqual(["course", "staff", "student"]);
    folder.write("student.csv", "id\ns\n");
    await expect(readRecords(engine(), [folder.path, school], registry)).rejects.toThrow(
      "several times",
    );
  });
});
