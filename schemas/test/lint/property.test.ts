import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { sampleWith } from "../sample-registry.ts";
import { refuses, type Case } from "./refuses.ts";

describe("a property is refused when", () => {
  const boolean = {
    type: "boolean",
    description: "Something about the ride as such.",
    examples: [true],
    "x-privacy": "ordinary",
    "x-aggregation": "never",
    "x-stability": "stable",
  };
  refuses("entities/bus-ride.json", [
    ...["note", "comment", "ethnicity", "religion", "riskScore", "learningStyle"].map(
      (name): Case => [
        `it is called ${name}`,
        `/properties/${name}`,
        boolean,
        `/properties/${name}`,
        /not part of the core/,
      ],
    ),
    [
      "one inside an object is called note",
      "/properties/driver/properties/note",
      boolean,
      "/properties/driver/properties/note",
      /not part of the core/,
    ],
    [
      "its description is too short",
      "/properties/seated/description",
      "Has a seat.",
      "/properties/seated/description",
      /at least 20/,
    ],
    [
      "a description in a list of objects points elsewhere",
      "/properties/tickets/items/properties/zone/description",
      "Zone, same as above but of the ticket.",
      "/properties/tickets/items/properties/zone/description",
      /stand alone/,
    ],
    [
      "a number has no unit",
      "/properties/kilometres/x-unit",
      undefined,
      "/properties/kilometres/x-unit",
      /UCUM/,
    ],
    [
      "the whole numbers of a list are added up without a unit",
      "/properties/delays/x-unit",
      undefined,
      "/properties/delays/x-unit",
      /UCUM/,
    ],
    [
      "a truth value has a unit",
      "/properties/seated/x-unit",
      "1",
      "/properties/seated/x-unit",
      /only/,
    ],
    [
      "a share is in percent",
      "/properties/kilometres/x-unit",
      "%",
      "/properties/kilometres/x-unit",
      /unit 1/,
    ],
    [
      "a direct identifier may cut a table",
      "/properties/driver/properties/code/x-aggregation",
      "dimension",
      "/properties/driver/properties/code/x-aggregation",
      /never takes part/,
    ],
    [
      "a pseudonym may cut a table",
      "/properties/id/x-aggregation",
      "dimension",
      "/properties/id/x-aggregation",
      /joins records/,
    ],
    [
      "it is sensitive and does not say why",
      "/properties/seated/x-privacy",
      "sensitive",
      "/properties/seated/x-privacy-basis",
      /why/,
    ],
    [
      "it refers to an entity that is not there",
      "/properties/previousId/x-references",
      "tram-ride",
      "/properties/previousId/x-references",
      /no entity tram-ride/,
    ],
    [
      "it refers to a pseudonymous key and is not pseudonymous",
      "/properties/previousId/x-privacy",
      "ordinary",
      "/properties/previousId/x-privacy",
      /must be pseudonym/,
    ],
    [
      "its year goes to a property that is not there",
      "/properties/date/x-generalise/to",
      "era",
      "/properties/date/x-generalise/to",
      /era is none/,
    ],
    [
      "its year goes nowhere",
      "/properties/date/x-generalise/to",
      undefined,
      "/properties/date/x-generalise/to",
      /must name/,
    ],
    [
      "what has no year is coarsened to its year",
      "/properties/direction/x-generalise",
      { method: "year", to: "year" },
      "/properties/direction/x-generalise",
      /only a date/,
    ],
    [
      "what is left out goes somewhere",
      "/properties/date/x-generalise/method",
      "drop",
      "/properties/date/x-generalise",
      /no other property/,
    ],
    [
      "its pattern speaks about a part of the value",
      "/properties/driver/properties/code/pattern",
      "[A-Z]{2}\\d{3}",
      "/properties/driver/properties/code/pattern",
      /whole value/,
    ],
    [
      "its pattern looks around",
      "/properties/driver/properties/code/pattern",
      "^(?=AB)[A-Z]{2}\\d{3}$",
      "/properties/driver/properties/code/pattern",
      /look-around/,
    ],
    [
      "an example is not valid",
      "/properties/year/examples",
      [2025, 1999],
      "/properties/year/examples/1",
      /not valid: it must be >= 2000/,
    ],
    [
      "an example has a code that is not in the list",
      "/properties/direction/examples",
      ["up"],
      "/properties/direction/examples/0",
      /not valid/,
    ],
    [
      "an example inside an object is not valid",
      "/properties/driver/properties/code/examples",
      ["?"],
      "/properties/driver/properties/code/examples/0",
      /not valid/,
    ],
    [
      "an example of a text has no English",
      "/properties/stopName/examples",
      [{ fi: "Kauppatori" }],
      "/properties/stopName/examples/0",
      /'en'/,
    ],
  ]);
});

test("a reference may tell more about a person than the ordinary key it repeats, and never less", () => {
  const file = "entities/bus-ride.json";
  const problems = (key: string, reference: string): readonly string[] =>
    lint(
      sampleWith(
        { file, pointer: "/properties/id/x-privacy", value: key },
        { file, pointer: "/properties/previousId/x-privacy", value: reference },
      ),
    )
      .filter(({ pointer }) => pointer === "/properties/previousId/x-privacy")
      .map(({ message }) => message);
  expect(problems("ordinary", "quasi")).toEqual([]);
  expect(problems("ordinary", "pseudonym")).toEqual([
    "must be ordinary, as the key of bus-ride is",
  ]);
  expect(problems("quasi", "ordinary")).toEqual(["must be quasi, as the key of bus-ride is"]);
});
