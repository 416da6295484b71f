import { loadExchange } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { exchangePages } from "../src/reference/exchange.ts";

const pages = exchangePages(loadExchange());

test("everything that travels has a page, and no property of it is without words", () => {
  expect(pages.map(({ name }) => name).toSorted()).toEqual([...loadExchange().keys()].toSorted());
  const silent = pages.flatMap(({ name, properties }) =>
    properties.filter(({ description }) => description === "").map(({ path }) => `${name} ${path}`),
  );
  expect(silent).toEqual([]);
  expect(pages.every(({ properties }) => properties.length > 0)).toBe(true);
});

test("the entities of the model that are documents have theirs", () => {
  const entities = new Set(pages.flatMap(({ entity }) => entity ?? []));
  expect([...entities].toSorted()).toEqual([
    "AggregateDataset",
    "DataInventoryEntry",
    "DisclosurePolicy",
    "DisclosureReport",
    "Member",
    "MetricDefinition",
    "MetricVersion",
    "Notebook",
    "Observation",
  ]);
});

describe("a property", () => {
  const found = (page: string, path: string) =>
    pages.find(({ name }) => name === page)?.properties.find((each) => each.path === path);

  test("is found by its place, in objects and in lists of objects", () => {
    expect(found("manifest", "files[].digest")).toMatchObject({ type: "text", isRequired: true });
    expect(found("data-inventory-entry", "quality.completeness")).toMatchObject({
      unit: "1",
      isRequired: false,
      example: "0.97",
    });
  });

  test("has its codes with their meaning, its list, or the property with its unit", () => {
    expect(found("data-inventory-entry", "available")?.codes.map(([code]) => code)).toEqual([
      "yes",
      "partial",
      "no",
    ]);
    expect(found("observation", "status")).toMatchObject({
      codeList: "sdmx-obs-status",
      type: "code",
    });
    expect(found("observation", "value")).toMatchObject({ unitProperty: "unit", isNullable: true });
  });

  test("in several languages is one value", () => {
    expect(found("member", "name")).toMatchObject({ type: "text in several languages" });
    expect(found("member", "name.en")).toBeUndefined();
  });

  test("has an example of its own, or the one in the example of the document", () => {
    expect(found("manifest", "metric.id")?.example).toBe("ATT_CHRONIC");
    expect(found("manifest", "dimensions")?.example).toEqual(["REF_AREA", "SEX", "GRADE"]);
  });
});
