import type { JsonObject } from "../release.ts";
import { same } from "./change.ts";

/** A property that is gone and one that has come, with their names. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly older: JsonObject;
  readonly newer: JsonObject;
}

/**
 * Whether the property that has come is likely to be the one that is gone, under another name: it
 * allows and protects the same, and its words, its terms, the deprecation or the name itself say so.
 */
export function isLikelyRename({ from, to, older, newer }: Pair): boolean {
  return hasSameShape(older, newer) && isRelated({ from, to, older, newer });
}

/** Whether two properties allow, mean and protect the same, whatever the words. */
export function hasSameShape(older: JsonObject, newer: JsonObject): boolean {
  return same(shapeOf(older), shapeOf(newer));
}

const words: ReadonlySet<string> = new Set([
  ...["title", "description", "examples"],
  ...["x-stability", "x-deprecated", "x-source-terms"],
]);

function shapeOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !words.has(name)));
}

function isRelated({ from, to, older, newer }: Pair): boolean {
  const [one, other] = [from.toLowerCase(), to.toLowerCase()];
  return (
    one.includes(other) ||
    other.includes(one) ||
    older["description"] === newer["description"] ||
    replacementOf(older) === to ||
    termsOf(older).some((term) => termsOf(newer).includes(term))
  );
}

function replacementOf({ "x-deprecated": deprecated }: JsonObject): unknown {
  return typeof deprecated === "object" && deprecated !== null && "replacement" in deprecated
    ? deprecated.replacement
    : undefined;
}

function termsOf({ "x-source-terms": terms }: JsonObject): readonly unknown[] {
  return Array.isArray(terms) ? terms : [];
}
