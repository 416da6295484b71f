import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { compute } from "../../src/compute/compute.ts";
import { type Pseudonymous, passed } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { openReference } from "../../src/engine/reference.ts";
import { config, metricNamed, registry, shown } from "./engines.ts";

const shared = fileURLToPath(new URL("../../../../shared/data", import.meta.url));
const file = `${shared}/oea-contoso-sis/batch1/studentattendance.csv`;
const vectorFile = `${shared}/metric-vectors/contoso-attendance.json`;
const why = existsSync(file) ? "" : " (skipped: ../shared/data is not here)";

/** What an independent count of the same file found. */
interface Counted {
  readonly perSchool: readonly {
    readonly school_id: string;
    readonly students: number;
    readonly chronic: number;
    readonly attendance_rate_num: number;
    readonly attendance_rate_den: number;
  }[];
}

describe.skipIf(why !== "")(`the attendance of 600 students in Contoso${why}`, () => {
  let engine: SqlEngine;
  let data: Pseudonymous;
  beforeAll(async () => {
    engine = await openDuckDb({ threads: 1 });
    await engine.run(
      `create table attendance as
      select
        student_id as "studentId",
        school_id as "schoolId",
        attendance_date as "date",
        'day' as granularity,
        case AttendanceCode when 'P' then 'present' else 'absentUnknown' end as status
      from read_csv(?)`,
      [file],
    );
    const relation = { entity: "attendance-record", name: "attendance" };
    data = passed("pseudonymous", { engine, relations: new Map([[relation.entity, relation]]) });
  });
  afterAll(() => engine.close());

  async function onBoth(id: string, expectedDaysMin?: number): Promise<CellTable> {
    const parameters = expectedDaysMin === undefined ? {} : { expectedDaysMin };
    const question = { metric: metricNamed(id), registry, config, data, parameters };
    const request = { ...question, dimensions: ["school"], period: "2021/2022" };
    const found = await compute(request);
    const rows = await engine.rows(
      `select * replace (cast("date" as varchar) as "date") from attendance`,
    );
    const reference = openReference(new Map([["attendance", rows]]));
    expect((await compute({ ...request, engineOverride: reference })).cells).toEqual(found.cells);
    return found;
  }

  const counted: Counted =
    why === "" ? JSON.parse(readFileSync(vectorFile, "utf8")) : { perSchool: [] };

  test("382 of 600 are chronically absent, counted exactly: 79, 74, 76, 72 and 81 of 120 per school", async () => {
    const { cells } = await onBoth("ATT_CHRONIC");
    const total = { codes: { SCHOOL: "_T" }, num: 382, den: 600, contributors: 600, value: 0.637 };
    expect(cells[0]).toMatchObject(total);
    expect(counted.perSchool.map(({ chronic }) => chronic)).toEqual([79, 74, 76, 72, 81]);
    expect(cells.slice(1).map(({ codes, num, den }) => [codes["SCHOOL"], num, den])).toEqual(
      counted.perSchool.map((school) => [school.school_id, school.chronic, school.students]),
    );
  });

  test("attendance is counted in halves of days", async () => {
    const { cells } = await onBoth("ATT_RATE");
    expect(cells.slice(1).map(({ num, den }) => [num, den])).toEqual(
      counted.perSchool.map(({ attendance_rate_num: num, attendance_rate_den: den }) => [
        2 * num,
        2 * den,
      ]),
    );
  });

  test("with 20 expected days everybody counts, with 21 or 31 there is no value and the reason is M", async () => {
    expect(shown(await onBoth("ATT_CHRONIC", 20))[0]).toBe("_T 382/600 600 - 0.637");
    expect(shown(await onBoth("ATT_CHRONIC", 21))).toEqual(["_T 0/0 0 - M"]);
    expect(shown(await onBoth("ATT_CHRONIC", 31))).toEqual(["_T 0/0 0 - M"]);
  });
});
