import { isObject, type Release } from "../release.ts";
import { change, compared, inside, type Change, type Place } from "./change.ts";
import { shown } from "./keyword.ts";
import { textChanges } from "./words.ts";

const policyPlace: Place = { pointer: "policy", name: "the default policy", travels: false };
const pseudonymPlace: Place = { pointer: "pseudonym", name: "the pseudonym", travels: false };

/**
 * Changes of the limits that protect persons. Nearly every limit is a lower bound: greater is
 * stricter; those of `stricterWhenLess` are the others.
 */
export function policyChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(limitsOf(older.policy), limitsOf(newer.policy));
  return [
    ...removed.map(([limit]) => {
      const words = `The default policy no longer has the limit ${limit}.`;
      return change("protection-loosened", policyAt(limit), words);
    }),
    ...added.map(([limit, value]) => {
      const words = `The default policy has a new limit: ${limit} is ${shown(value)}.`;
      return change("protection-tightened", policyAt(limit), words);
    }),
    ...changed.map(([limit, before, after]) => limitChange(limit, before, after)),
  ];
}

const names: ReadonlySet<string> = new Set(["id", "version"]);

const stricterWhenLess: ReadonlySet<string> = new Set(["dominance.k", "sensitive.dominance.k"]);

/** Words instead of numbers: the first protects as the second does, with other cells. */
const choices: ReadonlySet<string> = new Set(["zeros"]);

function limitChange(limit: string, before: unknown, after: unknown): Change {
  const at = policyAt(limit);
  if (names.has(limit)) {
    return change("metadata-changed", at, `The ${limit} of the default policy is another one.`);
  }
  const words = `${limit} of the default policy was ${shown(before)} and is ${shown(after)} now.`;
  if (choices.has(limit)) return change("protection-tightened", at, words);
  const difference = stricterWhenLess.has(limit)
    ? Number(before) - Number(after)
    : Number(after) - Number(before);
  if (difference === 0) return change("metadata-changed", at, words);
  return change(difference > 0 ? "protection-tightened" : "protection-loosened", at, words);
}

function policyAt(limit: string): Place {
  return inside(policyPlace, limit.replaceAll(".", "/"), limit);
}

/** Every limit by its name, those inside another by both names: `dominance.k`. */
function limitsOf(policy: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fieldsOf(policy)).flatMap(([name, value]): [string, unknown][] =>
      isObject(value)
        ? Object.entries(limitsOf(value)).map(([inner, limit]) => [`${name}.${inner}`, limit])
        : [[name, value]],
    ),
  );
}

/** Changes of how keys become pseudonyms: the same person gets another one, whatever it is. */
export function pseudonymChanges(older: Release, newer: Release): readonly Change[] {
  const before = fieldsOf(older.pseudonym);
  const after = fieldsOf(newer.pseudonym);
  const { removed, added, changed } = compared(before, after);
  const all = [...removed, ...added, ...changed].map(([name]) => name);
  return all.flatMap((name) => {
    const at = inside(pseudonymPlace, name, name);
    if (name === "version") {
      return [change("metadata-changed", at, "The version of the pseudonym is another one.")];
    }
    if (name === "description") {
      const texts = { older: before[name], newer: after[name] };
      return textChanges({ ...texts, place: pseudonymPlace, what: name });
    }
    const words = `${name} of the pseudonym was ${shown(before[name] ?? "not said")} and is ${shown(after[name] ?? "not said")} now.`;
    return [change("pseudonym-changed", at, words)];
  });
}

function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
