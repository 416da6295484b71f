import { expect, test } from "vitest";
import { compute } from "../../src/compute/compute.ts";
import { InputError } from "../../src/errors.ts";
import { config, dataSet, engineNames, metricNamed, registry } from "./engines.ts";

const residents = { areaCode: "FI-HEL", referenceDate: "2026-01-01", ageFrom: 7, ageTo: 7 };
const parameters = { level: "1", ageFrom: 7, ageTo: 7, populationDay: "--01-01" };
const student = { studentId: "s", schoolId: "a", schoolYear: "2025/2026", iscedLevel: "1" };

test.each(engineNames)("what adds up to more than a cell holds is refused on %s", async (name) => {
  const { data, engines } = await dataSet({
    enrolment: [{ id: "1", ...student, entryDate: "2025-08-01" }],
    "population-count": ["1", "2"].map((sex) => ({
      ...{ id: sex, ...residents, sex, count: Number.MAX_SAFE_INTEGER },
    })),
  });
  const asked = compute({
    ...{ metric: metricNamed("GER"), dimensions: [], period: "2025/2026", registry, config, data },
    ...{ engineOverride: engines[name], parameters },
  });
  await expect(asked).rejects.toThrow(InputError);
  data.engine.close();
});
