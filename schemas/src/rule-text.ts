import type { Related, RuleCheck } from "./rule.ts";

/**
 * One English sentence on what a rule checks, for its page. Names and conditions stand between
 * backticks, as in every text of the standard.
 */
export function ruleText(check: RuleCheck): string {
  switch (check.kind) {
    case "record":
      return `Each record: ${code(check.holds)}.`;
    case "related":
      return `Each record and the one ${relatedText(check.related)}, where there is exactly one: ${code(check.holds)}${takenText(check.related)}.`;
    case "some":
      return `Each record${whenText(check.when)} has at least one ${relatedText(check.related)}, for which ${code(check.holds)}${takenText(check.related)}.`;
    case "no-overlap":
      return `Records with the same ${list(check.within)}${whenText(check.when)} do not overlap from ${code(check.start)} to ${code(check.end)}, both included.`;
    case "at-most-one":
      return `There is at most one record with the same ${list(check.within)}${whenText(check.when)}.`;
    case "acyclic":
      return `Following ${code(check.parent)} from record to record never leads back.`;
  }
}

function whenText(when: string | undefined): string {
  return when === undefined ? "" : ` for which ${code(when)}`;
}

/** `organisation` record whose `id` is its `schoolId`, or with the same `studentId`. */
function relatedText({ entity, on }: Related): string {
  const pairs = Object.entries(on);
  const same = pairs.filter(([own, theirs]) => own === theirs).map(([own]) => own);
  const renamed = pairs
    .filter(([own, theirs]) => own !== theirs)
    .map(([own, theirs]) => `whose ${code(theirs)} is its ${code(own)}`);
  const parts = same.length === 0 ? renamed : [`with the same ${list(same)}`, ...renamed];
  return `${code(entity)} record ${parts.join(" and ")}`;
}

/** What a condition calls by another name than the related record does. */
function takenText({ take }: Related): string {
  const renamed = Object.entries(take)
    .filter(([name, property]) => name !== property)
    .map(([name, property]) => `${code(name)} is the other record's ${code(property)}`);
  return renamed.length === 0 ? "" : `; here ${renamed.join(", and ")}`;
}

/** `a`, `b` and `c`. */
function list(names: readonly string[]): string {
  const coded = names.map(code);
  const last = coded.at(-1) ?? "";
  return coded.length < 2 ? last : `${coded.slice(0, -1).join(", ")} and ${last}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
