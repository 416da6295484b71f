import { quoteLiteral } from "../../engine/sql-text.ts";

/** White space of every kind, and the marks of no width that look like nothing at all. */
const blanks = [
  "\t\n\u000B\f\r \u0085\u00A0\u1680",
  "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A",
  "\u2028\u2029\u202F\u205F\u3000\u200B\uFEFF",
].join("");

/** `ＡＢ１` is how East Asian keyboards write `AB1`. */
const fullWidth = Array.from({ length: 94 }, (_, index) => String.fromCodePoint(0xff01 + index));
const ascii = Array.from({ length: 94 }, (_, index) => String.fromCodePoint(0x21 + index));

/** SQL of a text without the white space around it. */
export function trimmed(text: string): string {
  return `trim(${text}, ${quoteLiteral(blanks)})`;
}

/** SQL of a text in plain characters: composed, and none of full width. */
export function plainCharacters(text: string): string {
  const [from, to] = [fullWidth, ascii].map((characters) => quoteLiteral(characters.join("")));
  const composed = `nfc_normalize(${text})`;
  // Asked first, since translating is slow and seldom needed.
  const isWide = `regexp_matches(${text}, ${quoteLiteral("[\uFF01-\uFF5E]")})`;
  return `CASE WHEN ${isWide} THEN translate(${composed}, ${from}, ${to}) ELSE ${composed} END`;
}

/** SQL of a name by which two spellings of it are compared: letter case and the width of gaps do not count. */
export function foldedName(text: string): string {
  const gaps = quoteLiteral(`[${blanks}]+`);
  return `lower(regexp_replace(${plainCharacters(trimmed(text))}, ${gaps}, ' ', 'g'))`;
}

/**
 * SQL of a code by which two spellings of it are compared. A space, hyphen or underscore counts only
 * between two digits, where it may be what tells 1-2 from 12; one at either end may be a sign, and
 * stays.
 */
export function foldedCode(text: string): string {
  const gap = `[${blanks}_\u2010-\u2015-]+`;
  const patterns = [`(\\pL)${gap}([\\pL0-9])`, `([0-9])${gap}(\\pL)`];
  // Twice: of neighbouring gaps, one match takes the letter that the next would need.
  const joined = [...patterns, ...patterns].reduce(
    (sql, pattern) => `regexp_replace(${sql}, ${quoteLiteral(pattern)}, '\\1\\2', 'g')`,
    plainCharacters(trimmed(text)),
  );
  return `lower(${joined})`;
}
