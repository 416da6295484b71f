import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Property } from "../src/model.ts";
import { RegistryError, type Problem } from "../src/registry-error.ts";
import { loadExchange, loadRegistry } from "../src/registry.ts";

const sample = join(import.meta.dirname, "sample");
const folders: string[] = [];

/** A copy of the sample with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), "edufed-schemas-"));
  folders.push(folder);
  cpSync(sample, folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(sample, file), "utf8")));
  return folder;
}

function problemsOf(folder: string): readonly Problem[] {
  try {
    loadRegistry(folder);
  } catch (error) {
    if (error instanceof RegistryError) return error.problems;
    throw error;
  }
  return [];
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("the sample registry", () => {
  const registry = loadRegistry(sample);
  const entity = registry.entities.get("bus-ride");
  const property = (name: string): Property | undefined =>
    entity?.properties.find((candidate) => candidate.name === name);

  test("has every file of every folder, by its id", () => {
    expect(registry.version).toBe("0.0.1");
    expect([...registry.entities.keys()]).toEqual(["bus-ride"]);
    expect([...registry.codeLists.keys()]).toEqual(["direction", "sdmx-direction"]);
    expect([...registry.dimensions.keys()]).toEqual(["DIRECTION"]);
    expect(registry.rules.map(({ id }) => id)).toEqual(["year-of-ride"]);
    expect([...registry.metrics.keys()]).toEqual(["SEATED"]);
  });

  test("knows how an entity is named, keyed and placed in a school year", () => {
    expect(entity).toMatchObject({
      name: "bus-ride",
      title: "Bus ride",
      domain: "activity",
      stability: "experimental",
      key: ["id"],
      period: { property: "date", kind: "date" },
    });
  });

  test.each([
    ["id", { kind: "string", lengthMax: 64 }],
    ["direction", { kind: "code", list: "direction", codes: ["out", "home"] }],
    ["date", { kind: "date" }],
    ["boardedAt", { kind: "date-time" }],
    ["year", { kind: "integer", minimum: 2000, maximum: 2100 }],
    ["kilometres", { kind: "number", minimum: 0 }],
    ["seated", { kind: "boolean" }],
    [
      "delays",
      {
        kind: "list",
        item: { kind: "integer", minimum: 0 },
        itemNullable: true,
        itemsMin: 1,
        itemsMax: 20,
      },
    ],
    [
      "transfers",
      {
        kind: "list",
        item: { kind: "code", list: "direction", codes: ["out", "home"] },
        itemNullable: false,
        unique: true,
      },
    ],
  ])("reads the type of %s", (name, type) => {
    expect(property(name)?.type).toEqual(type);
  });

  test("says of each property whether it is required, may be unknown, and what it reveals", () => {
    expect(property("id")).toMatchObject({ required: true, nullable: false, privacy: "pseudonym" });
    expect(property("kilometres")).toMatchObject({ required: false, nullable: true, unit: "km" });
    expect(property("date")?.generalise).toEqual({ method: "year", to: "year" });
    expect(property("previousId")?.references).toBe("bus-ride");
    expect(property("direction")?.sourceTerms).toEqual([
      "ed-fi:5.2/studentTransportations.direction",
    ]);
    expect(property("seated")).not.toHaveProperty("unit");
  });

  test("gives a container the class of its most telling leaf", () => {
    expect(property("driver")).toMatchObject({ privacy: "direct", aggregation: "never" });
    expect(property("tickets")).toMatchObject({ privacy: "ordinary" });
  });

  test("gives every language of a text the class of the whole", () => {
    const type = property("stopName")?.type;
    const languages = type?.kind === "object" ? type.properties : [];
    expect(languages.map(({ name }) => name)).toEqual(["en", "fi", "sv", "az"]);
    expect(languages.map(({ privacy }) => privacy)).toEqual(["quasi", "quasi", "quasi", "quasi"]);
    expect(languages.map(({ required }) => required)).toEqual([true, false, false, false]);
  });

  test("has a schema that refers to nothing outside itself", () => {
    const text = JSON.stringify(entity?.schema);
    expect(text).not.toContain("$ref");
    expect(text).toContain('"enum":["out","home"]');
    expect(text).toContain('"enum":["out","home",null]');
  });
});

describe("a registry is refused, with file and place, when", () => {
  test("a file is not JSON", () => {
    const folder = changed("rules/year-of-ride.json", () => "{");
    expect(problemsOf(folder)).toMatchObject([
      { file: "rules/year-of-ride.json", message: expect.stringContaining("not JSON") },
    ]);
  });

  test("a file is not an object", () => {
    const folder = changed("metrics/SEATED.json", () => "[]");
    expect(problemsOf(folder)).toMatchObject([{ message: "must be a JSON object" }]);
  });

  test("files break their meta-schemas; all of them are named", () => {
    const folder = changed("entities/bus-ride.json", (text) =>
      text.replace('"kind": "date"', '"kind": "day"'),
    );
    writeFileSync(
      join(folder, "dimensions/DIRECTION.json"),
      readFileSync(join(sample, "dimensions/DIRECTION.json"), "utf8").replace('"_T"', "null"),
    );
    expect(problemsOf(folder)).toEqual([
      {
        file: "entities/bus-ride.json",
        pointer: "/x-period/kind",
        message: 'must be one of "school-year", "date"',
      },
      { file: "dimensions/DIRECTION.json", pointer: "/total", message: "must be string" },
    ]);
  });

  test("a file has another name than what it is about", () => {
    const folder = changed("code-lists/direction.json", (text) =>
      text.replace('"direction"', '"way"'),
    );
    expect(problemsOf(folder)).toEqual([
      {
        file: "code-lists/direction.json",
        pointer: "",
        message: "is about way; name the file way.json",
      },
    ]);
  });

  test("a property names a code list that is not there", () => {
    const folder = changed("entities/bus-ride.json", (text) =>
      text.replaceAll('"x-code-list": "direction"', '"x-code-list": "compass"'),
    );
    expect(problemsOf(folder).map(({ pointer }) => pointer)).toEqual([
      "/properties/direction",
      "/properties/plannedDirection",
      "/properties/transfers/items",
    ]);
  });

  test("the folder has no version", () => {
    const folder = changed("package.json", () => "{}");
    expect(problemsOf(folder)).toMatchObject([{ file: "package.json", pointer: "/version" }]);
  });

  test("the message has one line for each problem", () => {
    const folder = changed("package.json", () => "{}");
    expect(() => loadRegistry(folder)).toThrow(
      "package.json /version: must be the version of the standard",
    );
  });
});

describe("the standard itself", () => {
  test("loads, and has the 25 entities of the five domains", () => {
    const { entities } = loadRegistry();
    expect([...entities.keys()]).toEqual([
      "academic-session",
      "activity-day",
      "activity-event",
      "assessment",
      "assessment-result",
      "attendance-record",
      "attendance-summary",
      "calendar-day",
      "course",
      "enrolment",
      "learning-objective",
      "learning-resource",
      "organisation",
      "population-count",
      "school-profile",
      "section",
      "section-membership",
      "staff",
      "staff-assignment",
      "student",
      "support-measure",
      "training-record",
      "vacancy",
      "wellbeing-instrument",
      "wellbeing-response",
    ]);
    expect(new Set([...entities.values()].map(({ domain }) => domain)).size).toBe(6);
  });

  test("has schemas of what travels, with every text spelled out", () => {
    const exchange = loadExchange();
    expect(exchange.size).toBeGreaterThan(0);
    for (const schema of exchange.values()) {
      expect(JSON.stringify(schema)).not.toContain("localised-text.json");
    }
  });
});
