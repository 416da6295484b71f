import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { compute } from "../src/compute/compute.ts";
import { passed } from "../src/dataset.ts";
import type { SqlEngine } from "../src/engine/engine.ts";
import { quoteIdentifier } from "../src/engine/sql-text.ts";
import { readRecords } from "../src/import/records.ts";
import { pseudonymKey } from "../src/pseudonymise/key.ts";
import { pseudonymSql } from "../src/pseudonymise/pseudonym-sql.ts";
import { stillName } from "../src/watch/affected.ts";
import { dayQuestion, growingOf } from "../src/watch/day-question.ts";
import { DayStore } from "../src/watch/day-store.ts";
import { DayWatch } from "../src/watch/day-watch.ts";
import { errorsOnly, sift } from "../src/watch/sift.ts";
import type { Work } from "./side-by-side.ts";

const day = "2025-11-20";
const entity = "activity-day";
/** Rows of a batch. */
const rowsNew = 1000;
/** What a student has on the day: one row for each of so many apps. */
const apps = 10;
/** As many at every size, so that the table of figures has as many cells. */
const schools = 400;
const dimensions = ["SCHOOL", "GRADE", "SEX"];
const config = { refArea: "XX", schoolYearStart: "--08-01" };
const registry = loadRegistry();
const purpose = { id: "metrics", needs: new Set<string>() };
const key = pseudonymKey(new Uint8Array(32));
const settings = { registry: errorsOnly(registry), purpose, key, system: "XX" };

/** A watch that has seen so many rows, and what there is to remove afterwards. */
export interface Watching {
  readonly work: Work;
  readonly remove: () => void;
}

/**
 * A batch of new rows of the day, from lines in a file to the figures by school, grade and sex, after
 * so many rows were seen; beside computing the day again from all of them.
 */
export async function watching(engine: SqlEngine, seen: number): Promise<Watching> {
  const students = seen / apps;
  await fill(engine, students);
  const metric = registry.metrics.get("ENG_DIGITAL");
  if (metric === undefined) throw new Error("the standard has no metric ENG_DIGITAL");
  const questions = [dayQuestion({ metric, dimensions, parameters: {} }, registry)];
  const growing = growingOf(questions, registry);
  const folder = mkdtempSync(join(tmpdir(), "edufed-bench-"));
  const store = new DayStore(join(folder, "day.sqlite"));
  await see(engine, store);
  const still = new Set(["enrolment", "student"]);
  const setting = { engine, registry, config, questions, growing, store, still };
  const watch = new DayWatch(setting, { day, first: day });
  let round = 0;
  const again = { metric, registry, config, dimensions, period: "2025/2026", day };
  const relations = new Map(
    [...still, entity].map((name) => [name, { entity: name, name: stillName(name) }]),
  );
  const data = passed("pseudonymous", { engine, relations });
  return {
    work: {
      title: "watching the day, 1,000 new rows",
      size: `${seen.toLocaleString("en")} rows seen`,
      contenders: [
        {
          name: "ours",
          run: async () => {
            round += 1;
            const path = join(folder, `${entity}.ndjson`);
            writeFileSync(path, newLines(round, students));
            await takeIn(engine, watch, path);
            await watch.tables();
          },
        },
        {
          name: "computing the day again",
          run: async () => void (await compute({ data, ...again })),
        },
      ],
    },
    remove: () => {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function takeIn(engine: SqlEngine, watch: DayWatch, path: string): Promise<void> {
  const { records } = await readRecords(engine, [path], registry);
  const growing = { entity, contributor: "studentId", day: "date" };
  const { arrivals } = await sift(records, growing, settings);
  const counts = await watch.take(arrivals);
  if (counts.new !== rowsNew) throw new Error("not every row of the batch was new");
}

/** One row for each of students that lie far apart, of an app that nobody used before. */
function newLines(round: number, students: number): string {
  const step = Math.max(1, Math.floor(students / rowsNew));
  const rows = Array.from({ length: rowsNew }, (_, row) => ({
    studentId: `S${(row * step + round) % students}`,
    schoolId: `school-${((row * step + round) % students) % schools}`,
    date: day,
    app: `new-${round}`,
    events: row % 7,
    sourceCoverage: true,
  }));
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** Students and enrolments as the pseudonymiser leaves them, and what was seen of the day. */
async function fill(engine: SqlEngine, students: number): Promise<void> {
  const domain = { system: "XX", entity: "student", purpose: purpose.id };
  const still = (name: string): string => quoteIdentifier(stillName(name));
  await engine.run(`
    create or replace table ${still("student")} as
    select ${pseudonymSql(key, domain, "value")} as id, cast(1 + i % 2 as varchar) as sex, i
    from (select i, 'S' || i as value from range(${students}) as students (i));
    create or replace table ${still("enrolment")} as
    select id as "studentId", 'school-' || i % ${schools} as "schoolId", '2025/2026' as "schoolYear",
      1 + i % 9 as "gradeNumber", date '2025-08-11' as "entryDate"
    from ${still("student")};
    create or replace table ${still(entity)} as
    select id as "studentId", 'school-' || i % ${schools} as "schoolId", date '${day}' as "date",
      'app-' || app as app, hash(i, app) % 5 as events, true as "sourceCoverage"
    from ${still("student")}, range(${apps}) as apps (app)
    order by id, app`);
}

/** Puts what was seen into the store, as a watch leaves it. */
async function see(engine: SqlEngine, store: DayStore): Promise<void> {
  const pageRows = 100_000;
  await store.within(async () => {
    for (let from = 0; ; from += pageRows) {
      const rows = await engine.rows(`
        select "studentId" as contributor, cast(to_json([app]) as varchar) as key,
          cast(to_json({studentId: "studentId", schoolId: "schoolId", date: "date", events: events, sourceCoverage: "sourceCoverage"}) as varchar) as body
        from ${quoteIdentifier(stillName(entity))} limit ${pageRows} offset ${from}`);
      for (const { contributor, key: own, body } of rows) {
        const place = { day, contributor: String(contributor) };
        store.put(entity, String(own), place, { writtenAt: null, body: String(body) });
      }
      if (rows.length < pageRows) return;
    }
  });
}
