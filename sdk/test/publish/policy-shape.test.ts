import { loadExchange } from "@edufed/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { policyChangesShape, policyShape } from "../../src/publish/policy-shape.ts";
import { parse } from "../../src/publish/shape.ts";

const schema = Object(loadExchange().get("disclosure-policy"));
const examples: readonly object[] = schema.examples;
const validate = new Ajv2020({ strict: false }).compile(schema);

/** A value with one part of it, at any depth, left out or replaced by something else. */
function spoilt(value: unknown): readonly unknown[] {
  const others = [null, -1, 0, 1.5, 101, "", "x y", "0.5", [], ["SEX=F, GRADE=_T"], ["?"], {}];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return others;
  const inside = Object.entries(value).flatMap(([name, part]) => {
    const { [name]: _, ...rest } = Object.fromEntries(Object.entries(value));
    return [rest, ...spoilt(part).map((other) => ({ ...value, [name]: other }))];
  });
  return [...inside, ...others, { ...value, unheardOf: 1 }];
}

test("a policy has the shape exactly when it is valid against the schema", () => {
  const policies = [...examples, ...examples.flatMap(spoilt)];
  expect(policies.length).toBeGreaterThan(500);
  for (const policy of policies) {
    expect([policy, "value" in parse(policyShape, policy)]).toEqual([policy, validate(policy)]);
  }
});

test("every kind of method has an example, and every example is read whole", () => {
  const kinds = examples.map((example) => Object(example).method?.kind);
  expect(new Set(kinds)).toEqual(new Set([undefined, "suppress", "round", "cell-key", "noise"]));
  for (const example of examples) {
    expect(parse(policyShape, example)).toEqual({ value: example });
    expect(parse(policyChangesShape, example)).toEqual({ value: example });
  }
});
