import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { compute } from "../../src/compute/compute.ts";
import { passed } from "../../src/dataset.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { ValueRow } from "../../src/engine/evaluate.ts";
import { openReference } from "../../src/engine/reference.ts";
import { table } from "../compute/engines.ts";
import { config, metricNamed, registry, smallWatch } from "./small-watch.ts";

const engine = await openDuckDb({ threads: 1 });
afterAll(() => engine.close());

const day = "2025-11-20";
const days = { day, first: "2025-11-19" };
const metrics = ["ATT_RATE", "ATT_UNEXCUSED", "ENG_HYBRID", "ENG_DAYS", "ENG_LIVE"];

const still = {
  enrolment: table(`
    studentId schoolId schoolYear iscedLevel gradeNumber entryDate  status
    s0        south    2025/2026  '1'        3           2025-08-01 active
    s0        north    2025/2026  '1'        4           2025-09-01 active
    s1        south    2025/2026  '1'        3           2025-08-01 active
    s2        north    2025/2026  '1'        -           2025-08-01 active
    s3        north    2024/2025  '1'        5           2024-08-01 active
    s5        west     2025/2026  '2'        7           2025-08-01 active
  `),
  student: table(`
    id sex
    s0 '1'
    s1 '2'
    s2 '1'
    s3 '0'
  `),
};

/** The figures of a day as one computation over all records gives them, on the engine that is obvious. */
async function atOnce(
  rows: Readonly<Record<string, readonly ValueRow[]>>,
  of: string,
  dimensions: readonly string[],
): Promise<readonly CellTable[]> {
  const all = { ...rows, ...still };
  const relations = new Map(Object.keys(all).map((entity) => [entity, { entity, name: entity }]));
  const data = passed("pseudonymous", { engine, relations });
  const engineOverride = openReference(new Map(Object.entries(all)));
  const period = "2025/2026";
  const sources = { students: "attendance-record" };
  const asked = { data, engineOverride, registry, config, dimensions, period, sources, day: of };
  const tables: CellTable[] = [];
  for (const id of metrics) tables.push(await compute({ ...asked, metric: metricNamed(id) }));
  return tables;
}

function withoutEngine(tables: readonly CellTable[]): unknown {
  return tables.map(({ cells, description }) => ({
    cells,
    description: { ...description, engine: "any" },
  }));
}

/** Records of a day that an engine has at least one of, so that there is a school year to speak of. */
const anchor = {
  attendance: {
    studentId: "anchor",
    schoolId: "south",
    date: "2025-09-01",
    granularity: "day",
    status: "present",
  },
  activity: {
    studentId: "anchor",
    schoolId: "south",
    date: "2025-09-01",
    app: "lms",
    events: 1,
    sourceCoverage: true,
  },
};

const student = fc.constantFrom("s0", "s1", "s2", "s3", "s4");
const date = fc.constantFrom("2025-11-18", "2025-11-19", day, day, day, "2025-11-21", "2026-08-01");
const school = fc.constantFrom("south", "north");

const attendance = fc.record({
  entity: fc.constant("attendance-record"),
  row: fc.record({
    studentId: student,
    schoolId: school,
    date,
    granularity: fc.constantFrom("day", "halfDay", "lesson"),
    halfDay: fc.constantFrom(null, "am"),
    lessonNumber: fc.constantFrom(null, 1),
    sectionId: fc.constant(null),
    status: fc.constantFrom(
      "present",
      "partial",
      "absentUnexcused",
      "absentUnknown",
      "notExpected",
    ),
    mode: fc.constantFrom(null, "remoteSynchronous"),
    expectedMinutes: fc.constantFrom(null, 45),
    attendedMinutes: fc.constantFrom(null, 0, 30),
    recordedAt: fc.constantFrom(
      null,
      "2025-11-20 08:00:00+00",
      "2025-11-20 09:00:00+00",
      "2025-11-20 10:00:00+00",
    ),
  }),
});

const activity = fc.record({
  entity: fc.constant("activity-day"),
  row: fc.record({
    studentId: student,
    schoolId: school,
    date,
    app: fc.constantFrom("lms", "meet"),
    events: fc.constantFrom(null, 0, 3),
    sourceCoverage: fc.boolean(),
  }),
});

interface Came {
  readonly entity: string;
  readonly row: ValueRow;
}

/** The records that are there in the end: of each key the one written last, else the one that came last. */
function inTheEnd(came: readonly Came[]): Readonly<Record<string, readonly ValueRow[]>> {
  const kept = new Map<string, Came>();
  for (const each of came) {
    const names = registry.entities.get(each.entity)?.key ?? [];
    const key = JSON.stringify([each.entity, names.map((name) => each.row[name] ?? null)]);
    const [own, their] = [each, kept.get(key)].map((one) => one?.row["recordedAt"] ?? null);
    const isEarlier = typeof own === "string" && typeof their === "string" && own < their;
    if (!isEarlier) kept.set(key, each);
  }
  const rows = (entity: string): readonly ValueRow[] =>
    [...kept.values()].filter((each) => each.entity === entity).map(({ row }) => row);
  return {
    "attendance-record": [anchor.attendance, ...rows("attendance-record")],
    "activity-day": [anchor.activity, ...rows("activity-day")],
  };
}

