/**
 * The expression language of rules and metrics: scalar SQL, and nothing that could look elsewhere,
 * change between runs or differ between engines. Text is parsed once; engines print or evaluate
 * this tree, never the text. Conditions are three-valued as in SQL: unknown is null.
 */
export type Expression =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | {
      readonly kind: "binary";
      readonly operator: "+" | "-" | "*" | "=" | "<>" | "<" | "<=" | ">" | ">=" | "and" | "or";
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "is-null"; readonly of: Expression; readonly negated: boolean }
  | {
      readonly kind: "in";
      readonly of: Expression;
      readonly values: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "case";
      readonly whens: readonly { readonly when: Expression; readonly then: Expression }[];
      readonly otherwise: Expression | null;
    }
  | { readonly kind: "call"; readonly name: FunctionName; readonly of: readonly Expression[] };

/** Deterministic and the same everywhere. Lists skip nulls in `list_sum` and count them in `list_count_known` never. */
export type FunctionName =
  "coalesce" | "least" | "greatest" | "abs" | "length" | "list_sum" | "list_count_known" | "year";
