import type { CodeList } from "@edufed/schemas";
import { quoteLiteral } from "../../engine/sql-text.ts";
import { foldedCode, foldedName } from "./text-sql.ts";

/** Codes by their spellings, as two relations for the expressions below. */
export interface CodeNames {
  /** SQL of the table of `code_spelling (name, code)`. */
  readonly spellings: string;
  /** SQL of the table of `code_label (name, code)`. */
  readonly labels: string;
}

/**
 * The names under which the codes of a list are known: their own in any spelling, and their published
 * labels in every language. A name that two codes could claim is the name of neither.
 */
export function codeNames(codes: readonly string[], list: CodeList | undefined): CodeNames {
  const own = codes.map((code) => [code, code] as const);
  const labels = (list?.codes ?? [])
    .filter(({ code }) => codes.includes(code))
    .flatMap(({ code, label }) => Object.values(label).map((name) => [name, code] as const));
  return {
    spellings: namesSql(own, foldedCode("given")),
    labels: namesSql([...own, ...labels], foldedName("given")),
  };
}

function namesSql(
  names: readonly (readonly [name: string, code: string])[],
  folded: string,
): string {
  const [given, codes] = [0, 1].map((part) =>
    names.map((pair) => quoteLiteral(pair[part] ?? "")).join(", "),
  );
  return [
    `SELECT ${folded} AS name, any_value(code) AS code`,
    `FROM (SELECT unnest([${given}]) AS given, unnest([${codes}]) AS code)`,
    "GROUP BY ALL HAVING count(DISTINCT code) = 1",
  ].join("\n");
}

/** SQL of the code that is spelt so, for a code that is the same but for its letter case. */
export const codeInOtherCase: string = `(SELECT code FROM code_spelling WHERE name = ${foldedCode("plain")} AND lower(code) = lower(plain))`;

/** SQL of the code that is spelt so. */
export const codeSpeltSo: string = `(SELECT code FROM code_spelling WHERE name = ${foldedCode("plain")})`;

/** SQL of the code that has this label. */
export const codeLabelledSo: string = `(SELECT code FROM code_label WHERE name = ${foldedName("plain")})`;

/** SQL of the code that a spreadsheet has taken for a number: 1.0 is 1, where no code has a point. */
export const codeOfNumber =
  "(SELECT code FROM code_spelling WHERE name = regexp_extract(plain, '^([0-9]+)\\.0+$', 1) AND NOT EXISTS (SELECT 1 FROM code_spelling WHERE contains(name, '.')))";