describe("a watch ends where one computation over all records ends", () => {
  test("however they are split, repeated, corrected or late", async () => {
    const batches = fc.array(
      fc.oneof(
        fc.array(attendance, { minLength: 1, maxLength: 6 }),
        fc.array(activity, { minLength: 1, maxLength: 6 }),
      ),
      { maxLength: 6 },
    );
    const cut = fc.constantFrom([], ["SCHOOL"], ["GRADE", "SEX"]);
    const repeated = fc.nat({ max: 5 });
    await fc.assert(
      fc.asyncProperty(batches, cut, repeated, async (drawn, dimensions, again) => {
        // What came once may come again, later.
        const given: readonly (readonly Came[])[] = [...drawn, ...drawn.slice(0, again)];
        const { watch, arrive, store } = await smallWatch({
          engine,
          metrics,
          dimensions,
          still,
          days,
        });
        let seen = 0;
        for (const batch of given) {
          const [first] = batch;
          if (first === undefined) continue;
          const counts = await arrive(
            first.entity,
            batch.map(({ row }) => row),
          );
          seen += counts.new + counts.corrected + counts.repeated + counts.outdated;
          seen += counts.tooLate + counts.otherYear;
        }
        expect(seen, "every row is counted once").toBe(given.flat().length);
        const end = inTheEnd(given.flat());
        for (const of of [day, "2025-11-19", "2025-11-21"]) {
          const expected = await atOnce(end, of, dimensions);
          expect(withoutEngine(await watch.tables(of))).toEqual(withoutEngine(expected));
        }
        store.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe("what a batch costs", () => {
  test("only the records of those whom it concerns are read again, and what these lead to", async () => {
    const all = Array.from({ length: 200 }, (_, index) => ({
      studentId: `s${index}`,
      schoolId: "south",
      date: day,
      granularity: "day",
      status: "present",
    }));
    const dimensions = ["GRADE", "SEX"];
    const { watch, arrive, store } = await smallWatch({ engine, metrics, dimensions, still, days });
    await arrive("attendance-record", all);
    const lesson = { ...all[1], granularity: "lesson", lessonNumber: 1, mode: "remoteSynchronous" };
    expect(await arrive("attendance-record", [lesson, all[2] ?? {}])).toMatchObject({
      new: 1,
      repeated: 1,
    });
    const rows = await engine.rows(
      ["earlier attendance-record", "later attendance-record", "near enrolment", "near student"]
        .map((name) => `select '${name}' as name, count(*) as n from "${name}"`)
        .join(" union all "),
    );
    expect(Object.fromEntries(rows.map(({ name, n }) => [name, n]))).toEqual({
      "earlier attendance-record": 1,
      "later attendance-record": 2,
      "near enrolment": 1,
      "near student": 1,
    });
    expect(await watch.tables()).toHaveLength(metrics.length);
    store.close();
  });
});

test("a day's count is another quantity than that of another day", async () => {
  const rows = inTheEnd([]);
  const of = async (asked: string): Promise<readonly string[]> =>
    (await atOnce(rows, asked, [])).map(({ description }) => description.quantity.num);
  const [one, other] = [await of(day), await of("2025-11-19")];
  expect(one).toHaveLength(metrics.length);
  expect(one.filter((hash) => other.includes(hash))).toEqual([]);
});

test("a batch that fails changes nothing", async () => {
  const { watch, arrive, store } = await smallWatch({
    engine,
    metrics,
    dimensions: [],
    still,
    days,
  });
  const row = {
    studentId: "s1",
    schoolId: "south",
    date: day,
    granularity: "day",
    status: "present",
  };
  await arrive("attendance-record", [row]);
  const before = await watch.tables();
  const other = { ...row, studentId: "s2" };
  await arrive("attendance-record", [other]);
  await arrive("attendance-record", [{ ...other, status: "suspended" }]);
  await arrive("attendance-record", [{ ...other, status: "notExpected" }]);
  expect(await watch.tables(), "who is not expected after all is not counted").toEqual(before);
  const failing = watch.take(
    {
      entity: "attendance-record",
      records: "arriving",
      contributor: "studentId",
      day: "date",
      key: [],
    },
    () => {
      throw new Error("the disk is full");
    },
  );
  await expect(failing).rejects.toThrow("the disk is full");
  expect(await watch.tables()).toEqual(before);
  store.close();
});
