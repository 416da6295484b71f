import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { foreignData, missing, sharedFile } from "./foreign-data.ts";

const vectorFile = "metric-vectors/who5.json";
const why = missing(vectorFile);

interface Case {
  readonly items: readonly (number | null)[];
  readonly raw: number | null;
  readonly index: number | null;
  readonly low_raw_lt13?: boolean;
}

/** Each case is one response, and a school of its own, so that its index can be seen alone. */
const mapping = {
  "wellbeing-response": `
    select
      cast(place as varchar) as id,
      'who5' as instrumentId,
      cast(place as varchar) as schoolId,
      date '2026-02-02' as date,
      cast(each.items as bigint[]) as answers
    from (
      select unnest(cases) as each, generate_subscripts(cases, 1) as place
      from read_json('${sharedFile(vectorFile)}')
    )`,
};

describe.skipIf(why !== "")(`the six responses of the WHO-5 vectors${why}`, () => {
  const cases = (): readonly Case[] =>
    JSON.parse(readFileSync(sharedFile(vectorFile), "utf8")).cases;
  const question = { period: "2025/2026", dimensions: ["SCHOOL"] };

  test("each index is four times the sum, and a response with a missing answer is left out", async () => {
    const data = await foreignData(mapping);
    const lines = await data.onBoth({ metric: "WHO5_MEAN", ...question });
    const known = cases().flatMap(({ index }) => index ?? []);
    expect(known).toEqual([100, 0, 48, 52, 84]);
    const each = known.map((index, place) => `${place + 1} ${index}/1 1 ${index}`);
    expect(lines).toEqual(["_T 284/5 5 56.8", ...each]);
    data.close();
  });

  test("a sum of 12 is low and one of 13 is not: two of five", async () => {
    const data = await foreignData(mapping);
    const lines = await data.onBoth({ metric: "WHO5_LOW", ...question });
    expect(lines[0]).toBe("_T 2/5 5 0.4");
    const low = lines
      .filter((line) => / 1\/1 /.test(line))
      .map((line) => Number(line.split(" ")[0]));
    expect(low).toEqual(
      cases().flatMap(({ low_raw_lt13: isLow }, place) => (isLow === true ? place + 1 : [])),
    );
    data.close();
  });
});
