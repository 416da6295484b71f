import { describe, expect, test } from "vitest";
import { exchangeProblems } from "../../src/lint/exchange.ts";
import { loadExchange, loadRegistry } from "../../src/registry.ts";
import { problemText } from "../../src/registry-error.ts";

const registry = loadRegistry();
const exchange = loadExchange();

test("every schema of what travels keeps the rules", () => {
  expect(exchange.size).toBeGreaterThan(10);
  const problems = [...exchange].flatMap(([name, schema]) =>
    exchangeProblems(name, schema, registry),
  );
  expect(problems.map(problemText)).toEqual([]);
});

/** A whole exchange schema with nothing wrong. */
const sound = {
  $id: "urn:edufed:exchange:bus",
  title: "Bus",
  "x-stability": "stable",
  description: "A bus that takes pupils to school.",
  type: "object",
  additionalProperties: false,
  properties: {
    length: {
      type: "number",
      "x-unit": "m",
      description: "Length from bumper to bumper.",
      examples: [12.5],
    },
    doors: {
      type: "array",
      description: "The doors of the bus, front to back.",
      examples: [[{ side: "left" }]],
      items: {
        type: "object",
        additionalProperties: false,
        description: "One door of the bus.",
        properties: {
          side: {
            enum: ["left", "right"],
            "x-code-descriptions": {
              left: "Where the driver sits.",
              right: "Where pupils get in.",
            },
            description: "The side that the door is on.",
          },
        },
      },
    },
  },
};

describe("an exchange schema", () => {
  const problemsOf = (schema: object): readonly string[] =>
    exchangeProblems("bus", schema, registry).map(
      ({ pointer, message }) => `${pointer} ${message}`,
    );
  const withLength = (change: object): object => ({
    ...sound,
    properties: { ...sound.properties, length: { ...sound.properties.length, ...change } },
  });
  const withSide = (change: object): object => {
    const { doors } = sound.properties;
    const side = { ...doors.items.properties.side, ...change };
    const items = { ...doors.items, properties: { side } };
    return { ...sound, properties: { ...sound.properties, doors: { ...doors, items } } };
  };

  test("with nothing wrong has no problem; an example around a property is its example", () => {
    expect(problemsOf(sound)).toEqual([]);
  });

  test.each([
    [
      "has another name",
      { ...sound, $id: "urn:edufed:exchange:tram" },
      "/$id must be urn:edufed:exchange:bus or urn:edufed:publication:bus",
    ],
    [
      "has no stability",
      { ...sound, "x-stability": undefined },
      "/x-stability must be experimental",
    ],
    [
      "does not say whether it is closed",
      { ...sound, additionalProperties: undefined },
      "/additionalProperties must be said",
    ],
    [
      "has a description that says nothing",
      withLength({ description: "Its length." }),
      "/properties/length/description must say what it means",
    ],
    [
      "has a number without a unit",
      withLength({ "x-unit": undefined }),
      "/properties/length/x-unit a number must have its UCUM unit",
    ],
    [
      "has a property without an example",
      withLength({ examples: [] }),
      "/properties/length/examples must occur in an example",
    ],
    [
      "has an example that is not valid",
      withLength({ examples: ["long"] }),
      "/properties/length/examples/0 is not valid",
    ],
    [
      "has a code that nobody explains",
      withSide({ enum: ["left", "right", "top"] }),
      "/properties/doors/items/properties/side/x-code-descriptions must say what top mean",
    ],
    [
      "names a code list that is not there",
      withSide({ enum: undefined, "x-code-list": "sides" }),
      "/properties/doors/items/properties/side/x-code-list there is no code list sides",
    ],
  ])("that %s is told so", (_name, schema, problem) => {
    expect(problemsOf(schema).join("\n")).toContain(problem);
  });
});
