import { describe, expect, test } from "vitest";
import type { Code } from "../src/model.ts";
import { loadRegistry } from "../src/registry.ts";

const { codeLists, dimensions } = loadRegistry();

function codesOf(list: string): readonly Code[] {
  return codeLists.get(list)?.codes ?? [];
}

function names(codes: readonly Code[]): string {
  return codes.map(({ code }) => code).join(" ");
}

describe("a list of another standard is complete", () => {
  test.each([
    ["sdmx-obs-status", "A B D E F G H I J K L M N O P Q S U V W"],
    ["sdmx-conf-status", "F N C A O T G M D S E X"],
    ["isced-level", "0 01 02 1 2 3 4 5 6 7 8 9"],
    ["education-attainment", "0 1 2 3 4 5 6 7 8 9"],
    ["sex", "0 1 2 9"],
  ])("%s", (list, codes) => {
    expect(names(codesOf(list))).toBe(codes);
  });

  test("country has the 249 codes that ISO 3166-1 has assigned, and one of the codes left to users", () => {
    const codes = codesOf("country").map(({ code }) => code);
    expect(codes.filter((code) => !code.startsWith("X"))).toHaveLength(249);
    expect(codes.filter((code) => code.startsWith("X"))).toEqual(["XK"]);
  });

  test("language has all two-letter codes, and three-letter ones where there are none", () => {
    const codes = codesOf("language").map(({ code }) => code);
    expect(codes.filter((code) => /^[a-z]{2}$/.test(code))).toHaveLength(184);
    expect(codes.filter((code) => !/^[a-z]{2,3}$/.test(code))).toEqual([]);
  });

  test("education-field has twelve broad fields, and narrow fields that begin with theirs", () => {
    const codes = codesOf("education-field");
    const narrow = codes.filter(({ parent }) => parent !== undefined);
    expect(codes.length - narrow.length).toBe(12);
    expect(narrow).toHaveLength(29);
    expect(narrow.filter(({ code, parent }) => code.slice(0, 2) !== parent)).toEqual([]);
  });
});

describe("the subdivisions of the members", () => {
  const codes = codesOf("subdivision");

  test.each([
    ["FI", 19],
    ["AZ", 78],
  ])("%s has %d", (country, count) => {
    expect(codes.filter(({ code }) => code.startsWith(`${country}-`))).toHaveLength(count);
  });

  test("eight are part of Nakhchivan; every other one names its country", () => {
    const parts = codes.filter(({ parent }) => parent === "AZ-NX");
    const rest = codes.filter(({ parent }) => parent === undefined);
    expect(names(parts)).toBe("AZ-BAB AZ-CUL AZ-KAN AZ-NV AZ-ORD AZ-SAD AZ-SAH AZ-SAR");
    expect(parts.length + rest.length).toBe(codes.length);
    expect(
      rest.filter(({ code, mappings }) => mappings?.[0]?.code !== code.slice(0, 2)).length,
    ).toBe(0);
  });

  test.each(["en", "fi", "sv", "az"] as const)(
    "a city and the district around it have different names in %s",
    (language) => {
      expect(new Set(codes.map(({ label }) => label[language])).size).toBe(codes.length);
    },
  );
});

test.each([
  ["SEX", "sex"],
  ["EDU_LEVEL", "isced-level"],
])("dimension %s turns codes into those that the list %s calls the same or wider", (id, list) => {
  const dimension = dimensions.get(id);
  const mapped = codesOf(list).map(({ code, mappings = [] }) => [
    code,
    mappings.find((mapping) => mapping.list === dimension?.codeList)?.code,
  ]);
  expect(mapped).not.toEqual([]);
  expect(Object.fromEntries(mapped)).toEqual(dimension?.map);
});

test("every language of instruction is a language, under the same code", () => {
  const codes = codesOf("instruction-language");
  expect(codes).not.toEqual([]);
  expect(codes.map(({ mappings }) => mappings)).toEqual(
    codes.map(({ code }) => [{ list: "language", code, relation: "equivalent" }]),
  );
});
