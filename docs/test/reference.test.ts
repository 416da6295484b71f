import {
  loadConformance,
  loadCurrent,
  loadRegistry,
  type DerivedMetric,
  type Property,
  type Release,
} from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { entityPages } from "../src/reference/entity-page.ts";
import { counted, derived } from "../../schemas/test/every-part.ts";
import { metricPages } from "../src/reference/pages.ts";
import { entityFiles, servedFiles } from "../src/reference/downloads.ts";
import { privacyReference } from "../src/reference/privacy.ts";
import { deprecationText, fateText, limitsText, typeText } from "../src/reference/property-text.ts";
import { recordCsv } from "../src/reference/record-csv.ts";
import { releaseReference } from "../src/reference/releases.ts";
import { ruleExamples, ruleReference } from "../src/reference/rules.ts";
import { referenceWords } from "../src/reference-words.ts";

const registry = loadRegistry();
const conformance = loadConformance();
const first: Release = { ...loadCurrent(), version: "1.0.0" };
const { fi, en } = referenceWords;

function without(release: Release, entity: string): Release {
  const { [entity]: _left, ...entities } = release.entities;
  return { ...release, version: "1.1.0", entities };
}

function pageOf(name: string, releases: readonly Release[] = []) {
  const page = entityPages(registry, { releases, conformance }).find(
    ({ entity }) => entity.name === name,
  );
  if (page === undefined) throw new Error(`no page of ${name}`);
  return page;
}

describe("the page of a metric", () => {
  test("names the metrics that it is made of", () => {
    const gap: DerivedMetric = {
      ...derived,
      derivation: { metric: "RIDERS", across: "SEX", first: "F", second: "M" },
    };
    const metrics = new Map([counted, gap].map((metric) => [metric.id, metric]));
    const pages = metricPages({ ...registry, metrics });
    expect(pages.map(({ metric, bases }) => [metric.id, bases.map(({ id }) => id)])).toEqual([
      ["RIDERS", []],
      ["RIDERS_GAP", ["RIDERS"]],
    ]);
  });

  test("is linked from the pages of the entities that it looks up", () => {
    const metrics = new Map([[counted.id, counted]]);
    const pages = entityPages({ ...registry, metrics });
    const linking = pages.filter((page) => page.metrics.length > 0);
    expect(linking.map(({ entity }) => entity.name).toSorted()).toEqual(["enrolment", "student"]);
  });
});

describe("the page of an entity", () => {
  test("names who refers to it, and not its own key", () => {
    const referrers = pageOf("student").referrers.map(
      ({ entity, property }) => `${entity}.${property}`,
    );
    expect(referrers).toContain("enrolment.studentId");
    expect(referrers).not.toContain("student.id");
  });

  test("says which figures are counted from it and which dimensions are found in it", () => {
    const { metrics, cuts } = pageOf("enrolment");
    expect(metrics.map(({ id }) => id)).toContain("PTR");
    expect(cuts.map(({ dimension, property }) => `${dimension.id} ${property}`)).toContain(
      "GRADE gradeNumber",
    );
    // The sex of an attendance record is looked up in its student.
    expect(pageOf("student").cuts.map(({ dimension }) => dimension.id)).toContain("SEX");
  });

  test.each([...registry.entities.keys()])("%s has examples that pass and that fail", (name) => {
    const { examples } = pageOf(name);
    expect(Object.keys(examples?.fullest.record ?? {}).length).toBeGreaterThan(0);
    expect(examples?.fullest.findings).toBeUndefined();
    expect(examples?.refused.length).toBeGreaterThan(0);
    expect(examples?.refused.filter(({ findings }) => findings === undefined)).toEqual([]);
  });

  test("a key becomes a pseudonym, and what may not leave is not in the shareable example", () => {
    const { examples } = pageOf("enrolment");
    expect(examples?.shareable?.["studentId"]).toMatch(/^[0-9a-f]{8}\./u);
    expect(examples?.shareable).not.toHaveProperty("exitType");
    expect(examples?.shareable).not.toHaveProperty("localGrade");
  });

  test("records that stay behind have no shareable example and no shareable schema", () => {
    const page = pageOf("support-measure");
    expect(page.examples?.shareable).toBeUndefined();
    expect(entityFiles(page.entity, page.version)).not.toHaveProperty("schemaShareable");
  });

  test("a day becomes its year in the property that is made for it", () => {
    const { examples } = pageOf("student");
    const born = examples?.fullest.record["birthDate"];
    expect(examples?.shareable?.["birthYear"]).toBe(Number(String(born).slice(0, 4)));
    expect(examples?.shareable).not.toHaveProperty("birthDate");
  });

  test("an entity is new in the release that brought it, and the later ones say what they changed", () => {
    const older = without(first, "vacancy");
    const [change] = pageOf("vacancy", [older, { ...first, version: "1.2.0" }]).history;
    expect(change).toMatchObject({ version: "1.2.0", isNew: true });
    expect(pageOf("student", [first]).history).toEqual([
      { version: "1.0.0", isNew: true, changes: [] },
    ]);
    expect(pageOf("student").history).toEqual([]);
  });
});

