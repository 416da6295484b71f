import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCluster } from "./postgres-cluster.ts";
import { generatedSql, isStated, vectors } from "./vectors.ts";

const ddl = generatedSql("tables.postgres.sql");
const all = vectors();

/** Tries one record: `accepted`, the name of the constraint that refuses it, or the error's code. */
const attempt = `create function attempt(entity text, record jsonb) returns text language plpgsql as $body$
declare
  refused_by text;
begin
  execute format('insert into %I select * from jsonb_populate_record(null::%I, $1)', entity, entity) using record;
  execute format('delete from %I', entity);
  return 'accepted';
exception when others then
  get stacked diagnostics refused_by = constraint_name;
  return coalesce(nullif(refused_by, ''), sqlstate);
end $body$;`;

const cluster = await openCluster();
afterAll(() => cluster.close());

describe("the tables of PostgreSQL", () => {
  let answers: ReadonlyMap<string, string>;

  beforeAll(() => {
    cluster.psql(ddl);
    cluster.psql(attempt);
    const tried = cluster.psql(`select jsonb_object_agg(path, attempt(entity, record))
      from jsonb_to_recordset($records$${JSON.stringify(all)}$records$) as v(path text, entity text, record jsonb);`);
    const parsed: Readonly<Record<string, string>> = JSON.parse(tried);
    answers = new Map(Object.entries(parsed));
  });

  test("take every valid record of the conformance suite", () => {
    const valid = all.filter(({ broken }) => broken.length === 0);
    expect(valid.length).toBeGreaterThan(30);
    const refused = valid.filter(({ path }) => answers.get(path) !== "accepted");
    expect(refused.map(({ path }) => `${path}: ${answers.get(path)}`)).toEqual([]);
  });

  test("refuse every record that breaks something a table can state", () => {
    const invalid = all.filter(({ broken }) => broken.some((rule) => isStated(rule, ddl)));
    expect(invalid.length).toBeGreaterThan(200);
    const accepted = invalid.filter(({ path }) => answers.get(path) === "accepted");
    expect(accepted.map(({ path }) => path)).toEqual([]);
  });

  test("name the check as a finding does, where one check is broken", () => {
    const single = all.filter(({ broken }) => {
      const [rule = "", ...more] = broken;
      return more.length === 0 && ddl.includes(`CONSTRAINT "${rule}" `);
    });
    expect(single.length).toBeGreaterThan(150);
    const others = single.filter(({ path, broken }) => answers.get(path) !== broken[0]);
    expect(others.map(({ path }) => `${path}: ${answers.get(path)}`)).toEqual([]);
  });

  test("take two records that differ in a part of the key, and not the same one twice", () => {
    const record = { date: "2025-10-01", granularity: "lesson", status: "present" };
    const insert = (lesson: number | null): string =>
      `insert into "attendance-record" ("studentId", "schoolId", "date", "granularity", "status", "lessonNumber")
       values ('s', 'x', '${record.date}', '${lesson === null ? "day" : record.granularity}', '${record.status}', ${lesson});`;
    cluster.psql(`${insert(1)} ${insert(2)} ${insert(null)}`);
    expect(() => cluster.psql(insert(2))).toThrow("attendance-record-key");
    expect(() => cluster.psql(insert(null))).toThrow("attendance-record-key");
    cluster.psql(`delete from "attendance-record";`);
  });

  test("take their references when they are loaded, and then refuse a record that refers to nobody", () => {
    cluster.psql(generatedSql("references.postgres.sql"));
    expect(() =>
      cluster.psql(`insert into "enrolment" ("studentId", "schoolId", "schoolYear", "iscedLevel", "entryDate", "status", "gradeNumber")
        values ('nobody', 'nowhere', '2025/2026', '1', '2025-08-11', 'active', 1);`),
    ).toThrow("reference");
  });
});
