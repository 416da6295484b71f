import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { edufed, expectOneError } from "./edufed.ts";
import { writeDraft } from "../../src/publish/folder.ts";
import { draftFiles } from "../publish/fixture.ts";
import { memberWithEverything } from "./member.ts";

let member: string;

beforeAll(async () => {
  member = await memberWithEverything("audited");
  await writeDraft(join(member, "withholding"), await draftFiles());
});

test("a draft that was proven safe is safe for whoever audits it", async () => {
  const said = await edufed(member, "audit", "withholding");
  expect(said.out).toMatch(/^Safe: none of [1-9]\d* withheld cells/m);
  expect(said.code).toBe(0);
});

test("a draft that another policy would not allow is not safe, and the cells are named", async () => {
  cpSync(join(member, "withholding"), join(member, "strict"), { recursive: true });
  const file = join(member, "strict", "disclosure.json");
  const report = JSON.parse(readFileSync(file, "utf8"));
  const policy = { ...report.policy, contributorsMin: 1_000_000 };
  writeFileSync(file, JSON.stringify({ ...report, policy }));
  const said = await edufed(member, "audit", "strict", "draft");
  expect(said.out).toMatch(
    /^NOT safe: \d+ of \d+ withheld cells are not proven to stay hidden\.$/m,
  );
  expect(said.out).toMatch(/^strict: .+=.+ is narrow$/m);
  expect(said.code).toBe(1);
});

test("machines get every interval", async () => {
  const { out, code } = await edufed(member, "audit", "withholding", "--json", "--exact");
  expect(JSON.parse(out)).toMatchObject({ safe: true, narrow: [] });
  expect(code).toBe(0);
});

test("a change that is not a whole number is a usage error", async () => {
  const said = await edufed(member, "audit", "draft", "--change-max", "few");
  expect(said.code).toBe(2);
  expectOneError(said);
});

describe("a table of another tool", () => {
  const lines = ["area,sex,count", "all,T,30", "all,F,14", "all,M,16", "a,T,12", "a,F,", "a,M,"];
  const options = ["--count", "count", "--total", "area=all", "--total", "sex=T"];

  beforeAll(() => {
    const open = [...lines, "b,T,18", "b,F,", "b,M,"];
    writeFileSync(join(member, "open.csv"), `${open.join("\n")}\n`);
    writeFileSync(
      join(member, "given-away.csv"),
      `${[...lines, "b,T,18", "b,F,9", "b,M,9"].join("\n")}\n`,
    );
  });

  test("is safe when no withheld count can be worked out", async () => {
    const said = await edufed(member, "audit", "--table", "open.csv", ...options);
    expect(said.out).toBe(
      "Safe: none of 4 withheld cells can be worked out more closely than asked for.",
    );
    expect(said.code).toBe(0);
  });

  test("is not safe when one can, and the counts that give it away are named", async () => {
    const said = await edufed(member, "audit", "--table", "given-away.csv", ...options);
    expect(said.out).toContain("given-away.csv: area=a sex=F is narrow\n  its ");
    expect(said.code).toBe(1);
  });

  test.each([
    ["without the column of counts", ["--table", "open.csv", "--total", "sex=T"]],
    ["without a column of codes", ["--table", "open.csv", "--count", "count"]],
    ["beside publications", ["draft", "--table", "open.csv", ...options]],
    ["with options and no table", ["--count", "count"]],
    ["with a total that is no pair", ["--table", "open.csv", "--count", "count", "--total", "sex"]],
    ["with a width that is no number", ["--table", "open.csv", ...options, "--width", "few"]],
    ["with periods", ["--table", "open.csv", ...options, "--change-max", "3"]],
    ["that is not there", ["--table", "nothere.csv", ...options]],
  ])("%s is a usage error", async (_, argv) => {
    const said = await edufed(member, "audit", ...argv);
    expect(said.code).toBe(2);
    expectOneError(said);
  });
});
