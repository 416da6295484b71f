import { describe } from "vitest";
import { refuses } from "./refuses.ts";

describe("a dimension is refused when", () => {
  refuses("dimensions/DIRECTION.json", [
    ["its title is not in Finnish", "/title/fi", " ", "/title", /no text in fi/],
    ["its description is too short", "/description", "Ways.", "/description", /at least 20/],
    ["its code list is not there", "/codeList", "compass", "/codeList", /no code list compass/],
    ["it maps to a code outside its list", "/map/out", "UP", "/map/out", /UP is not in/],
    ["its unknown is outside its list", "/unknown", "_X", "/unknown", /_X is not in/],
    [
      "a value is published as it is and is not in the list",
      "/map/out",
      undefined,
      "/from/bus-ride",
      /out is published as out, which is not in sdmx-direction/,
    ],
    [
      "a value may be any text and the list has codes",
      "/from/bus-ride/property",
      "id",
      "/from/bus-ride",
      /any text, and would be published as a code of sdmx-direction/,
    ],
    [
      "it cuts an entity that is not there",
      "/from/tram",
      { property: "id" },
      "/from/tram",
      /no entity/,
    ],
    [
      "its property is not there",
      "/from/bus-ride/property",
      "way",
      "/from/bus-ride/property",
      /no property way/,
    ],
    [
      "it joins an entity that is not there",
      "/from/bus-ride",
      { join: "tram", on: { id: "id" }, property: "direction" },
      "/from/bus-ride/join",
      /no entity tram/,
    ],
    [
      "it joins on a property that is not there",
      "/from/bus-ride",
      { join: "bus-ride", on: { id: "key" }, property: "direction" },
      "/from/bus-ride/on/id",
      /no property key/,
    ],
    [
      "the latest record is decided by a property that is not there",
      "/from/bus-ride",
      { join: "bus-ride", on: { id: "id" }, property: "direction", latestBy: "hour" },
      "/from/bus-ride/latestBy",
      /no property hour/,
    ],
    [
      "its property is coarsened before metrics are computed",
      "/from/bus-ride/property",
      "date",
      "/from/bus-ride/property",
      /coarsened/,
    ],
    [
      "it would show a direct identifier",
      "/from/bus-ride/property",
      "driver",
      "/from/bus-ride/property",
      /may not cut a table/,
    ],
  ]);
});
