import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { sampleWith, type Change } from "../sample-registry.ts";
import { label } from "./refuses.ts";

const file = "metrics/SEATED.json";
const source = "/populations/rides/sources/0";

function at(pointer: string, value: unknown): Change {
  return { file, pointer, value };
}

/** The ride of the same pupil before each ride. */
const before = {
  entity: "bus-ride",
  on: { previousId: "id" },
  where: "direction = 'out' and year >= :ridesMin",
  period: "until",
  orderBy: "boardedAt",
  columns: { seatedBefore: "last(seated)", ridesBefore: "count(*)" },
};

const lookup = at(`${source}/lookups`, [before]);

const tiers = {
  dimension: "RIDE_BAND",
  title: label("How many rides"),
  codes: [
    { code: "FEW", title: label("Few"), when: "rides <= :ridesMin" },
    { code: "MANY", title: label("Many"), when: "rides > :ridesMin" },
  ],
};

const distribution = [
  at("/kind", "distribution"),
  at("/tiers", tiers),
  at("/numerator/value", "1"),
  at("/denominator/value", "1"),
];

const kilometres = { rides: "count(*)", seatedRides: "sum(seated)", delayed: "last(delays)" };
const draws = [
  at("/kind", "mean"),
  at(`${source}/measures`, kilometres),
  at("/weight", "rides"),
  at("/numerator/value", "delay"),
  at("/denominator/value", "1"),
  at("/plausible", { list: "delayed", as: "delay", count: "ridesMin" }),
  at("/replicates", { list: "delayed", as: "rides", count: "ridesMin", factor: "1/20" }),
];

const riders = { title: label("Riders"), sources: [{ ...ridesOf("id"), persons: "rides" }] };

describe("a metric is accepted with", () => {
  const chained = [
    { ...before, columns: { rideBefore: "max(previousId)" } },
    { ...before, on: { rideBefore: "id" } },
  ];
  const plus = [{ population: "riders", value: "rides" }];
  const counted = at("/denominator/value", "1");
  test.each<readonly [string, readonly Change[]]>([
    ["a lookup", [lookup]],
    ["a lookup that uses the column of an earlier one", [at(`${source}/lookups`, chained)]],
    ["several properties that name the contributor", [at(`${source}/contributor`, ["id", "year"])]],
    ["records of the school year before", [at(`${source}/period`, "previous")]],
    [
      "a sum over two populations",
      [at("/populations/riders", riders), at("/numerator/plus", plus)],
    ],
    ["the parts of a distribution", distribution],
    ["drawn values, weights and replicate weights", draws],
    ["a quantile", [at("/kind", "quantile"), at("/quantile", "0.5"), counted]],
    ["a deviation", [at("/kind", "deviation"), counted, at("/unit", "{ride}")]],
  ])("%s", (_what, changes) => {
    expect(lint(sampleWith(...changes))).toEqual([]);
  });
});

