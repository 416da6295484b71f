import type { CountedMetric, Dimension, Registry, Source } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { planMetric } from "../../src/compute/plan-metric.ts";
import { RefusedError } from "../../src/errors.ts";
import { entityDigest, pinnedEntities } from "../../src/publish/pinned.ts";
import { sharedPart } from "@edufed/schemas";
import { config, metricNamed } from "../compute/engines.ts";
import { extended, shared } from "./hel.ts";

const relations = new Map(
  ["student", "attendance-record", "attendance-summary"].map((entity) => [
    entity,
    { entity, name: entity },
  ]),
);

function plan(
  metric: CountedMetric,
  registry: Registry,
  dimensions: readonly string[] = [],
): unknown {
  const sources = { students: "attendance-record" };
  return planMetric(
    { metric, registry, dimensions, period: "2025/2026", config, sources },
    relations,
  );
}

const chronic = metricNamed("ATT_CHRONIC");

const students = {
  entity: "student",
  contributor: "id",
  orderBy: "id",
  measures: { riders: "count(*)" },
};

/** A metric that counts students by a source of their own. */
function counting(change: Partial<Source>): CountedMetric {
  const { expected: _, ...rest } = chronic;
  const title = { en: "Students" };
  return {
    ...rest,
    dimensions: ["SEX"],
    populations: { riders: { title, sources: [{ ...students, ...change }] } },
    numerator: { population: "riders", value: "riders" },
    denominator: { population: "riders", value: "1" },
  };
}

const route: Dimension = {
  id: "HEL_BUS_ROUTE",
  title: { en: "Bus route" },
  description: "The bus that a student takes, planted by a test.",
  map: {},
  unknown: "_U",
  total: "_T",
  family: "bus",
  from: { student: { property: "hel_busRoute" } },
};

function withDimension(dimension: Dimension): Registry {
  return { ...extended, dimensions: new Map([...extended.dimensions, [dimension.id, dimension]]) };
}

describe("no column of an extension gets into a cell", () => {
  test("a metric of the standard is planned alike with and without an extension", () => {
    expect(plan(chronic, extended, ["SEX"])).toEqual(plan(chronic, shared, ["SEX"]));
    expect(plan(counting({}), extended)).toEqual(plan(counting({}), shared));
  });

  test.each([
    ["counts only its rows", { where: "hel_busRoute = '58B'" }],
    ["has it as its contributor", { contributor: "hel_cardId" }],
    ["orders by it", { orderBy: "hel_busRoute" }],
    ["adds it up", { measures: { riders: "count(hel_escort)" } }],
    ["writes it in capitals", { where: "HEL_BUSROUTE = '58B'" }],
  ])("a metric that %s is refused", (_how, change) => {
    expect(() => plan(counting(change), extended)).toThrow(RefusedError);
    expect(() => plan(counting(change), extended)).toThrow(
      /only properties with a shared definition/u,
    );
  });

  test("a dimension over it is refused, own or joined, asked for or only declared", () => {
    const joined = { join: "student", on: { studentId: "id" }, property: "hel_busRoute" };
    const own = { ...counting({}), dimensions: [route.id] };
    const other = { ...chronic, dimensions: [route.id] };
    const cutByJoin = { ...route, from: { "attendance-record": joined } };
    expect(() => plan(own, withDimension(route), [route.id])).toThrow(RefusedError);
    expect(() => plan(own, withDimension(route))).toThrow(
      /dimension HEL_BUS_ROUTE names hel_busRoute/u,
    );
    expect(() => plan(other, withDimension(cutByJoin), [route.id])).toThrow(RefusedError);
  });

  test("a dimension that is not the metric's does not matter to it", () => {
    expect(() => plan(counting({}), withDimension(route))).not.toThrow();
  });
});

test("a publication is pinned to the released schemas, not to the extended ones", async () => {
  const pinned = await pinnedEntities(sharedPart(extended), ["student"]);
  expect(pinned).toEqual(await pinnedEntities(shared, ["student"]));
  const student = extended.entities.get("student");
  if (student === undefined) throw new Error("There is a student.");
  expect(await entityDigest(student)).not.toBe(pinned[0]?.digest);
});
