import { existsSync, readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { loadExchange } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { manifestShape } from "../../src/publish/manifest.ts";
import {
  disclosureShape,
  metricShape,
  provenanceShape,
  statementShape,
} from "../../src/publish/documents.ts";
import { paths } from "../../src/publish/files.ts";
import { qualityShape } from "../../src/publish/quality.ts";
import { parse } from "../../src/publish/shape.ts";
import type { Shape } from "../../src/publish/shape.ts";
import { draftFiles, signed, textOf } from "./fixture.ts";

const official = new URL(
  "../../../../shared/data/sdmx/sdmx-json-structure-schema.json",
  import.meta.url,
);
const good = await signed(await draftFiles());

describe("structure.json", () => {
  test.skipIf(!existsSync(official))(
    "is valid against the official SDMX-JSON 2.1 structure schema (skipped where that schema is not at hand: it may not be copied here)",
    () => {
      const ajv = new Ajv2019({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(official, "utf8")));
      validate(JSON.parse(textOf(good, paths.structure)));
      expect(validate.errors ?? []).toEqual([]);
      expect(validate({ ...JSON.parse(textOf(good, paths.structure)), meta: {} })).toBe(false);
    },
  );

  test("names everything in the member's languages and in English, and in no other", () => {
    const { data } = JSON.parse(textOf(good, paths.structure));
    expect(Object.keys(data.dataflows[0].names).toSorted()).toEqual(["en", "fi", "sv"]);
    const sex = data.codelists.find((list: { id: string }) => list.id === "CL_SEX");
    expect(
      sex.codes.map(({ id, parent }: { id: string; parent?: string }) => [id, parent]),
    ).toEqual([
      ["_T", undefined],
      ["F", "_T"],
      ["M", "_T"],
    ]);
    expect(sex.codes[1].names.fi).toBeTypeOf("string");
    expect(sex.codes[1].names.fi).not.toBe("F");
  });

  test("says which values occur and on which day the school year begins", () => {
    const [region] = JSON.parse(textOf(good, paths.structure)).data.dataConstraints[0].cubeRegions;
    expect(region.keyValues).toContainEqual({ id: "REF_AREA", values: ["FI-HEL"] });
    expect(region.keyValues).toContainEqual({ id: "TIME_PERIOD", values: ["2025"] });
    expect(region.components).toContainEqual({
      id: "REPORTING_YEAR_START_DAY",
      values: ["--08-01"],
    });
  });
});

/** Each document, its shape in code and its JSON Schema: the two must agree. */
const documents: readonly (readonly [name: string, shape: Shape<unknown>, value: unknown])[] = [
  ["manifest", manifestShape, document(paths.manifest)],
  ["metric", metricShape, document(paths.metric)],
  ["quality", qualityShape, document(paths.quality)],
  ["disclosure", disclosureShape, document(paths.disclosure)],
  ["provenance", provenanceShape, document(paths.provenance)],
  [
    "statement",
    statementShape,
    JSON.parse(atob(JSON.parse(textOf(good, paths.signatures)).payload)),
  ],
];

describe("the schemas of the documents", () => {
  const schemas = loadExchange();

  test.each(documents)(
    "%s: schema and code accept the same document and refuse the same mistakes",
    (name, shape, value) => {
      const validate = new Ajv2020({ strict: false }).compile(schemas.get(name) ?? false);
      validate(value);
      expect(validate.errors ?? []).toEqual([]);
      expect(parse(shape, value)).toHaveProperty("value");
      const mistakes = mistakesOf(value);
      expect(mistakes.length).toBeGreaterThan(3);
      const disputed = mistakes.filter(
        ([, wrong]) => validate(wrong) !== "value" in parse(shape, wrong),
      );
      expect(disputed.map(([pointer]) => pointer)).toEqual([]);
    },
  );
});

function document(path: string): unknown {
  return JSON.parse(textOf(good, path));
}

/** The value with one part left out, one part of another type, or one property too many, everywhere. */
function mistakesOf(
  value: unknown,
  pointer = "",
): readonly (readonly [pointer: string, wrong: unknown])[] {
  const others = [
    ["", null],
    ["", -1],
    ["", 1.5],
    ["", ""],
    ["", "ä b"],
    ["", []],
    ["", {}],
    ["", true],
  ] as const;
  const here = others.map(([, other]) => [`${pointer} = ${JSON.stringify(other)}`, other] as const);
  if (Array.isArray(value)) {
    const [head, ...tail] = value;
    const inside = head === undefined ? [] : mistakesOf(head, `${pointer}/0`);
    return [...here, ...inside.map(([place, wrong]) => [place, [wrong, ...tail]] as const)];
  }
  if (typeof value !== "object" || value === null) return here;
  const parts = Object.entries(value).flatMap(([key, item]) => {
    const { [key]: _left, ...rest } = Object.fromEntries(Object.entries(value));
    const inside = mistakesOf(item, `${pointer}/${key}`);
    const replaced = inside.map(
      ([place, wrong]) => [place, Object.assign({}, value, { [key]: wrong })] as const,
    );
    const without = [`${pointer} without ${key}`, rest] as const;
    return replaced.concat([without]);
  });
  return [...here, [`${pointer} with another`, { ...value, another: 1 }], ...parts];
}
