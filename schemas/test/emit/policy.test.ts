import { expect, test } from "vitest";
import { emitPolicy } from "../../src/emit/policy.ts";
import { loadCommunity } from "../../src/release-files.ts";

test("every limit of the policy is a constant with its type, numbers as numbers and decimals as text", () => {
  const { policy } = loadCommunity();
  const { "sdk/src/generated/policy.ts": text = "" } = emitPolicy({ ...policy });
  expect(text).toContain("readonly contributorsMin: number;");
  expect(text).toContain(`  contributorsMin: ${policy.contributorsMin},`);
  expect(text).toContain("readonly intervalShareMin: string;");
  expect(text).toContain(`  intervalShareMin: "${policy.intervalShareMin}",`);
  for (const name of Object.keys(policy)) expect(text).toContain(`  ${name}: `);
});
