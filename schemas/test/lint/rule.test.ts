import { describe } from "vitest";
import { refuses } from "./refuses.ts";

function related(change: Readonly<Record<string, unknown>>): object {
  const sound = { entity: "bus-ride", on: { previousId: "id" }, take: { before: "date" } };
  return { kind: "related", related: { ...sound, ...change }, holds: "date > before" };
}

describe("a rule is refused when", () => {
  refuses("rules/year-of-ride.json", [
    ["its message is not in Swedish", "/message/sv", undefined, "/message", /no text in sv/],
    ["its remedy is not in Azerbaijani", "/fix/az", undefined, "/fix", /no text in az/],
    ["its reason is not in Finnish", "/whyIn/fi", undefined, "/whyIn", /no text in fi/],
    ["its reason is in English only", "/whyIn", undefined, "/whyIn", /no text in fi, sv, az/],
    ["its reason is too short", "/why", "It must.", "/why", /at least 20/],
    ["its entity is not there", "/entity", "tram", "/entity", /no entity tram/],
    ["its property is not there", "/property", "century", "/property", /no property century/],
    [
      "its check looks at an entity that is not there",
      "/check",
      related({ entity: "tram" }),
      "/check/related/entity",
      /no entity tram/,
    ],
    [
      "it joins on a property that is not there",
      "/check",
      related({ on: { previous: "id" } }),
      "/check/related/on/previous",
      /bus-ride has no property previous/,
    ],
    [
      "it joins values that cannot be compared",
      "/check",
      related({ on: { previousId: "date" } }),
      "/check/related/on/previousId",
      /previousId of bus-ride cannot be compared with date of bus-ride/,
    ],
    [
      "it joins on a moment, which can be written in several ways",
      "/check",
      related({ on: { boardedAt: "boardedAt" } }),
      "/check/related/on/boardedAt",
      /cannot be compared/,
    ],
    [
      "it takes a property that is not there",
      "/check",
      related({ take: { before: "century" } }),
      "/check/related/take/before",
      /no property century/,
    ],
    [
      "what it takes hides a property of the record",
      "/check",
      related({ take: { year: "year" } }),
      "/check/related/take/year",
      /hides the property year/,
    ],
    [
      "its stretch does not begin on a day",
      "/check",
      { kind: "no-overlap", within: ["direction"], start: "year", end: "date" },
      "/check/start",
      /year of bus-ride is not a day/,
    ],
    [
      "its records would have to agree in a list",
      "/check",
      { kind: "at-most-one", within: ["direction", "delays"] },
      "/check/within/1",
      /delays of bus-ride is a list/,
    ],
    [
      "its parent is not a record of the same entity",
      "/check",
      { kind: "acyclic", parent: "direction" },
      "/check/parent",
      /direction must name one record of bus-ride/,
    ],
  ]);
});
