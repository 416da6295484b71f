import type { JsonObject } from "../release.ts";
import { change, same, type Change, type Place } from "./change.ts";
import type { CompareKeyword, Keywords } from "./keyword.ts";
import { limitKeywords } from "./limits.ts";
import { objectKeywords } from "./objects.ts";
import { privacyKeywords } from "./privacy.ts";
import { roleKeywords } from "./roles.ts";
import { typeChanges, valueKeywords } from "./types.ts";
import { wordKeywords } from "./words.ts";

/** Which values are allowed; says nothing where the type is another one. */
const allowing: Keywords = { ...valueKeywords, ...limitKeywords, ...objectKeywords };

/** What values mean and may be used for. */
const explaining: Keywords = { ...roleKeywords, ...privacyKeywords, ...wordKeywords };

/** Keywords that this comparison knows; another one counts as a limit. */
export const knownKeywords: ReadonlySet<string> = new Set([
  "type",
  ...Object.keys(allowing),
  ...Object.keys(explaining),
]);

/**
 * The changes from one schema to another of the same thing: every keyword that differs is judged on
 * its own, so that a sum of loosenings is a loosening.
 */
export function schemaChanges(
  older: JsonObject,
  newer: JsonObject,
  place: Place,
): readonly Change[] {
  const types = typeChanges(older["type"], newer["type"], place);
  const isAnother = types.some(({ rule }) => incomparable.has(rule));
  const names = new Set([...Object.keys(older), ...Object.keys(newer)]);
  const others = [...names].flatMap((name) => {
    if (name === "type" || same(older[name], newer[name])) return [];
    if (isAnother && Object.hasOwn(allowing, name)) return [];
    const known = [allowing, explaining].find((keywords) => Object.hasOwn(keywords, name));
    const compare = known?.[name] ?? unknownKeyword(name);
    const schemas = { older, newer };
    return compare(older[name], newer[name], { place, schemas, compare: schemaChanges });
  });
  return [...types, ...others];
}

const incomparable: ReadonlySet<string> = new Set(["type-changed", "cardinality-changed"]);

/** What nobody has taught this comparison may forbid anything. */
function unknownKeyword(name: string): CompareKeyword {
  return (_older, _newer, { place }) => [
    change(
      "limit-tightened",
      place,
      `${place.name} changes ${name}, and nothing proves that all that was allowed still is.`,
    ),
  ];
}
