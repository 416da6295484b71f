/**
 * A notebook is Markdown that asks: prose, SQL cells over published observations, and charts of
 * what the cells return. Only these two kinds of fence run; every other fence is prose.
 */
import type { Row } from "../engine/engine.ts";
import { InputError } from "../errors.ts";

/** A language of the members; figures and marks are written its way. */
export type Language = "en" | "fi" | "sv" | "az";

/** What the block between the two `---` lines says. */
export interface FrontMatter {
  /** Id of the use case. */
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  /** Metrics whose observations the notebook reads. */
  readonly metrics: readonly string[];
}

/** Markdown between cells. */
export interface Prose {
  readonly kind: "prose";
  /** Line of the file its first line stands on; the first line of a file is 1. */
  readonly line: number;
  readonly text: string;
}

/** A question in SQL; its rows are known by its name to the cells, charts and figures after it. */
export interface SqlCell {
  readonly kind: "sql";
  /** Line of the opening fence. */
  readonly line: number;
  readonly name: string;
  /** `hide` in the fence: the rows are only there for charts and figures. */
  readonly isHidden: boolean;
  /** `percent="rate, other"` in the fence: columns that are shares and are shown as percentages. */
  readonly percent: readonly string[];
  readonly text: string;
}

/** A Vega-Lite drawing of a cell's rows. */
export interface ChartCell {
  readonly kind: "chart";
  readonly line: number;
  /** The SQL cell that is drawn. */
  readonly cell: string;
  /** What the chart shows, for readers who do not see it; printed below it for everyone. */
  readonly alt: string;
  /** Vega-Lite without `data`. */
  readonly spec: Readonly<Record<string, unknown>>;
}

export type Block = Prose | SqlCell | ChartCell;

export interface Notebook {
  /** The file as a reader would name it; errors point into it. */
  readonly file: string;
  readonly frontMatter: FrontMatter;
  /** In the order of the file. */
  readonly blocks: readonly Block[];
}

/** What a SQL cell returned. */
export interface CellResult {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A notebook with every cell answered and every chart drawn. */
export interface NotebookRun {
  readonly notebook: Notebook;
  /** By cell name. */
  readonly results: ReadonlyMap<string, CellResult>;
  /** SVG by the line of the chart's fence. */
  readonly charts: ReadonlyMap<number, string>;
}

/** A place in a notebook, and what is wrong there. */
export interface BrokenPlace {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
  readonly cause?: unknown;
}

/** The error of everything that can be wrong in a notebook: `file:line: problem`. */
export function broken({ file, line, problem, remedy, cause }: BrokenPlace): InputError {
  return new InputError(`${file}:${line}: ${problem}`, remedy, { cause });
}
