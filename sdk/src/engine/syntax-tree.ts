/**
 * Text → the parser's syntax tree, and careful hands to take that tree apart: every field of a node
 * is either read or must be empty, so that nothing passes unseen.
 */
import { Dialect, parse } from "@polyglot-sql/sdk";
import { UsageError } from "../errors.ts";
import { functions } from "./expression.ts";
import { type Outside, outsideOf } from "./outside-language.ts";

/** What a text may name. */
export interface Allowed {
  readonly columns: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
  /** Where the text stands, for messages: `metric PTR, population students, include`. */
  readonly place?: string;
}

/** A text that is being read, for messages. */
export interface Context {
  readonly text: string;
  readonly allowed: Allowed;
}

/** The fields of a node of the parser's tree. */
export type Fields = Readonly<Record<string, unknown>>;

/** The one expression that `select <text>` selects, as the parser gives it. */
export function syntaxTree(context: Context): unknown {
  const { text } = context;
  if (text.length > textLengthMax) {
    throw refusal(context, `is longer than ${textLengthMax} characters`, "Split it.");
  }
  const result = parse(`${prefix}${text}`, Dialect.DuckDB);
  if (!result.success) {
    const place = Math.max(1, (result.errorStart ?? 0) - prefix.length + 1);
    throw refusal(context, "is not an expression", `Look at character ${place} of it.`);
  }
  const [statement, ...more] = listOf(result.ast, context);
  if (more.length > 0) throw refusal(context, "holds more than one statement", oneExpression);
  const { select, ...others } = fieldsOf(statement, context);
  requireNothingElse(others, [], context, oneExpression);
  const { expressions, ...clauses } = fieldsOf(select, context);
  requireNothingElse(clauses, [], context, oneExpression);
  const [first, ...rest] = listOf(expressions, context);
  if (first === undefined || rest.length > 0) {
    throw refusal(context, "is not exactly one expression", oneExpression);
  }
  return first;
}

/** Makes a statement of an expression. */
const prefix = "select ";

/** Longest text that is read; the longest sensible rule is a tenth of it. */
const textLengthMax = 4000;

const oneExpression = "Write one scalar expression, without clauses such as from or where.";

/** Refuses a node with any field set that its reader does not know; `remedy` says what to write instead. */
export function requireNothingElse(
  fields: Fields,
  ignored: readonly string[],
  context: Context,
  remedy?: string,
): void {
  const stranger = Object.entries(fields).find(
    ([key, value]) => !ignored.includes(key) && !isAbsent(value),
  );
  if (stranger !== undefined) {
    const { fact, remedy: usual } = outsideOf(stranger[0]) ?? notInLanguage(stranger[0]);
    throw refusal(context, fact, remedy ?? usual);
  }
}

/** Something that the parser knows and the language does not. */
export function notInLanguage(kind: string): Outside {
  const word = kind.replaceAll("_", " ");
  return { fact: `uses ${word}, which is not part of the language`, remedy: languageRemedy };
}

/** Whether a field says nothing: null, false or an empty list. */
export function isAbsent(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}

/** The kind of a node and what it holds: the parser writes a node as an object with one key. */
export function onlyEntry(node: unknown, context: Context): readonly [string, unknown] {
  const [entry, ...more] = Object.entries(fieldsOf(node, context));
  if (entry === undefined || more.length > 0) {
    throw refusal(context, "is not an expression of the language", languageRemedy);
  }
  return entry;
}

/** The fields of what must be a node. */
export function fieldsOf(node: unknown, context: Context): Fields {
  if (isFields(node)) return node;
  throw refusal(context, "is not an expression of the language", languageRemedy);
}

function isFields(node: unknown): node is Fields {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** The items of what must be a list. */
export function listOf(node: unknown, context: Context): readonly unknown[] {
  if (Array.isArray(node)) return node;
  throw refusal(context, "is not an expression of the language", languageRemedy);
}

/** Names in order, for a reader. */
export function list(names: Iterable<string>): string {
  return [...names].toSorted().join(", ");
}

/** The error of a text that is not in the language: what is wrong, and what is allowed. */
export function refusal({ text, allowed }: Context, fact: string, remedy: string): UsageError {
  const place = allowed.place === undefined ? "" : `${allowed.place}: `;
  return new UsageError(`${place}the expression “${text}” ${fact}.`, remedy);
}

/** What may be written at all, for messages. */
export const languageRemedy: string = `Use + - *, comparisons, and, or, not, in, between, is null, case when, and the functions ${Object.keys(functions).join(", ")}.`;
