import { describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import type { Plan } from "../../src/engine/plan.ts";
import { sparkJob } from "../../src/engine/spark.ts";
import {
  type SparkJob,
  sparkPath,
  sparkScript,
  sparkSource,
} from "../../src/engine/spark-script.ts";

const plan: Plan = {
  populations: [
    {
      name: "students",
      relation: "student",
      contributor: ["id"],
      orderBy: "schoolYear",
      lookups: [],
      measures: [{ name: "years", aggregate: "count" }],
      dimensions: [{ id: "SEX", column: "sex", map: {}, unknown: "_U", total: "_T" }],
    },
  ],
  questions: [
    {
      id: "YEARS",
      sums: [
        {
          name: "NUM",
          parts: [{ population: "students", value: { kind: "column", name: "years" } }],
        },
      ],
    },
  ],
  dimensions: ["SEX"],
};

const student = {
  parquet: "abfss://records@member/student",
  columns: { id: "string", schoolYear: "string", sex: "string", birthDate: "date" },
} as const;

describe("the script of a job", () => {
  test("is one program that a reviewer can read", async () => {
    const job = sparkJob(plan, { relations: { student } }, "abfss://cells@member/2025");
    await expect(sparkScript(job)).toMatchFileSnapshot("./spark/years.py");
  });

  test("reads only the columns that the plan needs", () => {
    const { relations } = sparkJob(plan, { relations: { student, school: student } }, "cells");
    expect(relations).toEqual({
      student: {
        parquet: student.parquet,
        columns: { id: "string", schoolYear: "string", sex: "string" },
      },
    });
  });

  test("is not made without the files of a relation, or without a column of theirs", () => {
    expect(() => sparkJob(plan, { relations: {} }, "cells")).toThrow(InputError);
    const { id } = student.columns;
    const relations = { student: { ...student, columns: { id } } };
    expect(() => sparkJob(plan, { relations }, "cells")).toThrow("no column schoolYear, sex");
  });

  test("is the same in whatever order the relations are given", () => {
    const one = { ...job, relations: { a: student, b: student } };
    const other = { ...job, relations: { b: student, a: student } };
    expect(sparkScript(one)).toBe(sparkScript(other));
  });
});

const job: SparkJob = { relations: { student }, statement: "select 1 as one", cells: "cells" };

describe("what a script quotes", () => {
  test("is text of Python, for names and places", () => {
    const script = sparkScript({
      ...job,
      relations: {
        'a "b"': { parquet: "c\\d\ne", columns: { "f'\u2028": "string" } },
      },
      cells: 'file:/x"; import os; "',
    });
    expect(script).toContain(String.raw`"a \"b\"": {`);
    expect(script).toContain(String.raw`"parquet": "c\\d\ne",`);
    expect(script).toContain(`"f'\u2028": "string",`);
    expect(script).toContain(String.raw`CELLS = "file:/x\"; import os; \""`);
  });

  test("is a statement on lines of its own, whatever is in it", () => {
    const statement = `select '"""', '\\\\', '\r\0'`;
    expect(sparkScript({ ...job, statement })).toContain(
      String.raw`STATEMENT = """\
select '\"\"\"', '\\\\', '\r\x00'
"""`,
    );
  });

  test("is a path, in which characters of patterns stand for themselves", () => {
    expect(sparkPath("/a [b]")).toBe("file:/a [b]");
    expect(sparkSource("/a [b]{c,d}*?\\")).toBe(String.raw`file:/a \[b\]\{c\,d\}\*\?\\`);
  });
});
