import { describe, expect, test } from "vitest";
import { RefusedError } from "../../../src/errors.ts";
import { defaultPolicy } from "../../../src/protect/policy.ts";
import { protect } from "../../../src/protect/protect.ts";
import type { Costs } from "../../../src/policy.ts";
import { publishedWith, withheldIn } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";

const table = tableOf(
  [flat("AREA", "a", "b", "c", "d")],
  [
    [["a"], 4, 9],
    [["b"], 20, 60],
    [["c"], 21, 70],
    [["d"], 30, 90],
  ],
);

describe("of the cells that could protect a small group", () => {
  const choose = async (costs: Costs): Promise<string[]> => {
    const { observations } = await protect(table, { ...defaultPolicy, costs }, []);
    return withheldIn(observations);
  };

  test.each([
    ["the one with the fewest people is withheld", {}, ["a", "b"]],
    ["what must be published is not withheld", { mustPublish: ["AREA=b"] }, ["a", "c"]],
    ["what is preferred is withheld last", { preferPublish: ["AREA=b", "AREA=c"] }, ["a", "d"]],
    [
      "a total at no higher price may be withheld",
      { by: "count", levelPrice: 1, mustPublish: ["AREA=b", "AREA=c", "AREA=d"] },
      ["_T", "a"],
    ],
  ] as const)("%s", async (_, costs, expected) => {
    expect((await choose(costs)).toSorted()).toEqual(expected);
  });

  test.each([
    ["no cheaper without a word in the policy", {}, ["a", "b"]],
    ["too dear still at a tenth less", { stability: "0.1" }, ["a", "b"]],
    ["taken again at half the price", { stability: "0.5" }, ["a", "c"]],
  ] as const)("a cell that was withheld the year before is %s", async (_, costs, expected) => {
    const description = { ...table.description, period: "2024/2025" };
    const isWithheld = ({ AREA }: Readonly<Record<string, string>>): boolean =>
      AREA === "a" || AREA === "c";
    const before = publishedWith({ ...table, description }, isWithheld, defaultPolicy);
    const { observations } = await protect(table, { ...defaultPolicy, costs }, [before]);
    expect(withheldIn(observations).toSorted()).toEqual(expected);
  });

  test("a small group that must be published is refused", async () => {
    const refused = choose({ mustPublish: ["AREA=a"] });
    await expect(refused).rejects.toThrow(RefusedError);
    await expect(refused).rejects.toThrow(
      /must withhold what the costs of the policy say must be published \(AREA=a\)/,
    );
  });

  test("a dimension that the table does not have is refused", async () => {
    await expect(choose({ preferPublish: ["SEX=F"] })).rejects.toThrow(/no dimension SEX/);
  });
});
