import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, listing } from "./edufed.ts";
import { newMember } from "./member.ts";

let member: string;

beforeAll(async () => {
  member = await newMember("run");
}, 60_000);

const run = ["metric", "run"] as const;
const data = ["--data", "records"] as const;
/** The assessment of a grade, as synthetic members have it. */
const assessment = ["--param", "assessment=assessment-3"] as const;

describe("several metrics of one run", () => {
  test("give the same tables as each alone, in the order in which they were named", async () => {
    const ids = ["ATT_TIERS", "ATT_RATE", "ATT_CHRONIC"];
    const by = ["--by", "GRADE", "--json"];
    const together = JSON.parse(await done(member, ...run, ...ids, ...data, ...by));
    const alone = [];
    for (const id of ids) {
      const [facts] = JSON.parse(await done(member, ...run, id, ...data, ...by));
      alone.push(facts);
    }
    expect(together).toEqual(alone);
    expect(together).toHaveLength(3);
    expect(together[0]).toMatchObject({ unprotected: true, description: { metric: "ATT_TIERS" } });
  });

  test("is one table when a metric is named twice", async () => {
    const out = await done(member, ...run, "ATT_RATE", "att_rate", ...data);
    expect(out.match(/^ATT_RATE /gmu)).toHaveLength(1);
  });

  test("take a parameter where they have it", async () => {
    const ids = ["ATT_RATE", "ATT_CHRONIC"];
    const facts = JSON.parse(
      await done(member, ...run, ...ids, ...data, "--param", "expectedDaysMin=31", "--json"),
    );
    expect(facts.map((each: Facts) => each.description.parameters)).toEqual([
      {},
      { expectedDaysMin: 31 },
    ]);
  });

  test("are cut the same way or refused before anything is read", async () => {
    const said = await edufed(member, ...run, "ATT_RATE", "GPI", ...data, "--by", "SEX");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("GPI cannot be cut by “SEX”");
  });
});

interface Facts {
  readonly description: { readonly parameters: object };
}

describe("what a run writes", () => {
  test.each(["figures/", "there"])("to a folder, %s, is one file for each metric", async (out) => {
    const place = join(member, out);
    if (out === "there") mkdirSync(place);
    const { code, err } = await edufed(
      member,
      ...run,
      "ATT_TIERS",
      "ATT_RATE",
      ...data,
      "--out",
      out,
    );
    expect(code).toBe(0);
    const names = ["ATT_RATE.json", "ATT_RATE.parquet", "ATT_TIERS.json", "ATT_TIERS.parquet"];
    expect(readdirSync(place).toSorted()).toEqual(names);
    expect(err).toContain(join(out, "ATT_TIERS.parquet"));
    expect(err).toContain(`edufed protect ${join(out, "ATT_RATE.parquet")} --out draft`);
  });

  test("to one file is of one metric; of several it is refused with the folder that would do", async () => {
    const before = listing(member);
    const said = await edufed(
      member,
      ...run,
      "ATT_TIERS",
      "ATT_RATE",
      ...data,
      "--out",
      "some.csv",
    );
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("--out some/");
    expect(listing(member)).toEqual(before);
  });

  test("to a file of another kind is refused before anything is read", async () => {
    const said = await edufed(member, ...run, "ATT_RATE", ...data, "--out", "cells.xlsx");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("neither .parquet nor .csv");
  });

  test("of estimates is marked as internal, and no protection is advised", async () => {
    const out = ["--out", "tiers.csv"];
    const { err } = await edufed(member, ...run, "ATT_TIERS", ...data, ...out);
    expect(err).not.toContain("protect");
    expect(JSON.parse(readFileSync(join(member, "tiers.json"), "utf8"))).toMatchObject({
      internal: true,
      metric: "ATT_TIERS",
      kind: "distribution",
    });
    expect(readFileSync(join(member, "tiers.csv"), "utf8")).toMatch(/^ATT_TIER,TIME_PERIOD,NUM,/u);
  });
});

describe("figures whose parts do not add up are not protected, and the reason is said", () => {
  test.each([
    ["ATT_TIERS", "distribution", [], "Keep them inside the member"],
    ["GPI", "parity", [], "Publish what they are made of: OAE, cut by SEX."],
    ["ASSESS_GAP", "difference", assessment, "Keep them inside the member"],
  ])("%s, a %s", async (id, kind, param, remedy) => {
    await done(member, ...run, id, ...data, ...param, "--out", `${id}.csv`);
    const said = await edufed(member, "protect", `${id}.csv`, "--out", "never");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(`${id} (${kind}) are not sums whose parts add up to the whole`);
    expect(said.err.split("\n")[1]).toContain(remedy);
    expect(existsSync(join(member, "never"))).toBe(false);
  });
});

describe("a metric that is made of others", () => {
  test("passes its parameters on to them", async () => {
    const facts = JSON.parse(
      await done(member, ...run, "ASSESS_GAP", ...data, ...assessment, "--json"),
    );
    expect(facts[0].description.parameters).toEqual({ assessment: "assessment-3" });
    const other = ["--param", "assessment=assessment-9", "--json"];
    const others = JSON.parse(await done(member, ...run, "ASSESS_GAP", ...data, ...other));
    expect(others[0].cells).not.toEqual(facts[0].cells);
  });

  test("takes the metric that is chosen, with that metric's parameters", async () => {
    const param = ["--param", "of=ATT_CHRONIC", "--param", "expectedDaysMin=5"];
    const [facts] = JSON.parse(await done(member, ...run, "GPI", ...data, ...param, "--json"));
    expect(facts.description.parameters).toEqual({ of: "ATT_CHRONIC", expectedDaysMin: 5 });
    expect(facts.description.madeOf).toMatchObject([{ metric: "ATT_CHRONIC" }]);
  });

  test("is refused without a parameter that they need, before anything is read", async () => {
    const said = await edufed(member, ...run, "ASSESS_GAP", ...data);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("ASSESS_MEAN needs the parameter assessment");
    expect(said.err).toContain("--param assessment=<key>");
  });
});

describe("the identity of a metric", () => {
  test("stands in the list, in what is shown of it, and beside its figures", async () => {
    const list = JSON.parse(await done(member, "metric", "list", "--json"));
    const hash = list.find(({ id }: { readonly id: string }) => id === "ATT_RATE").formalHash;
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(await done(member, "metric", "show", "ATT_RATE")).toContain(`Formal hash: ${hash}`);
    expect(JSON.parse(await done(member, "metric", "show", "ATT_RATE", "--json")).formalHash).toBe(
      hash,
    );
    const [facts] = JSON.parse(await done(member, ...run, "ATT_RATE", ...data, "--json"));
    expect(facts.description.formalHash).toBe(hash);
  });

  test("is another for every metric", async () => {
    const list: readonly { readonly formalHash: string }[] = JSON.parse(
      await done(member, "metric", "list", "--json"),
    );
    expect(list.length).toBeGreaterThan(60);
    expect(new Set(list.map(({ formalHash }) => formalHash)).size).toBe(list.length);
  });
});
