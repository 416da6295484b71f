import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { sourceTermProblems } from "../../src/lint/crosswalk.ts";
import { sampleWith } from "../sample-registry.ts";
import type { Registry } from "../../src/model.ts";
import { refuses } from "./refuses.ts";

const ride = "/tables/rides/records/bus-ride";
const way = `${ride}/properties/direction`;

/** Where the crosswalk of the sample has problems. */
function crosswalkPointers(registry: Registry): readonly string[] {
  return lint(registry)
    .filter(({ file }) => file === "crosswalks/tramway.json")
    .map(({ pointer }) => pointer);
}

describe("a crosswalk is refused when", () => {
  refuses("crosswalks/tramway.json", [
    ["its scope is too short", "/scope", "All.", "/scope", /at least 20/],
    ["a note is no sentence", "/notes/0", "Rides end after midnight", "/notes/0", /full stop/],
    [
      "an entity is not there",
      "/tables/stops/records",
      { tram: { properties: { id: { term: "name", relation: "equivalent" } } } },
      "/tables/stops/records/tram",
      /no such entity/,
    ],
    [
      "a property is not there",
      `${ride}/properties/colour`,
      { term: "paint", relation: "equivalent" },
      `${ride}/properties/colour`,
      /bus-ride has no property colour/,
    ],
    [
      "there is nothing at a path into an object",
      `${ride}/properties/stopName.la`,
      { term: "latin", relation: "equivalent" },
      `${ride}/properties/stopName.la`,
      /no property stopName\.la/,
    ],
    ["a code is not in the list", `${way}/codes/A`, "up", `${way}/codes/A`, /up is not in/],
    [
      "the code list has no codes of the format",
      `${way}/codes`,
      "mappings",
      `${way}/codes`,
      /no mappings of tramway/,
    ],
    [
      "a term is carried and left out",
      "/tables/rides/leftOut/way",
      "Not needed after all.",
      "/tables/rides/leftOut/way",
      /carried and left out/,
    ],
    [
      "the column that names a row is left out",
      "/tables/rides/leftOut/number",
      "A number of the row.",
      "/tables/rides/leftOut/number",
      /carried and left out/,
    ],
    [
      "a term that helps to understand another is left out",
      "/tables/rides/leftOut/zone",
      "A zone of the town.",
      "/tables/rides/leftOut/zone",
      /carried and left out/,
    ],
    [
      "a term inside a text is left out",
      "/tables/rides/leftOut/car",
      "A number of the car.",
      "/tables/rides/leftOut/car",
      /carried and left out/,
    ],
    [
      "a term is left out twice",
      "/tables/rides/leftOut/stamp",
      "When the row was last written.",
      "/tables/rides/leftOut/stamp",
      /left out of every table/,
    ],
    [
      "a reason does not say why",
      "/tables/rides/leftOut/driver",
      "No.",
      "/tables/rides/leftOut/driver",
      /say why/,
    ],
    [
      "something is lost in a direction that it does not go",
      `${ride}/properties/year/loses`,
      { out: "Day and month." },
      `${ride}/properties/year/loses/out`,
      /does not go out/,
    ],
    ["a table names no term", "/tables/empty", { records: {} }, "/tables/empty", /no term/],
  ]);
});

describe("codes of a format are said once", () => {
  const list = "code-lists/direction.json";
  const mapping = { list: "tramway:1.2/way", code: "A", relation: "equivalent" };

  test("a crosswalk may leave them to the code list", () => {
    const registry = sampleWith(
      { file: list, pointer: "/codes/0/mappings", value: [mapping] },
      { file: "crosswalks/tramway.json", pointer: `${way}/codes`, value: "mappings" },
    );
    expect(crosswalkPointers(registry)).toEqual([]);
  });

  test("a crosswalk that says another code than the code list is refused", () => {
    const registry = sampleWith({ file: list, pointer: "/codes/1/mappings", value: [mapping] });
    expect(crosswalkPointers(registry)).toEqual([`${way}/codes/A`]);
  });
});

test("a term of a format with a crosswalk has no place in an entity file", () => {
  const file = "entities/bus-ride.json";
  const value = ["tramway:1.2/rides.way", "ed-fi:5.2/studentTransportations.direction"];
  const registry = sampleWith({ file, pointer: "/properties/direction/x-source-terms", value });
  expect(sourceTermProblems(registry)).toEqual([
    {
      file,
      pointer: "/properties/direction/x-source-terms",
      message: expect.stringMatching(/rides\.way belongs in crosswalks\/tramway\.json/),
    },
  ]);
});
