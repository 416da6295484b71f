/** A nation by formula: students, staff, schools, and what they did on every school day, as Parquet. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry, type Registry } from "@edufed/schemas";
import { passed, type Pseudonymous } from "../src/dataset.ts";
import type { SqlEngine } from "../src/engine/engine.ts";
import { columnType } from "../src/engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../src/engine/sql-text.ts";

/** Of 300 million rows of attendance and activity: 1.6 million students, 140,000 staff, 4,000 schools. */
export interface Nation {
  readonly data: Pseudonymous;
  readonly rows: number;
  readonly remove: () => void;
}

/** School days on which each student has a row of attendance and one of activity. */
const days = 94;

/** Makes about so many rows of attendance and activity, and the records that they are about. */
export async function nation(engine: SqlEngine, rows: number): Promise<Nation> {
  const registry = loadRegistry();
  const students = Math.max(1, Math.round(rows / (2 * days)));
  const folder = mkdtempSync(join(tmpdir(), "edufed-nation-"));
  const people = {
    students,
    schools: Math.ceil(students / 400),
    staff: Math.ceil(students / 11.43),
  };
  const relations = new Map<string, { readonly entity: string; readonly name: string }>();
  for (const [entity, columns] of Object.entries(records(people))) {
    const file = join(folder, `${entity}.parquet`);
    await engine.run(
      `copy (${selectSql(registry, entity, columns)}) to ${quoteLiteral(file)} (format parquet, compression zstd)`,
    );
    const name = `nation ${entity}`;
    await engine.run(
      `create or replace view ${quoteIdentifier(name)} as select * from read_parquet(${quoteLiteral(file)})`,
    );
    relations.set(entity, { entity, name });
  }
  return {
    data: passed("pseudonymous", { engine, relations }),
    rows: 2 * days * students,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Every property of an entity in its own type; what the formulas do not say is null. */
function selectSql(registry: Registry, entity: string, { of, from }: Columns): string {
  const properties = registry.entities.get(entity)?.properties ?? [];
  const columns = properties.map(({ name, type }) => {
    const value = of[name] ?? "null";
    return `cast(${value} as ${columnType(type)}) as ${quoteIdentifier(name)}`;
  });
  return `select ${columns.join(", ")} from ${from}`;
}

interface Columns {
  /** Property → SQL. */
  readonly of: Readonly<Record<string, string>>;
  readonly from: string;
}

interface People {
  readonly students: number;
  readonly schools: number;
  readonly staff: number;
}

function records({ students, schools, staff }: People): Readonly<Record<string, Columns>> {
  // A pseudonym is 128 bits as text; the days of all students follow each other, as feeds append.
  const student = (number: string): string => `md5(cast(${number} as varchar))`;
  const school = (number: string): string => `'school-' || (${number} // 400)`;
  const everyDay = `range(${students * days}) as days (i)`;
  const [who, day] = [`(i % ${students})`, `date '2025-08-11' + cast(i // ${students} as integer)`];
  const absent = "hash(i) % 13 = 0";
  return {
    "attendance-record": {
      from: everyDay,
      of: {
        studentId: student(who),
        // One in fifty changes school in the last week.
        schoolId: `'school-' || (${who} // 400 + case when ${who} % 50 = 0 and i // ${students} > 87 then 1 else 0 end)`,
        date: day,
        granularity: "'day'",
        status: `case when ${absent} then case when hash(i) % 2 = 0 then 'absentExcused' else 'absentUnexcused' end else 'present' end`,
        mode: "'onSite'",
      },
    },
    "activity-day": {
      from: everyDay,
      of: {
        studentId: student(who),
        schoolId: school(who),
        date: day,
        app: "'platform'",
        events: "case when hash(i) % 3 = 0 then 0 else hash(i) % 40 end",
        activeMinutes: "hash(i) % 90",
        sourceCoverage: "true",
      },
    },
    enrolment: {
      from: `range(${2 * students}) as years (i)`,
      of: {
        studentId: student(who),
        schoolId: school(who),
        schoolYear: `case when i < ${students} then '2025/2026' else '2026/2027' end`,
        gradeNumber: `1 + (${who} + i // ${students}) % 11`,
        iscedLevel: "'1'",
        entryDate: `case when i < ${students} then date '2025-08-11' else date '2026-08-11' end`,
        exitDate: `case when i < ${students} then date '2026-06-05' end`,
        status: "'active'",
      },
    },
    student: {
      from: `range(${students}) as students (i)`,
      of: { id: student("i"), sex: "cast(1 + i % 2 as varchar)", birthYear: "2012 - i % 11" },
    },
    staff: {
      from: `range(${staff}) as staff (i)`,
      of: {
        id: student("i + 1000000000"),
        sex: "cast(1 + i % 2 as varchar)",
        birthYear: "1960 + i % 40",
        qualified: "i % 9 <> 0",
        trained: "i % 7 <> 0",
      },
    },
    "staff-assignment": {
      from: `range(${staff}) as staff (i)`,
      of: {
        staffId: student("i + 1000000000"),
        schoolId: `'school-' || (i % ${schools})`,
        function: "'subjectTeacher'",
        iscedLevel: "'1'",
        fte: "case when i % 5 = 0 then 0.5 else 1 end",
        employment: "'permanent'",
        startDate: "date '2020-08-01'",
        inSubjectQualified: "i % 11 <> 0",
      },
    },
    organisation: {
      from: `range(${schools}) as schools (i)`,
      of: {
        id: "'school-' || i",
        type: "'school'",
        status: "'active'",
        areaCode: "'area-' || (i // 50)",
      },
    },
    "school-profile": {
      from: `range(${schools}) as schools (i)`,
      of: {
        schoolId: "'school-' || i",
        schoolYear: "'2025/2026'",
        control: "'public'",
        settlement: "case when i % 3 = 0 then 'rural' else 'city' end",
        remote: "i % 17 = 0",
        electricity: "i % 97 <> 0",
        internetForTeaching: "i % 23 <> 0",
        computersForTeaching: "i % 29 <> 0",
      },
    },
  };
}
