import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { sampleWith } from "../sample-registry.ts";
import { label, refuses } from "./refuses.ts";

const plain = { id: "ridesMin", description: "Fewest rides of a pupil that counts." };
const ridesMin = { ...plain, type: "integer", default: 1, minimum: 1 };

describe("a metric is refused when", () => {
  const population = { title: label("Trams"), sources: [source({})] };
  refuses("metrics/SEATED.json", [
    ["its title is not in Finnish", "/title/fi", undefined, "/title", /no text in fi/],
    ["its question is not in Swedish", "/question/sv", undefined, "/question", /no text in sv/],
    ["its definition is not in Azerbaijani", "/definition/az", undefined, "/definition", /in az/],
    ["a caution is not in Swedish", "/cautions/0/sv", undefined, "/cautions/0", /no text in sv/],
    ["its missing rule is too short", "/missingRule", "None.", "/missingRule", /at least 20/],
    ["a share has another unit than 1", "/unit", "{ride}", "/unit", /unit 1/],
    [
      "its numerator counts nobody",
      "/numerator/population",
      "trams",
      "/numerator/population",
      /no population trams/,
    ],
    [
      "its denominator counts nobody",
      "/denominator/population",
      "trams",
      "/denominator/population",
      /no population/,
    ],
    [
      "its expected population is not there",
      "/expected",
      "trams",
      "/expected",
      /no population trams/,
    ],
    [
      "nothing uses a population",
      "/populations/trams",
      population,
      "/populations/trams",
      /nothing uses/,
    ],
    [
      "a population has no title in Finnish",
      "/populations/rides/title/fi",
      undefined,
      "/populations/rides/title",
      /no text in fi/,
    ],
    [
      "a source is not an entity",
      "/populations/rides/sources/0/entity",
      "tram",
      "/populations/rides/sources/0/entity",
      /no entity tram/,
    ],
    [
      "the contributor is not a property",
      "/populations/rides/sources/0/contributor",
      "pupil",
      "/populations/rides/sources/0/contributor",
      /no property pupil/,
    ],
    [
      "the order is not a property",
      "/populations/rides/sources/0/orderBy",
      "hour",
      "/populations/rides/sources/0/orderBy",
      /no property hour/,
    ],
    [
      "the order is coarsened before metrics are computed",
      "/populations/rides/sources/0/orderBy",
      "date",
      "/populations/rides/sources/0/orderBy",
      /bus-ride.date is coarsened/,
    ],
    [
      "an expression uses a property that is coarsened, in a place that is not text",
      "/populations/rides/sources/0/where",
      "direction = 'driver' and date is not null",
      "/populations/rides/sources/0/where",
      /bus-ride.date is coarsened/,
    ],
    [
      "a measure uses a direct identifier",
      "/populations/rides/sources/0/measures/rides",
      "count(driver)",
      "/populations/rides/sources/0/measures/rides",
      /bus-ride.driver is dropped/,
    ],
    [
      "alternative sources make different measures",
      "/populations/rides/sources/1",
      source({ measures: { rides: "count(*)" } }),
      "/populations/rides/sources/1/measures",
      /same measures as the first source: rides, seatedRides/,
    ],
    [
      "nothing uses a parameter",
      "/populations/rides/include",
      undefined,
      "/parameters/0/id",
      /nothing uses the parameter ridesMin/,
    ],
    [
      "a parameter is below its minimum",
      "/parameters/0/default",
      0,
      "/parameters/0/default",
      /not below the minimum/,
    ],
    [
      "a whole number is text",
      "/parameters/0/default",
      "1",
      "/parameters/0/default",
      /whole number/,
    ],
    [
      "a day of the year is a number",
      "/parameters/0/type",
      "month-day",
      "/parameters/0/default",
      /--MM-DD/,
    ],
    [
      "the description of a parameter is too short",
      "/parameters/0/description",
      "Rides.",
      "/parameters/0/description",
      /at least 20/,
    ],
    [
      "a parameter is above its maximum",
      "/parameters/0",
      { ...ridesMin, maximum: 3, default: 4 },
      "/parameters/0/default",
      /not above the maximum/,
    ],
    [
      "the greatest value of a parameter is below the least",
      "/parameters/0/maximum",
      0,
      "/parameters/0/maximum",
      /must not be below the minimum/,
    ],
    [
      "a whole number has no default",
      "/parameters/0/default",
      undefined,
      "/parameters/0/default",
      /of type integer has a default/,
    ],
    [
      "a decimal is written with a comma",
      "/parameters/0",
      { ...ridesMin, type: "decimal", default: "1,5" },
      "/parameters/0/default",
      /number as text/,
    ],
    [
      "a decimal is a number",
      "/parameters/0",
      { ...ridesMin, type: "decimal", default: 1 },
      "/parameters/0/default",
      /number as text/,
    ],
    [
      "a code is not of the list of its parameter",
      "/parameters/0",
      { ...plain, type: "code", codeList: "direction", default: "north" },
      "/parameters/0/default",
      /must be a code of direction/,
    ],
    [
      "the list of a parameter is not there",
      "/parameters/0",
      { ...plain, type: "code", codeList: "colour", default: "red" },
      "/parameters/0/codeList",
      /no code list colour/,
    ],
    [
      "a text is empty",
      "/parameters/0",
      { ...plain, type: "text", default: " " },
      "/parameters/0/default",
      /not empty/,
    ],
    [
      "a text has a least value",
      "/parameters/0",
      { ...plain, type: "text", minimum: 1 },
      "/parameters/0",
      /no minimum and no maximum/,
    ],
    [
      "a parameter names a metric that is not there",
      "/parameters/0",
      { ...plain, type: "metric", default: "STANDING" },
      "/parameters/0/default",
      /id of a metric/,
    ],
    [
      "an expression uses a parameter that is not declared",
      "/numerator/value",
      "case when rides > :ridesMax then 1 end",
      "/numerator/value",
      /no parameter ridesMax/,
    ],
    ["a dimension is not there", "/dimensions/1", "COLOUR", "/dimensions/1", /no such dimension/],
  ]);

  test("a dimension cannot cut one of its populations; an alternative source that it can cut is enough", () => {
    const file = "dimensions/DIRECTION.json";
    const value = { other: { property: "direction" } };
    const problems = lint(sampleWith({ file, pointer: "/from", value }));
    expect(problems).toContainEqual({
      file: "metrics/SEATED.json",
      pointer: "/dimensions/0",
      message: "DIRECTION does not say where the records of the population rides find its code",
      remedy: expect.stringMatching(/\.$/u),
    });
  });
});

