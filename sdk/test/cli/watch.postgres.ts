import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCluster } from "../tables/postgres-cluster.ts";
import { done } from "./edufed.ts";
import { newMember } from "./member.ts";
import { atOnce, cellsIn, day } from "./watching.ts";

const cluster = await openCluster();
afterAll(() => cluster.close());

const address = `postgres://edufed@/postgres?host=${encodeURIComponent(cluster.folder)}&schema=school`;
let member: string;

beforeAll(async () => {
  member = await newMember("watching a table");
  cluster.psql(`
    create schema school;
    create table school.enrolment ("studentId" text, "schoolId" text, "schoolYear" text, "gradeNumber" int, "iscedLevel" text, "entryDate" date, status text);
    insert into school.enrolment select 's' || n, 'a' || n % 2, '2025/2026', 1 + n % 3, '1', '2025-08-01', 'active' from generate_series(1, 40) as n;
    create table school.student (id text, sex text);
    insert into school.student select 's' || n, (1 + n % 2)::text from generate_series(1, 40) as n;
    create table school."attendance-record" ("studentId" text, "schoolId" text, date date, granularity text, status text, "recordedAt" timestamptz);
  `);
});

/** Records of the day, written so many minutes ago. */
function insert(from: number, to: number, status: string, minutesAgo: number): void {
  cluster.psql(
    `insert into school."attendance-record" select 's' || n, 'a' || n % 2, '${day}', 'day', '${status}', now() - interval '${minutesAgo} minutes' from generate_series(${from}, ${to}) as n`,
  );
}

async function look(...more: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const words = ["watch", "ATT_RATE", "--data", address, "--day", day, "--by", "SEX,GRADE"];
  const out = ["--once", "--json", "--out", "cells.parquet"];
  const facts: Readonly<Record<string, unknown>> = JSON.parse(
    await done(member, ...words, ...out, ...more),
  );
  return facts;
}

test("a table that grows ends where one computation over it ends, with rows that are committed late", async () => {
  insert(1, 19, "present", 10);
  insert(20, 20, "suspended", 10);
  expect(await look()).toMatchObject({ rows: 20, new: 20, figures: [{ contributors: 20 }] });
  insert(21, 30, "absentExcused", 5);
  cluster.psql(
    `update school."attendance-record" set status = 'partial', "recordedAt" = now() where "studentId" = 's1'`,
  );
  const overlapped = { new: 10, corrected: 1, repeated: 19, outdated: 0 };
  expect(await look()).toMatchObject(overlapped);
  cluster.psql(
    `update school."attendance-record" set "recordedAt" = "recordedAt" - interval '1 day'`,
  );
  insert(31, 32, "present", 90);
  insert(33, 40, "present", 30);
  expect(await look(), "beyond the overlap").toMatchObject({ rows: 8, new: 8 });
  expect(await look("--overlap", "7200")).toMatchObject({ rows: 10, new: 2, repeated: 8 });
  const cells = await cellsIn(join(member, "cells.parquet"));
  expect(cells).toEqual(await atOnce(member, address));
});
