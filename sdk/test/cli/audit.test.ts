import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
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
