import type { Property, Related, Rule } from "@edufed/schemas";
import { columnsOf, type Expression } from "../engine/expression.ts";

/** A declared rule with its conditions parsed: what every execution of it starts from. */
export interface ParsedRule {
  readonly rule: Rule;
  readonly check: ParsedCheck;
}

/** What it takes to judge one record by a rule and to say so. */
export interface RecordRule {
  readonly rule: Pick<Rule, "id" | "entity" | "severity" | "property" | "message" | "fix">;
  readonly check: Extract<ParsedCheck, { kind: "record" }>;
}

/** Whether one record decides a rule. */
export function decidesRecord(parsed: ParsedRule): parsed is ParsedRule & RecordRule {
  return parsed.check.kind === "record";
}

/** Records of an entity that belong to a record, with the properties of theirs that are read. */
export interface ParsedRelated extends Related {
  readonly properties: readonly Property[];
}

/** What must hold, as `RuleCheck` says it. */
export type ParsedCheck =
  | { readonly kind: "record"; readonly holds: Expression }
  | { readonly kind: "related"; readonly related: ParsedRelated; readonly holds: Expression }
  | {
      readonly kind: "some";
      readonly related: ParsedRelated;
      readonly holds: Expression;
      readonly when: Expression | undefined;
    }
  | {
      readonly kind: "no-overlap";
      readonly within: readonly string[];
      readonly start: string;
      readonly end: string;
      readonly when: Expression | undefined;
    }
  | {
      readonly kind: "at-most-one";
      readonly within: readonly string[];
      readonly when: Expression | undefined;
    }
  /** `key` is the one property that names a record, and that `parent` holds of another. */
  | { readonly kind: "acyclic"; readonly parent: string; readonly key: string };

/** A check that one record does not decide. */
export type BetweenCheck = Exclude<ParsedCheck, { kind: "record" }>;

/** The properties of its own record that a check looks at. */
export function ownColumns(check: ParsedCheck): ReadonlySet<string> {
  switch (check.kind) {
    case "record":
      return columnsOf(check.holds);
    case "related":
      return relatedColumns(check.related, check.holds, undefined);
    case "some":
      return relatedColumns(check.related, check.holds, check.when);
    case "no-overlap":
      return new Set([...check.within, check.start, check.end, ...columnsOfAny(check.when)]);
    case "at-most-one":
      return new Set([...check.within, ...columnsOfAny(check.when)]);
    case "acyclic":
      return new Set([check.key, check.parent]);
  }
}

function relatedColumns(
  { on, take }: Related,
  holds: Expression,
  when: Expression | undefined,
): ReadonlySet<string> {
  const own = [...columnsOf(holds)].filter((name) => !Object.hasOwn(take, name));
  return new Set([...Object.keys(on), ...own, ...columnsOfAny(when)]);
}

function columnsOfAny(condition: Expression | undefined): ReadonlySet<string> {
  return condition === undefined ? new Set() : columnsOf(condition);
}
