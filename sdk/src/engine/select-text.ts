/** Queries as text that is meant to be read: one clause a line. */

/** One common table expression. */
export interface Step {
  readonly title: string;
  readonly query: string;
  /** How often it is worked out, where an engine lets a statement say so. */
  readonly how?: "not materialized";
  /** It folds a source into much less: an engine with little memory works it out by itself first. */
  readonly folds?: true;
}

/** A step as it stands in a `with` clause. */
export function stepSql({ title, query, how }: Step): string {
  return `${title} as ${how === undefined ? "" : `${how} `}(\n${indented(query)}\n)`;
}

/** Only what ends a clause ends a line here: other line separators may stand in a literal. */
function indented(text: string): string {
  return `  ${text.replaceAll("\n", "\n  ")}`;
}

/** The clauses of a query; an empty or absent one is left out. */
export interface Query {
  readonly select: readonly string[];
  readonly from: string;
  readonly where?: string | undefined;
  readonly groupBy: readonly string[];
}

/** A query as text. */
export function selectSql({ select, from, where, groupBy }: Query): string {
  const clauses = [`select\n${indented(select.join(",\n"))}`, `from ${from}`];
  if (where !== undefined) clauses.push(`where ${where}`);
  if (groupBy.length > 0) clauses.push(`group by ${groupBy.join(", ")}`);
  return clauses.join("\n");
}
