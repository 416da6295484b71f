import type { Rule } from "../rule.ts";
import { isObject, type Release } from "../release.ts";
import { change, compared, same, type Change, type Place } from "./change.ts";
import { strangers } from "./strangers.ts";
import { deprecationChanges, textChanges, translationChanges } from "./words.ts";

/** Changes of the checks across fields, records and entities. */
export function ruleChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.rules, newer.rules);
  return [
    ...removed.map(([id]) => {
      return change("limit-loosened", rulePlace(id), `The rule ${id} is no longer checked.`);
    }),
    ...added.map(([id, rule]) => addedRule(rule, rulePlace(id))),
    ...changed.flatMap(([id, before, after]) => oneRule(before, after, rulePlace(id))),
  ];
}

function rulePlace(id: string): Place {
  return { pointer: `rules/${id}`, name: id, travels: false };
}

function addedRule({ entity, severity }: Rule, place: Place): Change {
  return severity === "warning"
    ? change("check-added", place, `${place.name} is a new rule that warns about ${entity}.`)
    : change(
        "check-changed",
        place,
        `${place.name} is a new rule: records of ${entity} that passed may fail.`,
      );
}

function oneRule(before: Rule, after: Rule, place: Place): readonly Change[] {
  return [
    ...severityChanges(before, after, place),
    ...checkChanges(before, after, place),
    ...wordChanges(before, after, place),
    ...strangers({ older: before, newer: after }, fields, place),
    ...(same(before.deprecated, after.deprecated)
      ? []
      : deprecationChanges(before.deprecated, after.deprecated, place)),
  ];
}

const fields: readonly string[] = [
  ...["entity", "severity", "check", "property", "message", "why", "whyIn", "fix", "deprecated"],
];

function severityChanges(before: Rule, after: Rule, place: Place): readonly Change[] {
  if (before.severity === after.severity) return [];
  return after.severity === "error"
    ? [change("check-changed", place, `${place.name} warned and refuses now.`)]
    : [change("limit-loosened", place, `${place.name} refused and only warns now.`)];
}

function checkChanges(before: Rule, after: Rule, place: Place): readonly Change[] {
  if (same(logic(before), logic(after))) return [];
  return same(spaced(logic(before)), spaced(logic(after)))
    ? [change("metadata-changed", place, `${place.name} is written with other spaces.`)]
    : [change("check-changed", place, `${place.name} checks something else than before.`)];
}

/** Spaces outside of quotes mean nothing in a condition. */
function spaced(value: unknown): unknown {
  if (typeof value === "string") {
    return value
      .split(/('[^']*')/u)
      .map((part) => (part.startsWith("'") ? part : part.replaceAll(/\s+/gu, " ")))
      .join("")
      .trim();
  }
  if (Array.isArray(value)) return value.map(spaced);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spaced(part)]));
}

function wordChanges(before: Rule, after: Rule, place: Place): readonly Change[] {
  const message = { older: before.message, newer: after.message, what: "message" };
  const fix = { older: before.fix, newer: after.fix, what: "remedy" };
  const look = `${place.name} points to ${after.property} first.`;
  return [
    ...translationChanges({ ...message, place }),
    ...translationChanges({ ...fix, place }),
    ...textChanges({ older: before.why, newer: after.why, place, what: "reason" }),
    ...translationChanges({ older: before.whyIn, newer: after.whyIn, place, what: "reason" }),
    ...(before.property === after.property ? [] : [change("metadata-changed", place, look)]),
  ];
}

function logic({ entity, check }: Rule): unknown {
  return { entity, check };
}
