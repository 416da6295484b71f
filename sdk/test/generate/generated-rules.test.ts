import { loadConformance, loadRegistry } from "@edufed/schemas";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type ValueRow } from "../../src/engine/evaluate.ts";
import { columnsOf, type Expression } from "../../src/engine/expression.ts";
import { printExpression } from "../../src/engine/print-expression.ts";
import type { RunnableRule } from "../../src/validate/one-record.ts";
import { parseRules } from "../../src/validate/parse-rules.ts";
import { decidesRecord } from "../../src/validate/rules.ts";
import { valueOf } from "./rule-values.ts";

const registry = loadRegistry();
const decided = parseRules(registry).filter(decidesRecord);

/** Every text that a condition compares with. */
function literalsIn(expression: Expression): readonly string[] {
  return [...printExpression(expression).matchAll(/'([^']*)'/gu)].map(([, text = ""]) => text);
}

describe("the generated rules", async () => {
  const modules = await Promise.all(
    [...registry.entities.keys()].map(async (name) => {
      const module = await import(`../../src/generated/rules/${name}.ts`);
      const { rules, breaksRule }: GeneratedRules = module;
      return [name, { rules, breaksRule }] as const;
    }),
  );
  const generated = new Map(modules);
  const ruleOf = (id: string): RunnableRule | undefined =>
    [...generated.values()].flatMap(({ rules }) => rules).find(({ rule }) => rule.id === id);

  test("are those that one record decides, and say what they look at", () => {
    expect(decided.length).toBeGreaterThan(50);
    for (const { rule, check } of decided) {
      expect(ruleOf(rule.id)?.reads).toEqual([...columnsOf(check.holds)]);
    }
  });

  test("say what the interpreter says on every record of the vectors of rules", () => {
    const verdicts = [...loadConformance()]
      .filter(([path]) => path.startsWith("rules/"))
      .flatMap(([, text]) => {
        const { passing, failing } = JSON.parse(text);
        return [passing, failing].flatMap(({ records }) => judged(records));
      });
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
    expect(verdicts.length).toBeGreaterThan(300);
  });

  function judged(records: Readonly<Record<string, readonly ValueRow[]>>): readonly boolean[] {
    return Object.entries(records).flatMap(([entity, all]) => {
      const own = decided.filter(({ rule }) => rule.entity === entity);
      return all.flatMap((record) =>
        own.map(({ rule, check }) => {
          const broken = evaluate(check.holds, record) === false;
          const said = ruleOf(rule.id)?.isBroken(record);
          expect([rule.id, said]).toEqual([rule.id, broken]);
          return broken;
        }),
      );
    });
  }

  test.each([...registry.entities.keys()])("say what the interpreter says of any %s", (name) => {
    const own = decided.filter(({ rule }) => rule.entity === name);
    const literals = own.flatMap(({ check }) => literalsIn(check.holds));
    const reads = new Set(own.flatMap(({ check }) => [...columnsOf(check.holds)]));
    const properties = (registry.entities.get(name)?.properties ?? [])
      .filter((property) => reads.has(property.name))
      .map((property) => [property.name, valueOf(property.type, literals)] as const);
    const { breaksRule } = generated.get(name) ?? {};
    fc.assert(
      fc.property(fc.record(Object.fromEntries(properties)), (record) => {
        const broken = own.filter(({ check }) => evaluate(check.holds, record) === false);
        const said = own.filter(({ rule }) => ruleOf(rule.id)?.isBroken(record));
        expect(said.map(({ rule }) => rule.id)).toEqual(broken.map(({ rule }) => rule.id));
        expect(breaksRule?.(record)).toBe(broken.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});

interface GeneratedRules {
  readonly rules: readonly RunnableRule[];
  readonly breaksRule: (record: object) => boolean;
}
