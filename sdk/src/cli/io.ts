import { styleText } from "node:util";
import type { StatementProgress } from "../engine/watch-statement.ts";
import { progressText } from "./progress-text.ts";

/** What a command may say and to whom. Passed in, so that tests read what a person would see. */
export interface Io {
  /** Results, for people and pipes. */
  readonly out: (text: string) => void;
  /** People: progress, advice, errors. */
  readonly err: (text: string) => void;
  /** Replaces the last progress line; says nothing where nobody watches. */
  readonly progress: (text: string) => void;
  /** Adds to that line how far the engine is; absent where nobody watches. */
  readonly measured?: (progress: StatementProgress) => void;
  readonly style: (format: Style, text: string) => string;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Aborted when somebody interrupts the command. */
  readonly signal?: AbortSignal;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** How often a progress line says how long it has taken. */
const tickMs = 1000;

/** The streams of this process. Colour follows NO_COLOR, FORCE_COLOR and the terminal. */
export function processIo(signal: AbortSignal): Io {
  const line = progressLine();
  return {
    out: (text) => {
      line.clear();
      process.stdout.write(`${text}\n`);
    },
    err: (text) => {
      line.clear();
      process.stderr.write(`${text}\n`);
    },
    progress: line.show,
    ...(process.stderr.isTTY ? { measured: line.measured } : {}),
    style: (format, text) => styleText(format, text, { stream: process.stderr }),
    cwd: process.cwd(),
    signal,
  };
}

interface ProgressLine {
  readonly show: (text: string) => void;
  readonly measured: (progress: StatementProgress) => void;
  readonly clear: () => void;
}

/**
 * One line that stands until something else is said, with how far the engine is, or with the
 * seconds it has stood there.
 */
function progressLine(): ProgressLine {
  let clock: NodeJS.Timeout | undefined;
  let standing = "";
  let measuredAt = 0;
  const clear = (): void => {
    if (clock === undefined) return;
    clearInterval(clock);
    clock = undefined;
    write("");
  };
  const show = (text: string): void => {
    if (!process.stderr.isTTY) return;
    clearInterval(clock);
    standing = text;
    const start = Date.now();
    write(text);
    const tick = (): void => {
      const now = Date.now();
      if (now - measuredAt > tickMs) write(`${text} ${Math.round((now - start) / 1000)} s`);
    };
    clock = setInterval(tick, tickMs).unref();
  };
  const measured = (progress: StatementProgress): void => {
    const words = progressText(progress);
    if (clock === undefined || words === "") return;
    measuredAt = Date.now();
    write(`${standing} ${words}`);
  };
  return { show, measured, clear };
}

/** Writes over the line that stands. */
function write(text: string): void {
  process.stderr.write(`\r\u001B[K${text}`);
}

/** Columns padded to their widest cell, two spaces apart; numbers to the right. */
export function textTable(
  rows: readonly (readonly string[])[],
  numeric: ReadonlySet<number>,
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          numeric.has(column)
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
