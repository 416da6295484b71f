import { change, type Change, type Place } from "./change.ts";
import { shown, type CompareKeyword, type Keywords } from "./keyword.ts";
import { isLooserPattern } from "./pattern.ts";

/** Keywords that limit values: bounds, lengths, counts, steps, patterns, uniqueness. */
export const limitKeywords: Keywords = {
  minimum: lowerBound("the least value", Number.NEGATIVE_INFINITY),
  exclusiveMinimum: lowerBound("the value that must be exceeded", Number.NEGATIVE_INFINITY),
  minLength: lowerBound("the least length", 0),
  minItems: lowerBound("the least number of items", 0),
  minProperties: lowerBound("the least number of properties", 0),
  maximum: upperBound("the greatest value"),
  exclusiveMaximum: upperBound("the value that must not be reached"),
  maxLength: upperBound("the greatest length"),
  maxItems: upperBound("the greatest number of items"),
  maxProperties: upperBound("the greatest number of properties"),
  multipleOf: stepChanges,
  pattern: patternChanges,
  uniqueItems: uniquenessChanges,
};

function lowerBound(what: string, none: number): CompareKeyword {
  return (older, newer, { place }) => {
    const [before, after] = [numberOr(older, none), numberOr(newer, none)];
    return boundChange({ place, what, before, after, isTighter: after > before });
  };
}

function upperBound(what: string): CompareKeyword {
  const none = Number.POSITIVE_INFINITY;
  return (older, newer, { place }) => {
    const [before, after] = [numberOr(older, none), numberOr(newer, none)];
    return boundChange({ place, what, before, after, isTighter: after < before });
  };
}

interface Bound {
  readonly place: Place;
  readonly what: string;
  readonly before: number;
  readonly after: number;
  readonly isTighter: boolean;
}

function boundChange({ place, what, before, after, isTighter }: Bound): readonly Change[] {
  if (before === after) {
    return [change("metadata-changed", place, `${place.name} says ${what} in another way.`)];
  }
  const words = `${place.name}: ${what} was ${limitText(before)} and is ${limitText(after)} now.`;
  return [change(isTighter ? "limit-tightened" : "limit-loosened", place, words)];
}

function limitText(limit: number): string {
  return Number.isFinite(limit) ? String(limit) : "not limited";
}

function numberOr(value: unknown, none: number): number {
  return typeof value === "number" ? value : none;
}

function stepChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  if (newer === undefined) {
    return [change("limit-loosened", place, `${place.name} need not move in steps any more.`)];
  }
  const words = `${place.name} moves in steps of ${shown(newer)} now`;
  // Steps of the profile are exact in binary, so the remainder is exact.
  if (typeof older === "number" && typeof newer === "number" && older % newer === 0) {
    return [change("limit-loosened", place, `${words}, which are finer.`)];
  }
  return [change("limit-tightened", place, `${words}: values between them are left out.`)];
}

function patternChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  if (newer === undefined) {
    return [change("limit-loosened", place, `${place.name} need not fit a pattern any more.`)];
  }
  if (older === undefined) {
    const words = `${place.name} must fit the pattern ${shown(newer)} now.`;
    return [change("limit-tightened", place, words)];
  }
  if (isLooserPattern(shown(older), shown(newer))) {
    return [change("limit-loosened", place, `The pattern of ${place.name} takes more now.`)];
  }
  const words = `The pattern of ${place.name} is another one now, and nothing shows that all that fitted still does.`;
  return [change("limit-tightened", place, words)];
}

function uniquenessChanges(...[, newer, { place }]: Parameters<CompareKeyword>) {
  return newer === true
    ? [change("limit-tightened", place, `${place.name} may no longer hold a value twice.`)]
    : [change("limit-loosened", place, `${place.name} may hold a value twice now.`)];
}
