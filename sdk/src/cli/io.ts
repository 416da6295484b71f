import { styleText } from "node:util";

/** What a command may say and to whom. Passed in, so that tests read what a person would see. */
export interface Io {
  /** Results, for people and pipes. */
  readonly out: (text: string) => void;
  /** People: progress, advice, errors. */
  readonly err: (text: string) => void;
  /** Replaces the last progress line; says nothing where nobody watches. */
  readonly progress: (text: string) => void;
  readonly style: (format: Style, text: string) => string;
  /** Folder that relative paths start from. */
  readonly cwd: string;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** The streams of this process. Colour follows NO_COLOR, FORCE_COLOR and the terminal. */
export function processIo(): Io {
  const watched = process.stderr.isTTY;
  let pending = false;
  const clear = (): void => {
    if (pending) process.stderr.write("\r\u001B[K");
    pending = false;
  };
  return {
    out: (text) => {
      clear();
      process.stdout.write(`${text}\n`);
    },
    err: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!watched) return;
      process.stderr.write(`\r\u001B[K${text}`);
      pending = true;
    },
    style: (format, text) => styleText(format, text, { stream: process.stderr }),
    cwd: process.cwd(),
  };
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
