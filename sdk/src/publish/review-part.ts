/** What is told about a draft besides its facts: parts with a title, for a terminal and for a page. */

/** A part and what it says, in the order in which an officer asks. */
export interface ReviewPart {
  readonly title: string;
  readonly blocks: readonly ReviewBlock[];
}

export type ReviewBlock =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly heads: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Command lines to copy. */
  | { readonly kind: "commands"; readonly lines: readonly string[] };

/** A part as lines for a terminal, its title first. */
export function partLines({ title, blocks }: ReviewPart): readonly string[] {
  return ["", title, ...blocks.flatMap(blockLines)];
}

function blockLines(block: ReviewBlock): readonly string[] {
  switch (block.kind) {
    case "text":
      return [`  ${block.text}`];
    case "list":
      return block.items.map((item) => `  - ${item}`);
    case "table":
      return tableLines([block.heads, ...block.rows]);
    case "commands":
      return block.lines.flatMap(commandLines);
  }
}

/** Columns that a command line may have; what is longer goes on in the next line. */
const commandWidth = 72;

/** A command line to copy from a terminal: broken before options, with the mark that shells join lines at. */
export function commandLines(command: string): readonly string[] {
  const lines: string[] = [];
  for (const part of command.split(/ (?=--)/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + part.length + 3 > commandWidth) lines.push(part);
    else lines[lines.length - 1] = `${last} ${part}`;
  }
  return lines.map((line, at) => {
    const indent = at === 0 ? "    " : "      ";
    return `${indent}${line}${at < lines.length - 1 ? " \\" : ""}`;
  });
}

/** The first column to the left, numbers to the right. */
function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const padded = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map(padded).join("  ").trimEnd()}`);
}
