import { describe } from "vitest";
import { refuses } from "./refuses.ts";

describe("a rule is refused when", () => {
  refuses("rules/year-of-ride.json", [
    ["its message is not in Swedish", "/message/sv", undefined, "/message", /no text in sv/],
    ["its remedy is not in Azerbaijani", "/fix/az", undefined, "/fix", /no text in az/],
    ["its reason is too short", "/why", "It must.", "/why", /at least 20/],
    ["its entity is not there", "/entity", "tram", "/entity", /no entity tram/],
    ["its property is not there", "/property", "century", "/property", /no property century/],
  ]);
});
