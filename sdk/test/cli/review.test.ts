import { cpSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder, root } from "./edufed.ts";
import { newMember } from "./member.ts";

let member: string;
const guide = readFileSync(
  fileURLToPath(
    new URL("../../../docs/src/content/docs/guides/publish-and-verify.md", import.meta.url),
  ),
  "utf8",
);

beforeAll(async () => {
  member = await newMember("reviewed");
  const run = ["metric", "run", "ATT_CHRONIC", "--data", "records", "--by"];
  await done(member, ...run, "GRADE,SEX", "--out", "cells.parquet");
  await done(member, ...run, "SEX", "--out", "by-sex.parquet");
  await done(member, "protect", "cells.parquet", "--out", "draft");
});

function review(...argv: readonly string[]): ReturnType<typeof edufed> {
  return edufed(member, "review", "draft", ...argv);
}

describe("a review with the cells", () => {
  test("says why, what is lost, what is still found, and what would lose less, 80 columns wide", async () => {
    const { out, code } = await review("--cells", "cells.parquet");
    expect(code).toBe(0);
    const titles = [
      "Verdict: This draft may be signed.",
      "For you alone.",
      "Why cells are withheld",
      "What is lost",
      "What an attacker still finds",
      "What would lose less",
      "Rounding instead of withholding",
    ];
    const places = titles.map((title) => out.indexOf(title));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(out).toMatch(/fewer people or organisations than the policy asks/);
    expect(out).toMatch(/can work out none of\s+the \d+ cells/);
    expect(out).toContain("--period 2024/2025");
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("stands on a page that asks for nothing else", async () => {
    await done(member, "review", "draft", "--cells", "cells.parquet", "--html", "review.html");
    const html = readFileSync(join(member, "review.html"), "utf8");
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import|http/);
    expect(html).toContain("<h3>What would lose less</h3>");
  });

  test("tells machines the same, in the shape that the guide says", async () => {
    const { out } = await review("--cells", "cells.parquet", "--json");
    const facts: Readonly<Record<string, unknown>> = JSON.parse(out);
    const { account } = JSON.parse(out);
    const names = [...Object.keys(facts), ...Object.keys(account).map((name) => `account.${name}`)];
    expect(names.filter((name) => !guide.includes(`| \`${name}\` |`))).toEqual([]);
    expect(Object.keys(account).toSorted()).toEqual([
      "attack",
      "complementary",
      "lost",
      "moved",
      "proposals",
      "rounded",
      "withheld",
    ]);
    expect(account.withheld.length).toBe(account.lost.withheld);
    expect(account.withheld.length).toBeGreaterThan(0);
    expect(Object.keys(account.withheld[0]).toSorted()).toEqual(["codes", "why"]);
    expect(Object.keys(account.lost).toSorted()).toEqual([
      "cells",
      "contributors",
      "den",
      "levels",
      "num",
      "withheld",
    ]);
    expect(Object.keys(account.attack).toSorted()).toEqual([
      "cells",
      "exact",
      "narrowest",
      "obstacles",
      "open",
      "safe",
    ]);
    for (const proposal of account.proposals) {
      expect(["safe", "no-gain", "refused", "not-tried"]).toContain(proposal.outcome);
      expect(proposal.gives.kind).toMatch(/^(dimension|level|parts|merged|period)$/);
    }
  });

  test("without the cells it says nothing that readers may not know", async () => {
    const { out } = await review("--json");
    expect(JSON.parse(out)).not.toHaveProperty("account");
    expect((await review()).out).not.toContain("For you alone");
  });

  test("what there is no time for is named, and the verdict stays", async () => {
    const { out, code } = await review("--cells", "cells.parquet", "--seconds", "0");
    expect(code).toBe(0);
    expect(out).toContain("NOT tried to the end, because 0 seconds were over");
    expect(out).toContain("The attack did not end within 0 seconds");
    expect(out).toMatch(/- Without SEX \(\d+ cells\)/);
  });

  test("an interruption ends it at once", async () => {
    const { edufedWith } = await import("./edufed.ts");
    const argv = ["review", "draft", "--cells", "cells.parquet"];
    const aborted = AbortSignal.abort();
    const said = await edufedWith({ cwd: member, signal: aborted }, ...argv);
    expect(said.code).toBe(130);
    expect(said.out).toBe("");
  });
});

describe("wrong usage", () => {
  test("cells of another breakdown", async () => {
    const said = await review("--cells", "by-sex.parquet");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("they are cut by SEX, it is cut by GRADE, SEX");
  });

  test("a second file of cells with another breakdown", async () => {
    const said = await review("--cells", "cells.parquet", "--cells", "by-sex.parquet");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("Two of the files of cells do not belong together");
  });

  test("the same file twice", async () => {
    const said = await review("--cells", "cells.parquet", "--cells", "cells.parquet");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("one has the same period");
  });

  test.each([
    ["a file that is not there", ["--cells", "nothere.parquet"]],
    ["a folder", ["--cells", "records"]],
    ["seconds that are no number", ["--cells", "cells.parquet", "--seconds", "soon"]],
    ["a history that is no feed", ["--history", "records"]],
  ] as const)("%s", async (_what, argv) => {
    const said = await review(...argv);
    expect(said.code).toBe(2);
    expectOneError(said);
  });

  test("cells without their description", async () => {
    const place = folder("without-description");
    cpSync(join(member, "cells.parquet"), join(place, "cells.parquet"));
    const said = await review("--cells", join(place, "cells.parquet"));
    expect(said.code).toBe(2);
    expect(said.err).toContain("its description beside it");
  });
});

describe("a draft of which the history is elsewhere", () => {
  test("outside of a workspace it says that it may look too good, and with the feed it does not", async () => {
    const home = await newMember("with-a-history");
    const by = ["metric", "run", "ATT_CHRONIC", "--data", "records", "--by"];
    await done(home, ...by, "SEX", "--out", "cells.parquet");
    await done(home, "protect", "cells.parquet", "--out", "first");
    await done(home, "sign", "first", "--role", "checker", "--key", "keys/checker.key");
    await done(home, "sign", "first", "--role", "publisher", "--key", "keys/publisher.key");
    await done(home, "publish", "first", "--to", "feed");
    await done(home, ...by, "GRADE,SEX", "--out", "finer.parquet");
    await done(home, "protect", "finer.parquet", "--out", "second");
    const outside = folder("outside");
    for (const name of ["second", "finer.parquet", "finer.json", "feed"]) {
      cpSync(join(home, name), join(outside, name), { recursive: true });
    }
    const argv = ["review", "second", "--cells", "finer.parquet", "--seconds", "0"];
    const without = await done(outside, ...argv);
    expect(unwrapped(without)).toContain("of which 0 are here: what is said below may be too good");
    expect(await done(outside, ...argv, "--history", "feed")).not.toContain("too good");
    expect(await done(home, ...argv)).not.toContain("too good");
    rmSync(outside, { recursive: true });
    renameSync(home, join(root, "with-a-history-done"));
  });
});

function unwrapped(text: string): string {
  return text.replaceAll(/\n +/g, " ");
}
