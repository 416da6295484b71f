import { readFileSync } from "node:fs";
import { loadExchange } from "@edufed/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { parseNotebook } from "../../src/notebook/parse.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";

const exchange = loadExchange();
const useCase = new URL("../../../use-cases/virtual-school-monitoring/", import.meta.url);

/** What the schema of publication/ has against a value. */
function problemsOf(name: string, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(exchange.get(name) ?? false);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
}

test("the community's policy is a disclosure policy, and one with a limit left out is not", () => {
  const { contributorsMin: _, ...incomplete } = defaultPolicy;
  expect(problemsOf("disclosure-policy", defaultPolicy)).toEqual([]);
  expect(problemsOf("disclosure-policy", incomplete)).toEqual([""]);
});

test("the policy of a disclosure report is a disclosure policy", () => {
  const report = Object(exchange.get("disclosure"));
  const policy = Object(exchange.get("disclosure-policy"));
  expect(report.properties.policy.properties).toEqual(policy.properties);
  expect(report.properties.policy.required).toEqual(policy.required);
});

test("a notebook that was read is a notebook, and one with a part of another kind is not", () => {
  const text = readFileSync(new URL("notebook.md", useCase), "utf8");
  const notebook: unknown = JSON.parse(JSON.stringify(parseNotebook(text, "notebook.md")));
  expect(problemsOf("notebook", notebook)).toEqual([]);
  const blocks = [{ kind: "picture", line: 1 }];
  expect(problemsOf("notebook", Object.assign({}, notebook, { blocks }))).toEqual([
    "/blocks/0/kind",
  ]);
});
