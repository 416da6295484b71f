import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import cases from "./bad-usage.json" with { type: "json" };
import { done, edufed, expectOneError, folder, listing, useCase } from "./edufed.ts";
import { memberWithEverything, newMember } from "./member.ts";

/** Where a community's member stands in the middle of its work. */
let member: string;

beforeAll(async () => {
  member = await memberWithEverything("member");
  const policies = { low: { contributorsMin: 9 }, misspelt: { contributorsMni: 15 } };
  const strange = { text: { contributorsMin: "15" }, list: [15] };
  for (const [name, policy] of Object.entries({ ...policies, ...strange })) {
    writeFileSync(join(member, `${name}.json`), JSON.stringify(policy));
  }
  mkdirSync(join(member, "broken-use-case"));
  writeFileSync(join(member, "broken-use-case", "use-case.json"), "{");
  const flags = ["--member", "AZ", "--name", "Azerbaijan", "--contact", "data@example.org"];
  await done(member, "init", "other", ...flags);
});

describe("a mistake on the command line gets one clear error, and nothing is written", () => {
  test.each(cases)("$description", async (each) => {
    const before = listing(member);
    const argv = each.argv.map((word) => (word === "$useCase" ? useCase : word));
    const said = await edufed(member, ...argv);
    expect(said).toMatchObject({ code: each.exit });
    expect(listing(member)).toEqual(before);
    expectOneError(said);
    const [error, remedy] = said.err.split("\n");
    expect(error).toContain(each.says);
    expect(remedy).toContain(each.remedy);
  });
});

test.each([[], ["metric"], ["notebook"]])(
  "where one command of several is missing, the help is shown instead (%s)",
  async (...argv) => {
    const said = await edufed(member, ...argv);
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).toMatch(/^Usage: edufed.*Commands:/s);
  },
);

describe("outside of a workspace", () => {
  const needsOne = [
    ["pseudonymise", ["pseudonymise", "records", "--purpose", "a", "--out", "new"]],
    ["protect", ["protect", "cells.parquet", "--out", "new"]],
    ["run", ["run", useCase, "--data", "records", "--out", "new"]],
    ["publish", ["publish", "signed", "--to", "feed"]],
    ["withdraw", ["withdraw", "1", "--to", "records", "--key", "signed", "--reason", "a"]],
    ["verify", ["verify", "signed"]],
  ] as const;

  test.each(needsOne)("%s says what is missing", async (_name, argv) => {
    const place = folder("outside");
    for (const name of ["records", "cells.parquet", "signed"]) {
      mkdirSync(join(place, name), { recursive: true });
    }
    writeFileSync(join(place, "signed", "manifest.json"), "{}");
    const before = listing(place);
    const said = await edufed(place, ...argv);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toMatch(/workspace|--members/);
    expect(listing(place)).toEqual(before);
  });
});

describe("a workspace that is broken", () => {
  const broken = [
    ["is not JSON", "edufed.config.json", "{", "edufed.config.json is not valid JSON"],
    ["lacks everything", "edufed.config.json", "{}", "member is missing"],
    ["has a key that is none", "keys/pseudonym.key", "secret", "keys/pseudonym.key is not a"],
  ] as const;

  test.each(broken)("one whose file %s is named", async (_what, file, content, says) => {
    const place = await newMember(`broken ${file} ${content.length}`);
    writeFileSync(join(place, file), content);
    const before = listing(place);
    const said = await edufed(place, "pseudonymise", "records", "--purpose", "a", "--out", "new");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(says);
    expect(said.err).not.toContain("secret");
    expect(listing(place)).toEqual(before);
  });

  test("one whose policy is below the community's is refused", async () => {
    const place = await memberWithEverything("lowered");
    const { default: config } = await import(join(place, "edufed.config.json"), {
      with: { type: "json" },
    });
    const policy = { ...config.policy, contributorsMin: 3 };
    writeFileSync(join(place, "edufed.config.json"), JSON.stringify({ ...config, policy }));
    const said = await edufed(place, "protect", "cells.parquet", "--out", "new");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("may only be raised: contributorsMin is at least 10");
  });
});