describe("a metric is refused when", () => {
  test.each<readonly [string, readonly Change[], string, RegExp]>([
    [
      "a lookup is of no entity",
      [at(`${source}/lookups`, [{ ...before, entity: "tram" }])],
      `${source}/lookups/0/entity`,
      /no entity tram/,
    ],
    [
      "a lookup is by a value that the source does not have",
      [at(`${source}/lookups`, [{ ...before, on: { tramId: "id" } }])],
      `${source}/lookups/0/on/tramId`,
      /bus-ride has no property tramId/,
    ],
    [
      "a lookup is by the column of a later one",
      [
        at(`${source}/lookups`, [
          { ...before, on: { later: "id" } },
          { ...before, columns: { later: "max(previousId)" } },
        ]),
      ],
      `${source}/lookups/0/on/later`,
      /no property later/,
    ],
    [
      "a lookup is by a property that the entity does not have",
      [at(`${source}/lookups`, [{ ...before, on: { previousId: "tramId" } }])],
      `${source}/lookups/0/on/previousId`,
      /no property tramId/,
    ],
    [
      "a lookup is in the order of no property",
      [at(`${source}/lookups`, [{ ...before, orderBy: "hour" }])],
      `${source}/lookups/0/orderBy`,
      /no property hour/,
    ],
    [
      "the last record is taken without an order",
      [
        at(`${source}/lookups`, [
          { entity: "bus-ride", on: before.on, columns: { seatedBefore: "last(seated)" } },
        ]),
      ],
      `${source}/lookups/0/columns/seatedBefore`,
      /nothing says in which order/,
    ],
    [
      "a column is called like a property of the source",
      [at(`${source}/lookups`, [{ ...before, columns: { year: "max(year)" } }])],
      `${source}/lookups/0/columns/year`,
      /bus-ride has year already/,
    ],
    [
      "a column is called like one of an earlier lookup",
      [at(`${source}/lookups`, [before, before])],
      `${source}/lookups/1/columns/ridesBefore`,
      /has ridesBefore already/,
    ],
    [
      "a lookup uses a property that is coarsened",
      [at(`${source}/lookups`, [{ ...before, where: "date is not null" }])],
      `${source}/lookups/0/where`,
      /bus-ride.date is coarsened/,
    ],
    [
      "a column is made of a direct identifier",
      [at(`${source}/lookups`, [{ ...before, columns: { drivers: "count(driver)" } }])],
      `${source}/lookups/0/columns/drivers`,
      /bus-ride.driver is dropped/,
    ],
    [
      "one of the properties that name the contributor is not there",
      [at(`${source}/contributor`, ["id", "pupil"])],
      `${source}/contributor/1`,
      /no property pupil/,
    ],
    [
      "another school year is asked of records that belong to none",
      [
        { file: "entities/bus-ride.json", pointer: "/x-period", value: undefined },
        at(`${source}/period`, "next"),
      ],
      `${source}/period`,
      /does not say which school year/,
    ],
    [
      "persons are no measure",
      [at(`${source}/persons`, "heads")],
      `${source}/persons`,
      /no measure heads/,
    ],
    [
      "a part of a sum counts nobody",
      [at("/numerator/plus", [{ population: "trams", value: "1" }])],
      "/numerator/plus/0/population",
      /no population trams/,
    ],
    [
      "a distribution has a unit",
      [...distribution, at("/unit", "{ride}")],
      "/unit",
      /a distribution has the unit 1/,
    ],
    [
      "two parts have one code",
      [...distribution, at("/tiers/codes/1/code", "FEW")],
      "/tiers/codes/1/code",
      /FEW is there twice/,
    ],
    [
      "the parts take a dimension of the standard",
      [...distribution, at("/tiers/dimension", "DIRECTION")],
      "/tiers/dimension",
      /DIRECTION is a dimension of the standard/,
    ],
    [
      "a part has no title in Azerbaijani",
      [...distribution, at("/tiers/codes/0/title/az", undefined)],
      "/tiers/codes/0/title",
      /no text in az/,
    ],
    [
      "the parts have no title in Swedish",
      [...distribution, at("/tiers/title/sv", undefined)],
      "/tiers/title",
      /no text in sv/,
    ],
    [
      "the parts are of one population and the whole is another",
      [...distribution, at("/populations/riders", riders), at("/denominator/population", "riders")],
      "/denominator",
      /over one population/,
    ],
    [
      "a quantile has a weight",
      [
        at("/kind", "quantile"),
        at("/quantile", "0.5"),
        at("/denominator/value", "1"),
        at("/weight", "rides"),
      ],
      "/weight",
      /no weight/,
    ],
    [
      "a deviation is divided by something else than its contributors",
      [at("/kind", "deviation")],
      "/denominator",
      /counts its contributors/,
    ],
    [
      "drawn values are no measure",
      [...draws, at("/plausible/list", "draws")],
      "/plausible",
      /draws is not a measure/,
    ],
    [
      "a drawn value has the name of a measure",
      [...draws, at("/plausible/as", "rides")],
      "/plausible/as",
      /is a measure already/,
    ],
    [
      "no parameter says how many values are drawn",
      [...draws, at("/plausible/count", "draws")],
      "/plausible/count",
      /no parameter draws/,
    ],
    [
      "replicate weights are no measure",
      [...draws, at("/replicates/list", "others")],
      "/replicates",
      /others is not a measure/,
    ],
    [
      "squared differences are divided by another parameter than the number of weights",
      [...draws, at("/replicates/factor", "4/:delayMin")],
      "/replicates/factor",
      /only the number of weights, :ridesMin/,
    ],
    [
      "replicate weights are put in the place of what is no weight",
      [...draws, at("/replicates/as", "seatedRides")],
      "/replicates/as",
      /does not use seatedRides/,
    ],
  ])("%s", (_what, changes, pointer, message) => {
    const problems = lint(sampleWith(...changes));
    expect(problems).toContainEqual({
      file,
      pointer,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\.$/u),
    });
  });
});

test("a lookup of a sensitive property makes the metric sensitive", () => {
  const entity = "entities/bus-ride.json";
  const sensitive = [
    { file: entity, pointer: "/properties/kilometres/x-privacy", value: "sensitive" },
    { file: entity, pointer: "/properties/kilometres/x-privacy-basis", value: ["gdpr-9-health"] },
    at(`${source}/lookups`, [{ ...before, columns: { far: "max(kilometres)" } }]),
  ];
  expect(lint(sampleWith(...sensitive))).toMatchObject([
    {
      file,
      pointer: `${source}/lookups/0/columns/far`,
      message: "bus-ride.kilometres is sensitive, so the metric is too",
    },
  ]);
  expect(lint(sampleWith(...sensitive, at("/sensitive", true)))).toEqual([]);
});

function ridesOf(contributor: string): Record<string, unknown> {
  const measures = { rides: "count(*)" };
  return { entity: "bus-ride", contributor, orderBy: "boardedAt", measures };
}
