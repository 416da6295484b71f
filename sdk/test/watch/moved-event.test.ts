import { isCounted } from "@edufed/schemas";
import { afterAll, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { metricNamed, smallWatch } from "./small-watch.ts";

const engine = await openDuckDb({ threads: 1 });
afterAll(() => engine.close());

const day = "2025-11-20";
const days = { day, first: "2025-11-19" };

test("a corrected event may be another student's, and of another day", async () => {
  const digital = metricNamed("ENG_DIGITAL");
  if (!isCounted(digital)) throw new Error("ENG_DIGITAL is not counted");
  const source = {
    entity: "activity-event",
    contributor: "studentId",
    orderBy: "date",
    measures: { events: "count(*)" },
  };
  const { expected: _none, ...counted } = digital;
  const students = { title: digital.title, sources: [source] };
  const metric = { ...counted, populations: { students } };
  const settings = { engine, metrics: [metric], dimensions: [], still: { student: [] }, days };
  const { watch, arrive, store } = await smallWatch(settings);
  const event = { id: "e1", action: "viewed", objectKind: "content", app: "lms", date: day };
  const whole = async (of: string): Promise<unknown> => {
    const [only] = await watch.tables(of);
    return only?.cells.map(({ num, den, contributors }) => [num, den, contributors]);
  };
  const events = ["s1", "s2"].map((studentId, index) => ({ ...event, id: `e${index}`, studentId }));
  await arrive("activity-event", events);
  expect(await whole(day)).toEqual([[2, 2, 2]]);
  const corrected = [
    { ...event, id: "e0", studentId: "s2" },
    { ...event, id: "e1", studentId: "s2", date: days.first },
  ];
  expect(await arrive("activity-event", corrected)).toMatchObject({ corrected: 2, late: 1 });
  expect(await whole(day)).toEqual([[1, 1, 1]]);
  expect(await whole(days.first)).toEqual([[1, 1, 1]]);
  expect(await arrive("activity-event", [{ ...event, id: "e2" }])).toMatchObject({ nobody: 1 });
  store.close();
});
