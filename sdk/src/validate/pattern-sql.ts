import { quoteLiteral } from "../engine/sql-text.ts";
import { sqlPattern } from "./pattern.ts";

/** The condition under which a text is not of a pattern that `sqlPattern` can write. */
export function patternBreaks(value: string, pattern: string): string {
  const plain = separated(pattern);
  return plain === undefined
    ? `NOT regexp_matches(${value}, ${quoteLiteral(sqlPattern(pattern) ?? "")})`
    : separationBreaks(value, plain);
}

/** Texts of one or two parts that are not empty, without some characters, with one of these between. */
interface Separated {
  readonly excluded: readonly string[];
  readonly separator: string | undefined;
}

/**
 * Patterns such as `^[^@ ]+@[^@ ]+$`: what may not be in a part also tells where it ends, so that
 * looking for single characters decides, which takes half the time of an expression.
 */
function separated(pattern: string): Separated | undefined {
  const { first, separator, second } = partsPattern.exec(pattern)?.groups ?? {};
  if (first === undefined) return undefined;
  const excluded = [...new Set(first)];
  if (separator === undefined) return { excluded, separator: undefined };
  const same = sorted(second ?? "") === sorted(first);
  return same && excluded.includes(separator) ? { excluded, separator } : undefined;
}

function sorted(characters: string): string {
  return [...new Set(characters)].toSorted().join("");
}

/** Only characters that mean themselves in a class, in a pattern and after LIKE. */
const partsPattern =
  /^\^\[\^(?<first>[A-Za-z0-9@ :;,=/"'!#&~<>]+)\]\+(?:(?<separator>[A-Za-z0-9@ :;,=/"'!#&~<>])\[\^(?<second>[A-Za-z0-9@ :;,=/"'!#&~<>]+)\]\+)?\$$/;

function separationBreaks(value: string, { excluded, separator }: Separated): string {
  const has = (text: string): string => `contains(${value}, ${quoteLiteral(text)})`;
  const strangers = excluded.filter((character) => character !== separator).map(has);
  if (separator === undefined) return [...strangers, `${value} = ''`].join(" OR ");
  const edge = quoteLiteral(separator);
  return [
    ...strangers,
    `NOT ${has(separator)}`,
    `${value} LIKE ${quoteLiteral(`%${separator}%${separator}%`)}`,
    `starts_with(${value}, ${edge})`,
    `ends_with(${value}, ${edge})`,
  ].join(" OR ");
}
