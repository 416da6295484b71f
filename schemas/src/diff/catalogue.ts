import type { ChangeKind, ChangeRule, Step } from "./change-rule.ts";
import { majorRules, type MajorRuleId } from "./catalogue-major.ts";
import { minorRules, type MinorRuleId } from "./catalogue-minor.ts";
import { processRules, type ProcessRuleId } from "./catalogue-process.ts";

/** The stable name of a rule about a change. */
export type ChangeRuleId = MajorRuleId | MinorRuleId;

/** The stable name of any rule of the catalogue. */
export type DiffRuleId = ChangeRuleId | ProcessRuleId;

/** Rules 1 to 54: what a change is, and the step it asks for. */
export const changeRules: Readonly<Record<ChangeRuleId, ChangeRule>> = {
  ...majorRules,
  ...minorRules,
};

/** One line of the catalogue, for people. */
export interface CatalogueEntry {
  readonly number: number;
  readonly id: DiffRuleId;
  readonly step: Step | "process";
  readonly kind: ChangeKind | "process";
  readonly title: string;
  readonly why: string;
}

/** All sixty rules, in the order of their numbers. */
export const catalogue: readonly CatalogueEntry[] = [
  ...entriesOf(majorRules),
  ...entriesOf(minorRules),
  ...entriesOf(processRules).map((rule) => ({
    ...rule,
    step: "process" as const,
    kind: "process" as const,
  })),
];

function entriesOf<Id extends DiffRuleId, Rule>(
  rules: Readonly<Record<Id, Rule>>,
): readonly (Rule & { readonly id: Id })[] {
  const ids = Object.keys(rules).filter((id): id is Id => id in rules);
  return ids.map((id) => ({ ...rules[id], id }));
}
