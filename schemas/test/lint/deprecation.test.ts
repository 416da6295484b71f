import { describe, expect, test } from "vitest";
import { deprecatedParts, deprecationAdvice } from "../../src/deprecation.ts";
import { lint } from "../../src/lint.ts";
import { sampleWith } from "../sample-registry.ts";
import { refuses } from "./refuses.ts";

const sound = { since: "0.0.1", reason: "Nobody asks for it.", removal: "1.0.0" };

describe("a deprecation is taken when", () => {
  test.each([
    ["it is complete", sound],
    ["it names a property that exists", { ...sound, replacement: "id" }],
    ["it begins with the next minor version", { ...sound, since: "0.1.0" }],
    ["it begins with the next major version", { ...sound, since: "1.0.0", removal: "2.0.0" }],
  ])("%s", (_what, value) => {
    const file = "entities/bus-ride.json";
    const registry = sampleWith({ file, pointer: "/properties/previousId/x-deprecated", value });
    expect(lint(registry)).toEqual([]);
    const [, previousId] = registry.entities.get("bus-ride")?.properties ?? [];
    expect(previousId?.deprecated).toEqual(value);
  });
});

describe("a property's deprecation is refused when", () => {
  const pointer = "/properties/previousId/x-deprecated";
  refuses("entities/bus-ride.json", [
    [
      "it begins with a version that nobody has planned",
      ...[pointer, { ...sound, since: "0.2.0" }, pointer, /since 0\.2\.0, which does not follow/u],
    ] as const,
    [
      "it ends in the major version it began in",
      ...[pointer, { ...sound, removal: "0.0.0" }, pointer, /later major version than 0\.0\.1/u],
    ] as const,
    [
      "it points to what does not exist",
      ...[pointer, { ...sound, replacement: "tram" }, pointer, /tram, which does not exist/u],
    ] as const,
    [
      "it points to what goes itself",
      ...[pointer, { ...sound, replacement: "previousId" }, pointer, /previousId, which does not/u],
    ] as const,
    [
      "it gives no reason but spaces",
      ...[pointer, { ...sound, reason: " " }, pointer, /must say why/u],
    ] as const,
  ]);
});

describe("so it is with", () => {
  const wrong = { ...sound, replacement: "tram" };
  const message = /is replaced by tram, which does not exist/u;
  refuses("entities/bus-ride.json", [
    ["an entity", "/x-deprecated", wrong, "/x-deprecated", message],
  ]);
  refuses("code-lists/direction.json", [
    ["a code", "/codes/1/deprecated", wrong, "/codes/1/deprecated", message],
  ]);
  refuses("rules/year-of-ride.json", [["a rule", "/deprecated", wrong, "/deprecated", message]]);
});

test("a reader is told since when, until when, why and what to use", () => {
  expect(deprecationAdvice("bus-ride.previousId", { ...sound, replacement: "id" })).toBe(
    "bus-ride.previousId is deprecated since 0.0.1 and may be gone from 1.0.0 on: Nobody asks for it. Use id instead.",
  );
  expect(deprecationAdvice("SEATED", sound)).toMatch(/: Nobody asks for it\.$/u);
});

test("a validator learns which properties and codes to warn about", () => {
  const registry = sampleWith(
    {
      file: "entities/bus-ride.json",
      pointer: "/properties/previousId/x-deprecated",
      value: sound,
    },
    { file: "code-lists/direction.json", pointer: "/codes/1/deprecated", value: sound },
  );
  const entity = registry.entities.get("bus-ride");
  if (entity === undefined) throw new Error("The sample has bus rides.");
  const parts = deprecatedParts(entity, registry.codeLists);
  const code = registry.codeLists.get("direction")?.codes[1]?.code;
  expect(parts.map((part) => [part.path, part.code])).toEqual([
    ["previousId", undefined],
    ["direction", code],
    ["plannedDirection", code],
    ["transfers[]", code],
  ]);
  expect(parts.slice(0, 2).map(({ advice }) => advice)).toEqual([
    expect.stringMatching(/^bus-ride\.previousId is deprecated since 0\.0\.1/u),
    expect.stringMatching(/^The code \S+ of bus-ride\.direction is deprecated/u),
  ]);
});
