import { describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { behindFor } from "../../src/compute/behind.ts";
import { compute } from "../../src/compute/compute.ts";
import { areCounts, computeAll } from "../../src/compute/compute-all.ts";
import { estimate } from "../../src/compute/estimate.ts";
import { type CountedQuestion, planMetric } from "../../src/compute/plan-metric.ts";
import { dialects } from "../../src/engine/dialects.ts";
import type { Plan } from "../../src/engine/plan.ts";
import { cellsInParts, cellsSql } from "../../src/engine/sql.ts";
import { sparkScript } from "../../src/engine/spark-script.ts";
import { RefusedError } from "../../src/errors.ts";
import { communityPolicy } from "../../src/generated/policy.ts";
import { cellKey, RecordSecret, recordKey } from "../../src/record-key.ts";
import { config, dataSet, engineNames, metricNamed, registry, table } from "./engines.ts";

const bytes = new Uint8Array(32).fill(9);
const secret = new RecordSecret(bytes);
const behind = { keys: secret };

const year = "schoolYear startDate  endDate";
const attendance = {
  "attendance-summary": table(`
    studentId schoolId ${year}     expectedDays attendedDays absentDays
    anna      south    2025/2026 2025-08-01 2025-12-20 40 38   2
    anna      north    2025/2026 2026-01-08 2026-06-01 40 34.5 5.5
    ben       north    2025/2026 2025-08-01 2026-06-01 80 60   20
    cleo      south    2025/2026 2025-08-01 2026-06-01 10 0    10
    dana      west     2025/2026 2025-08-01 2026-06-01 10 10   0
  `),
  enrolment: table(`
    studentId schoolId schoolYear gradeNumber iscedLevel entryDate  status
    anna      south    2025/2026  5           '1'        2025-08-01 active
    ben       north    2025/2026  5           '1'        2025-08-01 active
    cleo      south    2025/2026  6           '1'        2025-08-01 active
    dana      west     2025/2026  6           '1'        2025-08-01 active
  `),
};

type More = Partial<Omit<CountedQuestion, "metric">>;

function question(id: string, more: More = {}): CountedQuestion {
  const metric = metricNamed(id);
  return { metric, registry, dimensions: ["GRADE"], period: "2025/2026", config, ...more };
}

/** The key of a cell that these students are behind. */
function keyOf(...students: readonly string[]): number {
  return cellKey(students.map((each) => recordKey(bytes, each, "student 2025/2026")));
}

function keysIn({ cells }: CellTable): readonly unknown[] {
  return cells.map(({ codes, keys }) => [codes["GRADE"], keys?.num, keys?.den]);
}

describe.each(engineNames)("on %s", (name) => {
  async function keys(id: string, more: More = {}) {
    const { data, engines } = await dataSet(attendance);
    try {
      const asked = { ...question(id, { behind, ...more }), data, engineOverride: engines[name] };
      const alone = keysIn(await compute(asked));
      const other = { ...question("ATT_RATE"), data, engineOverride: engines[name] };
      const [together] = await computeAll([asked, other, { ...other, behind }]);
      const isTable = together !== undefined && areCounts(together);
      expect(isTable ? keysIn(together) : []).toEqual(alone);
      return alone;
    } finally {
      data.engine.close();
    }
  }

  test("a side has the key of those who add something to it, each once, in every margin", async () => {
    expect(await keys("ATT_CHRONIC")).toEqual([
      ["_T", keyOf("ben", "cleo"), keyOf("anna", "ben", "cleo", "dana")],
      ["5", keyOf("ben"), keyOf("anna", "ben")],
      ["6", keyOf("cleo"), keyOf("cleo", "dana")],
    ]);
    expect(keyOf()).toBe(0);
  });

  test("the same students have the same key in another metric", async () => {
    expect(await keys("ATT_RATE")).toEqual([
      ["_T", keyOf("anna", "ben", "dana"), keyOf("anna", "ben", "cleo", "dana")],
      ["5", keyOf("anna", "ben"), keyOf("anna", "ben")],
      ["6", keyOf("dana"), keyOf("cleo", "dana")],
    ]);
  });

  test("nothing is told that nobody asks for, and not of figures that stay inside", async () => {
    const none = (code: string) => [code, undefined, undefined];
    expect(await keys("ATT_CHRONIC", { behind: {} })).toEqual(["_T", "5", "6"].map(none));
    const { data, engines } = await dataSet(attendance);
    const asked = { ...question("ATT_TIERS"), data, engineOverride: engines[name] };
    expect(await estimate({ ...asked, behind })).toEqual(await estimate(asked));
    data.engine.close();
  });
});

describe("a policy", () => {
  const method = { kind: "cell-key", deviationMax: 5, variance: "3" } as const;

  test("that gives noise by cell keys asks for them, and no other", () => {
    expect(behindFor({ ...communityPolicy, method }, secret)).toEqual({ keys: secret });
    expect(behindFor(communityPolicy, secret)).toEqual({});
    expect(behindFor({ ...communityPolicy, method: { kind: "suppress" } })).toEqual({});
  });

  test("is refused where there is no secret, with the place where it belongs", () => {
    const asking = (): unknown => behindFor({ ...communityPolicy, method });
    expect(asking).toThrow(RefusedError);
    expect(asking).toThrow("there is no secret to make them with");
  });
});

describe("what people may see", () => {
  const relations = new Map(
    ["attendance-summary", "enrolment"].map((entity) => [entity, { entity, name: entity }]),
  );
  const plan = (more: More = {}): Plan => planMetric(question("ATT_CHRONIC", more), relations).plan;
  /** Digits of what the keys of the plan are made with; the padding that follows is the same for all. */
  const digits = plan({ behind }).populations.flatMap(({ keyed }) =>
    Object.values(keyed?.pads() ?? {}).map((pad) => pad.slice(0, 64)),
  );

  test.each([...dialects])(
    "the statement for %s names the key and does not hold it",
    async (name, dialect) => {
      const sql = cellsSql(plan({ behind }), dialect);
      expect(digits).toHaveLength(2);
      for (const each of digits) expect(sql.toLowerCase()).not.toContain(each);
      await expect(`${sql}\n`).toMatchFileSnapshot(`./sql/cell-keys/${name}.sql`);
    },
  );

  test("a plan does not tell the key that it carries", () => {
    const told = JSON.stringify(plan({ behind }));
    expect(told).toContain("student 2025/2026");
    for (const each of digits) expect(told).not.toContain(each);
  });

  test("a script for Spark gives the key as data, and is as it was where nobody asks", () => {
    const columns = { studentId: "string", schoolId: "string", schoolYear: "string" } as const;
    const statement = "select 1";
    const relation = { parquet: "file:/records", columns };
    const job = { relations: { relation }, statement, cells: "file:/cells" };
    expect(sparkScript({ ...job, keys: {} })).toBe(sparkScript(job));
    const keyed = sparkScript({ ...job, keys: { "key of students": { "inner pad": "0aff" } } });
    expect(keyed).toContain('"key of students": {"inner pad":"0aff"},');
    const [before = "", after = ""] = keyed.split("for relation, key in KEYS.items():");
    expect(before).toContain("register(spark, relation");
    expect(after).toContain("spark.sql(STATEMENT)");
    expect(after).not.toContain("0aff");
  });

  test("where nobody asks, no statement knows of keys", () => {
    for (const dialect of dialects.values()) {
      expect(cellsSql(plan(), dialect)).not.toMatch(/record_key|RECORD KEY| key of /);
    }
    expect(cellsInParts(plan()).parts.map(({ title }) => title)).not.toContain('"key of students"');
    expect(cellsInParts(plan({ behind })).parts[0]?.title).toBe('"key of students"');
  });
});
