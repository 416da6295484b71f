import { expect, test } from "vitest";
import { emitPolicy } from "../../src/emit/policy.ts";
import { loadCommunity } from "../../src/release-files.ts";

test("every limit of the policy is in the constant, numbers as numbers and decimals as text", () => {
  const { policy } = loadCommunity();
  const { "sdk/src/generated/policy.ts": text = "" } = emitPolicy({ ...policy });
  expect(text).toContain(`  contributorsMin: ${policy.contributorsMin},`);
  expect(text).toContain("export const communityPolicy: Policy = {");
  expect(text).toContain(`  intervalShareMin: "${policy.intervalShareMin}",`);
  for (const name of Object.keys(policy)) expect(text).toContain(`  ${name}: `);
});

test("a limit that is made of several is written with all of them", () => {
  const { "sdk/src/generated/policy.ts": text = "" } = emitPolicy({ dominance: { n: 2, k: 85 } });
  expect(text).toContain(`  dominance: {"n":2,"k":85},`);
});
