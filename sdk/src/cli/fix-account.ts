import type { Severity } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { type FixWords, fixWords } from "../validate/fix/words.ts";
import type { Changes, FixedValues } from "./fix-files.ts";

/** What `fix` did, and what is left for people: as `--json` prints it. */
export interface FixAccount extends Changes {
  /** The folder written; null where nothing was to be written. */
  readonly out: string | null;
  /** Files of no known entity, which were neither read nor written. */
  readonly notRead: readonly string[];
  readonly remaining: {
    /** Kinds of errors that remain. */
    readonly errors: number;
    readonly findings: readonly {
      readonly severity: Severity;
      readonly rule: string;
      readonly count: number;
    }[];
  };
}

/** The account for machines. */
export function fixedJson(account: FixAccount): string {
  return JSON.stringify(account, null, 2);
}

/** The account for people: what was changed where, and what remains. */
export function fixedText(account: FixAccount, language: FindingLanguage): string {
  const words = fixWords(language);
  const places = Map.groupBy([...account.values, ...account.columns], ({ file }) => file);
  const blocks = [...places.keys()].map((file) =>
    [
      `${file}:`,
      ...account.columns
        .filter((each) => each.file === file)
        .map(({ column, property }) => `  ${words.renamed(column, property)}`),
      ...account.values.filter((each) => each.file === file).map((each) => line(each, words)),
    ].join("\n"),
  );
  return [...blocks, summary(account, words)].join("\n\n");
}

function line({ property, kind, count, rows }: FixedValues, words: FixWords): string {
  const more = count > rows.length ? " …" : "";
  const named = `${rows.length === 1 ? words.row : words.rows} ${rows.join(", ")}${more}`;
  return `  ${property}: ${words.values(count)}, ${words.kinds[kind]}\n    ${named}`;
}

function summary({ out, values, columns, remaining }: FixAccount, words: FixWords): string {
  const fixed = values.reduce((sum, { count }) => sum + count, 0);
  const isNothing = fixed === 0 && columns.length === 0;
  const said = out === null ? words.wouldFix : words.fixed;
  return [
    isNothing ? words.nothing : said(fixed, columns.length),
    out === null ? words.notWritten : words.written(out),
    ...(remaining.errors === 0
      ? [words.allFixed]
      : [words.remaining(remaining.errors), ...remainingLines(remaining.findings), words.byHand]),
  ].join("\n");
}

function remainingLines(findings: FixAccount["remaining"]["findings"]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, count }) => `  ${rule}: ${count}`);
}