describe("releases", () => {
  test("the first has counts and no changes; the next is compared with it, greatest changes first", () => {
    const [newest, oldest] = releaseReference([first, without(first, "vacancy")]);
    expect(oldest).toMatchObject({ version: "1.0.0", changes: [] });
    expect(oldest?.step).toBeUndefined();
    expect(oldest?.counts.entities).toBe(registry.entities.size);
    expect(newest?.step).toBe("major");
    expect(newest?.changes[0]?.pointer).toBe("entities/vacancy");
  });

  test("a change leads to its page, while there is one", () => {
    const [gone] = releaseReference([first, without(first, "vacancy")]);
    expect(gone?.changes[0]).not.toHaveProperty("page");
    const [came] = releaseReference([without(first, "vacancy"), { ...first, version: "1.2.0" }]);
    expect(came?.changes[0]?.page).toBe("/reference/entities/vacancy/");
  });
});

test("every property has its place among the privacy classes, once", () => {
  const all = privacyReference(registry).flatMap(({ properties }) =>
    properties.map(({ entity, name }) => `${entity}.${name}`),
  );
  const properties = [...registry.entities.values()].flatMap((entity) =>
    entity.properties.map(({ name }) => `${entity.name}.${name}`),
  );
  expect(properties.length).toBeGreaterThan(0);
  expect(all.toSorted()).toEqual(properties.toSorted());
});

test("every rule stands under its entity, with a case that passes and one that fails", () => {
  const groups = ruleReference(registry);
  const ids = groups.flatMap(({ rules }) => rules.map(({ id }) => id));
  const examples = ruleExamples(conformance);
  expect(ids.toSorted()).toEqual(registry.rules.map(({ id }) => id).toSorted());
  expect(ids.filter((id) => !examples.has(id))).toEqual([]);
});

describe("what the site serves", () => {
  const files = servedFiles(registry);

  test.each([...registry.entities.values()])("schemas, header and tables of $name", (entity) => {
    const served = entityFiles(entity, registry.version);
    const missing = Object.values(served).filter((path) => !files.has(path.slice("/ns/".length)));
    expect(missing).toEqual([]);
    expect(files.get(served.csvHeader.slice("/ns/".length))).toBe(
      `${entity.properties.map(({ name }) => name).join(",")}\n`,
    );
  });

  test("the address of a property leads to where it is described", () => {
    expect(files.get("entity/student/birthDate/index.html")).toContain(
      "/reference/entities/student/#birthDate",
    );
  });

  test("what contributors write has its schema at the address that it names", () => {
    expect(JSON.parse(files.get("meta/code-list.json") ?? "{}")).toHaveProperty("title");
  });

  test("a schema lies where its own address says", () => {
    const schema: { readonly $id: string } = JSON.parse(
      files.get(`${registry.version}/local/student.json`) ?? "{}",
    );
    expect(schema.$id).toBe(`https://w3id.org/edufed/${registry.version}/local/student.json`);
  });
});

describe("a property in words", () => {
  test("types and limits", () => {
    const half = { kind: "number", minimum: 0, maximum: 366, multipleOf: 0.5 } as const;
    expect(typeText(half, en)).toBe("number");
    expect(limitsText(half, en)).toEqual(["0 to 366", "in steps of 0.5"]);
    const list = {
      kind: "list",
      item: { kind: "string" },
      itemNullable: false,
      itemsMin: 1,
      unique: true,
    } as const;
    expect(typeText(list, fi)).toBe("luettelo: teksti");
    expect(limitsText(list, en)).toEqual(["1 or more items", "no item twice"]);
    expect(limitsText({ kind: "integer", maximum: 13 }, en)).toEqual(["at most 13"]);
  });

  test("what becomes of it", () => {
    expect(fateText({ kind: "year", to: "birthYear" }, "quasi", en)).toBe(
      "becomes the year, in birthYear",
    );
    expect(fateText({ kind: "drop", why: "" }, "direct", fi)).toBe("jätetään pois");
    expect(fateText({ kind: "drop", why: "" }, "sensitive", en)).toBe(
      "left out, unless the purpose has declared its need",
    );
  });

  test("a deprecation names what to use instead", () => {
    const deprecated: Property["deprecated"] = {
      since: "1.3.0",
      reason: "Grades are numbers.",
      replacement: "gradeNumber",
      removal: "2.0.0",
    };
    expect(deprecationText(deprecated, en)).toBe(
      "since 1.3.0; removed in 2.0.0 at the earliest. Grades are numbers. Use gradeNumber instead.",
    );
  });
});

test("a record as lines of a CSV file: empty is absent, lists are JSON", () => {
  const record = { id: "a,b", levels: ["1", "2"], open: false };
  expect(recordCsv(["id", "levels", "note", "open"], record)).toBe(
    'id,levels,note,open\n"a,b","[""1"",""2""]",,false\n',
  );
});
