import type { LocalisedText } from "./model.ts";
import type { Related, Rule, RuleCheck } from "./rule.ts";
import { azerbaijani } from "./rule-text/az.ts";
import { english } from "./rule-text/en.ts";
import { finnish } from "./rule-text/fi.ts";
import type { RuleSentences } from "./rule-text/sentences.ts";
import { swedish } from "./rule-text/sv.ts";

/** Why a rule holds, in a language; in English where nobody has translated it. */
export function ruleReason(
  { why, whyIn }: Pick<Rule, "why" | "whyIn">,
  language: keyof LocalisedText = "en",
): string {
  return language === "en" ? why : (whyIn?.[language] ?? why);
}

/**
 * One sentence on what a rule checks, for its page. Names and conditions stand between backticks, as
 * in every text of the standard.
 */
export function ruleText(check: RuleCheck, language: keyof LocalisedText = "en"): string {
  const say = languages[language];
  switch (check.kind) {
    case "record":
      return say.record({ holds: code(check.holds) });
    case "related":
      return say.related(met(check, say));
    case "some":
      return say.some({ ...met(check, say), when: optional(check.when) });
    case "no-overlap":
      return say.noOverlap({
        within: list(check.within, say),
        when: optional(check.when),
        start: code(check.start),
        end: code(check.end),
      });
    case "at-most-one":
      return say.atMostOne({
        within: list(check.within, say),
        when: optional(check.when),
      });
    case "acyclic":
      return say.acyclic({ parent: code(check.parent) });
  }
}

const languages: Readonly<Record<keyof LocalisedText, RuleSentences>> = {
  en: english,
  fi: finnish,
  sv: swedish,
  az: azerbaijani,
};

function optional(condition: string | undefined): string | undefined {
  return condition === undefined ? undefined : code(condition);
}

function met(
  { related, holds }: { readonly related: Related; readonly holds: string },
  say: RuleSentences,
): Parameters<RuleSentences["related"]>[0] {
  return {
    other: relatedText(related, say),
    holds: code(holds),
    taken: takenText(related, say),
  };
}

/** `organisation` record whose `id` is its `schoolId`, or with the same `studentId`. */
function relatedText({ entity, on }: Related, say: RuleSentences): string {
  const pairs = Object.entries(on);
  const same = pairs.filter(([own, theirs]) => own === theirs).map(([own]) => own);
  const renamed = pairs
    .filter(([own, theirs]) => own !== theirs)
    .map(([own, theirs]) => say.whose({ theirs: code(theirs), own: code(own) }));
  const links = same.length === 0 ? renamed : [say.same(list(same, say)), ...renamed];
  return say.other(code(entity), links);
}

/** What a condition calls by another name than the related record does. */
function takenText({ take }: Related, say: RuleSentences): string {
  const renamed = Object.entries(take)
    .filter(([name, property]) => name !== property)
    .map(([name, property]) => ({ name: code(name), property: code(property) }));
  return renamed.length === 0 ? "" : say.taken(renamed);
}

/** `a`, `b` and `c`. */
function list(names: readonly string[], { and }: RuleSentences): string {
  const coded = names.map(code);
  const last = coded.at(-1) ?? "";
  return coded.length < 2 ? last : `${coded.slice(0, -1).join(", ")} ${and} ${last}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