test.each([
  ["a whole number at its least value", { ...ridesMin, default: 1, maximum: 3 }],
  ["a whole number at its greatest value", { ...ridesMin, default: 3, maximum: 3 }],
  ["a decimal without a default", { ...plain, type: "decimal" }],
  ["a decimal with a fraction", { ...plain, type: "decimal", default: "420.07" }],
  ["a text without a default", { ...plain, type: "text" }],
  ["a code of its list", { ...plain, type: "code", codeList: "direction", default: "home" }],
  ["the id of a metric", { ...plain, type: "metric", default: "SEATED" }],
  ["a day of the year", { ...plain, type: "month-day", default: "--02-29" }],
])("a parameter may be %s", (_what, value) => {
  expect(
    lint(sampleWith({ file: "metrics/SEATED.json", pointer: "/parameters/0", value })),
  ).toEqual([]);
});

test("a code that is called like a property is no use of the property", () => {
  const file = "metrics/SEATED.json";
  const pointer = "/populations/rides/sources/0/where";
  expect(lint(sampleWith({ file, pointer, value: "direction = 'driver'" }))).toEqual([]);
});

test("a metric that uses a sensitive property is sensitive itself", () => {
  const entity = "entities/bus-ride.json";
  const file = "metrics/SEATED.json";
  const sensitive = [
    { file: entity, pointer: "/properties/seated/x-privacy", value: "sensitive" },
    { file: entity, pointer: "/properties/seated/x-privacy-basis", value: ["gdpr-9-health"] },
  ];
  expect(lint(sampleWith(...sensitive))).toMatchObject([
    {
      file,
      pointer: "/populations/rides/sources/0/measures/seatedRides",
      message: "bus-ride.seated is sensitive, so the metric is too",
    },
  ]);
  expect(lint(sampleWith(...sensitive, { file, pointer: "/sensitive", value: true }))).toEqual([]);
});

test("a metric whose unit is percent is refused, whatever its kind", () => {
  const file = "metrics/SEATED.json";
  const problems = lint(
    sampleWith({ file, pointer: "/kind", value: "ratio" }, { file, pointer: "/unit", value: "%" }),
  );
  expect(problems).toMatchObject([
    { file, pointer: "/unit", message: "percent is not a unit; a share has the unit 1" },
  ]);
});

function source(changes: Record<string, unknown>): Record<string, unknown> {
  const measures = { rides: "count(*)", seatedRides: "sum(seated)" };
  return { entity: "bus-ride", contributor: "id", orderBy: "boardedAt", measures, ...changes };
}
