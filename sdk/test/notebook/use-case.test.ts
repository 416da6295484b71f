import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry, type DerivedMetric } from "@edufed/schemas";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { counted, derived } from "../../../schemas/test/every-part.ts";
import { checkUseCase } from "../../src/notebook/use-case-check.ts";
import { loadUseCase, notebookFile } from "../../src/notebook/use-case.ts";

const id = "virtual-school-monitoring";
const original = join(import.meta.dirname, "../../../use-cases", id);
const registry = loadRegistry();

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "edufed-use-case-"));
  folder = join(parent, id);
  await cp(original, folder, { recursive: true });
});

afterEach(() => rm(parent, { recursive: true }));

type Answers = Record<string, unknown>;

/** Rewrites the copy's answers. */
async function change(edit: (answers: Answers) => void): Promise<void> {
  const file = join(folder, "use-case.json");
  const answers: Answers = JSON.parse(await readFile(file, "utf8"));
  edit(answers);
  await writeFile(file, JSON.stringify(answers));
}

describe("the contract of a use case", () => {
  test("an adopted use case is read with its ethics answers", async () => {
    const useCase = await loadUseCase(folder);
    expect(useCase).toMatchObject({ id, humanDecision: true });
    expect(useCase.answers).toHaveProperty("fairness");
    expect(useCase.answers).not.toHaveProperty("metrics");
    expect(notebookFile(useCase)).toBe("notebook.md");
  });

  test.each<[string, (answers: Answers) => void, string]>([
    ["an ethics answer is missing", (answers) => delete answers["fairness"], "has no “fairness”"],
    [
      "a machine decides",
      (answers) => (answers["humanDecision"] = false),
      "/humanDecision must be true",
    ],
    [
      "ranking is not prohibited",
      (answers) =>
        (answers["prohibitedOutputs"] = ["individualRiskScore", "studentCluster", "learningStyle"]),
      "/prohibitedOutputs lacks ranking",
    ],
    [
      "nobody who could misuse the figures is named",
      (answers) =>
        (answers["stakeholders"] = ["a", "b", "c"].map((letter) => ({
          group: `group of readers ${letter}`,
          relation: "direct",
          involvement: "heard before adoption",
        }))),
      "names nobody who could misuse the figures",
    ],
    [
      "an answer is one word",
      (answers) => (answers["aiActClass"] = "none"),
      "/aiActClass is too short to be an answer",
    ],
    [
      "the smallest group is below ten",
      (answers) =>
        (answers["privacy"] = {
          minGroup: 9,
          retention: "as long as the law says",
          dpia: "will be carried out",
        }),
      "/privacy/minGroup must be >= 10",
    ],
    [
      "an answer is not in the contract",
      (answers) => (answers["score"] = 1),
      "has an unknown “score”",
    ],
    [
      "the id is not the folder's name",
      (answers) => (answers["id"] = "other"),
      "is called “other” and its folder is not",
    ],
  ])("is broken when %s", async (_, edit, says) => {
    await change(edit);
    await expect(loadUseCase(folder)).rejects.toThrow(says);
  });

  test("a folder without a use case says what to name", async () => {
    await expect(loadUseCase(parent)).rejects.toThrow("use-case.json cannot be read");
  });

  test("a file that is not JSON is told from one that is missing", async () => {
    await writeFile(join(folder, "use-case.json"), "{");
    await expect(loadUseCase(folder)).rejects.toThrow("use-case.json is not JSON");
  });
});

async function check(): Promise<readonly string[]> {
  return checkUseCase(await loadUseCase(folder), { registry, folder });
}

describe("a use case against the standard", () => {
  test("the adopted one has nothing to correct", async () => {
    expect(await check()).toEqual([]);
  });

  test.each<[string, (answers: Answers) => void, string]>([
    [
      "a property the standard does not have",
      (answers) => (answers["dataNeeds"] = [need("student", "shoeSize", "ordinary")]),
      "dataNeeds: the standard has no student.shoeSize",
    ],
    [
      "a privacy class the schema does not give",
      (answers) => (answers["dataNeeds"] = [need("student", "sex", "ordinary")]),
      "dataNeeds: student.sex is quasi, not ordinary",
    ],
    [
      "a metric version that is not the standard's",
      (answers) => (answers["metrics"] = [{ id: "ATT_RATE", version: "0.9.0" }]),
      `metrics: ATT_RATE is at version ${registry.metrics.get("ATT_RATE")?.version}, not 0.9.0`,
    ],
    [
      "an unknown metric",
      (answers) => (answers["metrics"] = [{ id: "RANK", version: "1.0.0" }]),
      "metrics: the standard has no metric RANK",
    ],
    [
      "a breakdown the metric does not allow",
      (answers) => (answers["breakdowns"] = [["SHOE_SIZE"]]),
      "breakdowns: ATT_RATE may not be cut by SHOE_SIZE",
    ],
    [
      "two dimensions of one family",
      (answers) => (answers["breakdowns"] = [["REF_AREA", "SCHOOL"]]),
      "breakdowns: REF_AREA × SCHOOL crosses one family twice",
    ],
    [
      "a metric whose records no need names",
      (answers) => (answers["dataNeeds"] = [need("student", "sex", "quasi")]),
      "dataNeeds: nothing is named that ATT_RATE could count students from",
    ],
    [
      "a notebook that reads another metric",
      (answers) => (answers["metrics"] = [{ id: "ATT_RATE", version: "1.0.0" }]),
      "notebook: it reads ATT_CHRONIC, which the use case does not publish",
    ],
  ])("%s is named", async (_, edit, says) => {
    await change(edit);
    expect(await check()).toContain(says);
  });

  describe("a metric that is made of others", () => {
    const [studentsNeed, ...otherNeeds] = ["attendance-record", "student", "enrolment"].map(
      (entity) => need(entity, "id", "pseudonym"),
    );

    async function checkDerived(needs: readonly Answers[]): Promise<readonly string[]> {
      await change((answers) => {
        answers["metrics"] = [{ id: derived.id, version: derived.version }];
        answers["dataNeeds"] = needs;
      });
      const base = { ...counted, id: "ATT_RATE" };
      const gap: DerivedMetric = {
        ...derived,
        derivation: { metric: base.id, across: "SEX", first: "F", second: "M" },
      };
      const metrics = new Map([base, gap].map((metric) => [metric.id, metric]));
      const useCase = await loadUseCase(folder);
      return checkUseCase(useCase, { registry: { ...registry, metrics }, folder });
    }

    const missing = "dataNeeds: nothing is named that RIDERS_GAP could count riders from";

    test("needs the records that these count, and those that they look up", async () => {
      expect(await checkDerived(otherNeeds)).not.toContain(missing);
    });

    test("is named when only a part of these records is needed", async () => {
      expect(await checkDerived(otherNeeds.slice(1))).toContain(missing);
      expect(await checkDerived(studentsNeed === undefined ? [] : [studentsNeed])).toContain(
        missing,
      );
    });
  });

  test("a broken notebook is named with its line", async () => {
    await writeFile(join(folder, "notebook.md"), "# no front matter");
    expect(await check()).toEqual([
      expect.stringContaining("notebook.md:1: the notebook has no front matter"),
    ]);
  });
});

function need(entity: string, property: string, privacyClass: string): Answers {
  return {
    entity,
    property,
    privacyClass,
    purpose: "to try what happens",
    necessity: "required",
    ifMissing: "nothing can be said",
  };
}
