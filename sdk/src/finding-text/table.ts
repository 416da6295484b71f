import type { LocalisedText, ValueType } from "@edufed/schemas";
import type { FindingCode } from "../finding.ts";

/** What the words of each code need to know; never a value of the data. */
interface FactsByCode {
  readonly "unknown-entity": { readonly meant?: string | undefined };
  readonly "unread-file": { readonly entity: string };
  readonly "unknown-column": {
    /** Absent where the header does not look like a name and may not be shown. */
    readonly column?: string | undefined;
    /** Place among the columns, from 1. */
    readonly position: number;
    readonly meant?: string | undefined;
  };
  readonly "missing-column": {
    readonly property: string;
    /** What the column holds, where a reader may not know how that is written in a column. */
    readonly expected?: ExpectedKind;
  };
  readonly "empty-file": object;
  readonly "malformed-row": { readonly defect: RowDefect };
  readonly missing: { readonly property: string };
  readonly "wrong-type": Subject & {
    readonly expected: ExpectedKind;
    /** Whether null says that the value is not known; otherwise such a value is left out. */
    readonly isNullable?: boolean;
  };
  readonly "unknown-code": Subject & {
    readonly codes: readonly string[];
    /** Id of the check, which `edufed rule` answers with every code. */
    readonly check?: string;
  };
  readonly "out-of-range": Limit | Step;
  readonly "wrong-format": Subject & {
    readonly format: ExpectedFormat;
    readonly pattern?: string;
    /** A value that matches the pattern, as the standard gives it. */
    readonly example?: string;
  };
  readonly "wrong-length": Limit;
  readonly "wrong-items": Limit | { readonly property: string; readonly side: "unique" };
  /** `property` is empty where the name may not be shown. */
  readonly "unknown-property": { readonly property: string; readonly meant?: string | undefined };
  readonly rule: { readonly message: LocalisedText; readonly fix: LocalisedText };
  readonly "duplicate-key": { readonly properties: readonly string[] };
  readonly "unknown-reference": {
    readonly property: string;
    readonly entity: string;
    readonly checked: boolean;
  };
  readonly unchecked: { readonly entity: string };
  readonly "ambiguous-date": {
    readonly property: string;
    readonly reason: "order" | "impossible";
  };
  readonly "unmapped-code": { readonly property: string };
  readonly "unmapped-column": { readonly property: string };
  readonly superseded: object;
}

/** Why a row of a file cannot be taken apart as a record. */
export type RowDefect =
  | "too-few-values"
  | "too-many-values"
  | "unclosed-quote"
  | "too-long"
  | "empty-line"
  | "not-utf8"
  | "not-json"
  | "not-object"
  | "duplicate-name";

/** What is said to be wrong: the value of a property, or an item of the list that a property is. */
export interface Subject {
  readonly property: string;
  readonly isItem?: boolean;
}

/** The steps that a number moves in: it is a multiple of `limit`. */
interface Step extends Subject {
  readonly side: "step";
  readonly limit: number;
}

interface Limit extends Subject {
  readonly side: Side;
  readonly limit: number;
}

/** A code with the facts that its words need. */
export type FindingFacts<C extends FindingCode = FindingCode> = {
  [K in C]: { readonly code: K } & FactsByCode[K];
}[C];

/** Kinds of values as a reader knows them. */
export type ExpectedKind = ValueType["kind"];
export type ExpectedFormat = "date" | "date-time" | "pattern";
/** Which limit was passed. */
export type Side = "minimum" | "maximum";

/** One sentence on what is wrong, one on what to do. */
export interface FindingWords {
  readonly message: string;
  readonly fix: string;
}

/** The words of every code in one language. */
export type FindingTable = {
  readonly [C in FindingCode]: (facts: FindingFacts<C>) => FindingWords;
};

/** The words of a finding in the language of a table. */
export function spoken<C extends FindingCode>(
  table: FindingTable,
  facts: FindingFacts<C>,
): FindingWords {
  return table[facts.code](facts);
}

/** The most codes that are all named; of more, the first few stand for the rest. */
export const codesNamedMax = 12;

/** The codes that are named: all, or a few of them. */
export function namedCodes(codes: readonly string[]): string {
  return (codes.length > codesNamedMax ? codes.slice(0, 5) : codes).join(", ");
}

/** `a`, `a and b`, `a, b and c`, with a language's word for and. */
export function series(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${and} ${last}`;
}
