import { beforeAll, expect, test } from "vitest";
import { edufed, expectOneError } from "./edufed.ts";
import { memberWithEverything } from "./member.ts";

let member: string;

beforeAll(async () => {
  member = await memberWithEverything("audited");
});

test("a draft that was proven safe is safe for whoever audits it", async () => {
  const said = await edufed(member, "audit", "draft");
  expect(said.out).toMatch(/^Safe: /m);
  expect(said.code).toBe(0);
});

test("machines get every interval", async () => {
  const { out, code } = await edufed(member, "audit", "draft", "--json", "--exact");
  expect(JSON.parse(out)).toMatchObject({ safe: true, narrow: [] });
  expect(code).toBe(0);
});

test("a change that is not a whole number is a usage error", async () => {
  const said = await edufed(member, "audit", "draft", "--change-max", "few");
  expect(said.code).toBe(2);
  expectOneError(said);
});
