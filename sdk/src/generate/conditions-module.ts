import type { Expression } from "../engine/expression.ts";
import type { ParsedRule } from "../validate/rules.ts";
import { imported, lines, notice } from "./module-text.ts";

/** The conditions of all rules by their text, parsed, so that a member need not load the parser. */
export function conditionsModule(parsed: readonly ParsedRule[]): string {
  const conditions = new Map(parsed.flatMap((rule) => conditionsOf(rule)));
  return lines([
    notice,
    imported("type { Expression }", "../engine/expression.ts"),
    "",
    "/** Text of a condition of the standard's rules → what it says. */",
    "export const conditions: ReadonlyMap<string, Expression> = new Map<string, Expression>([",
    ...[...conditions].map(
      ([text, condition]) => `  [${JSON.stringify(text)}, ${JSON.stringify(condition)}],`,
    ),
    "]);",
  ]);
}

function conditionsOf({ rule, check }: ParsedRule): readonly (readonly [string, Expression])[] {
  const texts = rule.check;
  const holds = "holds" in texts && "holds" in check ? [[texts.holds, check.holds] as const] : [];
  const when =
    "when" in texts && texts.when !== undefined && "when" in check && check.when !== undefined
      ? [[texts.when, check.when] as const]
      : [];
  return [...holds, ...when];
}
