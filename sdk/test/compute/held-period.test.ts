import type { Metric } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { compute } from "../../src/compute/compute.ts";
import { UsageError } from "../../src/errors.ts";
import { config, dataSet, registry, type RowsByEntity } from "./engines.ts";

function metricOf(id: string): Metric {
  const metric = registry.metrics.get(id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  return metric;
}

const enrolled = {
  studentId: "a",
  schoolId: "s",
  schoolYear: "2025/2026",
  entryDate: "2025-08-01",
};
const teacher = {
  staffId: "t",
  schoolId: "s",
  function: "classTeacher",
  employment: "permanent",
  startDate: "2019-08-01",
};
const school: RowsByEntity = { enrolment: [enrolled], "staff-assignment": [teacher] };

async function ratio(period: string): Promise<number | null | undefined> {
  const { data } = await dataSet(school);
  try {
    const question = { metric: metricOf("PTR"), registry, dimensions: [], config, data, period };
    return (await compute(question)).cells[0]?.value;
  } finally {
    data.engine.close();
  }
}

describe("a school year that is asked for", () => {
  test("is counted when the records are about it", async () => {
    expect(await ratio("2025/2026")).toBe(1);
  });

  test.each(["2024/2025", "2026/2027"])(
    "is refused when no record is about it, and never counted as nobody: %s",
    async (period) => {
      await expect(ratio(period)).rejects.toThrow(UsageError);
      await expect(ratio(period)).rejects.toThrow("there are about 2025/2026");
    },
  );
});

describe("a figure that looks into the next school year", () => {
  const repeated = async (rows: RowsByEntity["enrolment"]): Promise<string | undefined> => {
    const { data } = await dataSet({ enrolment: rows ?? [] });
    const metric = metricOf("REP");
    const question = { metric, registry, dimensions: [], config, data, period: "2025/2026" };
    try {
      const { cells } = await compute(question);
      return `${cells[0]?.num}/${cells[0]?.den}`;
    } finally {
      data.engine.close();
    }
  };
  const inGrade = { ...enrolled, gradeNumber: 5, iscedLevel: "1", status: "active" };
  const again = { ...inGrade, schoolYear: "2026/2027", entryDate: "2026-08-01" };

  test("is counted when the data hold that year", async () => {
    expect(await repeated([inGrade, again])).toBe("1/1");
  });

  test("is refused when they do not, for nobody has been seen to stay or to leave", async () => {
    await expect(repeated([inGrade])).rejects.toThrow(
      "REP about 2025/2026 looks at records of enrolment about 2026/2027, and there are none.",
    );
  });
});
