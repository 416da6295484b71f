import { describe } from "vitest";
import { refuses } from "./refuses.ts";

describe("an entity is refused when", () => {
  refuses("entities/bus-ride.json", [
    ["its description is too short", "/description", "A bus ride.", "/description", /at least 20/],
    [
      "its description is no sentence",
      "/description",
      "One ride of one pupil on a bus",
      "/description",
      /full stop/,
    ],
    [
      "its description leans on another",
      "/description",
      "One ride of one pupil, see above.",
      "/description",
      /stand alone/,
    ],
    ["its key is not a property", "/x-key", ["id", "number"], "/x-key/1", /no property number/],
    ["nothing of its key is required", "/x-key", ["previousId"], "/x-key", /must be required/],
    ["its key has a list in it", "/x-key", ["id", "delays"], "/x-key/1", /scalars/],
    [
      "its period is not a date",
      "/x-period",
      { property: "id", kind: "date" },
      "/x-period",
      /must be a date/,
    ],
    [
      "its school year is not text",
      "/x-period",
      { property: "date", kind: "school-year" },
      "/x-period",
      /must be a string/,
    ],
    ["its period is optional", "/required", ["id", "direction"], "/x-period", /must be required/],
    [
      "it requires a property that it does not have",
      "/required",
      ["id", "date", "colour"],
      "/required/2",
      /no property colour/,
    ],
  ]);
});
