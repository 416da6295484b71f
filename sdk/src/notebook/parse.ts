import { readCell } from "./fence.ts";
import { readFrontMatter } from "./front-matter.ts";
import { broken } from "./notebook.ts";
import type { Block, Notebook } from "./notebook.ts";

/** Reads the text of a notebook. Throws InputError naming file and line. */
export function parseNotebook(text: string, file: string): Notebook {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const end = frontMatterEnd(lines, file);
  const frontMatter = readFrontMatter(lines.slice(1, end).join("\n"), file);
  const blocks = splitBlocks(lines, end + 1, file);
  checkNames(blocks, file);
  return { file, frontMatter, blocks };
}

function frontMatterEnd(lines: readonly string[], file: string): number {
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  if (end > 0) return end;
  throw broken({
    file,
    line: 1,
    problem: "the notebook has no front matter.",
    remedy: "Begin the file with a line `---`, then `id:` and `title:`, then a line `---`.",
  });
}

/** A line that opens a fence: three or more back ticks or tildes, then words. */
const fencePattern = /^(?<ticks>`{3,}|~{3,})\s*(?<info>.*)$/u;

function splitBlocks(lines: readonly string[], from: number, file: string): readonly Block[] {
  const blocks: Block[] = [];
  let prose: string[] = [];
  const endProse = (line: number) => {
    if (prose.some((text) => text.trim() !== ""))
      blocks.push({ kind: "prose", line: line - prose.length, text: prose.join("\n") });
    prose = [];
  };
  for (let index = from; index < lines.length; index += 1) {
    const open = fencePattern.exec(lines[index] ?? "")?.groups;
    const close = open === undefined ? index : closingLine(lines, index, open["ticks"] ?? "", file);
    const body = lines.slice(index + 1, close);
    const cell = readCell({ info: open?.["info"] ?? "", body, line: index + 1, file });
    if (cell === null) prose.push(...lines.slice(index, close + 1));
    else {
      endProse(index + 1);
      blocks.push(cell);
    }
    index = close;
  }
  endProse(lines.length + 1);
  return blocks;
}

function closingLine(lines: readonly string[], from: number, ticks: string, file: string): number {
  const closes = (line: string) => line.trim().startsWith(ticks) && /^[`~]+$/u.test(line.trim());
  const close = lines.findIndex((line, index) => index > from && closes(line));
  if (close > 0) return close;
  throw broken({
    file,
    line: from + 1,
    problem: "the fence that opens here is never closed.",
    remedy: `Close it with a line of ${ticks}.`,
  });
}

/** A name is given once; a chart draws a cell that stands above it. */
function checkNames(blocks: readonly Block[], file: string): void {
  const names = new Set<string>();
  for (const block of blocks) {
    if (block.kind === "sql" && names.has(block.name))
      throw broken({
        file,
        line: block.line,
        problem: `a cell above is already called “${block.name}”.`,
        remedy: "Give this cell a name of its own.",
      });
    if (block.kind === "sql") names.add(block.name);
    if (block.kind === "chart" && !names.has(block.cell))
      throw broken({
        file,
        line: block.line,
        problem: `no cell above is called “${block.cell}”.`,
        remedy: `Draw one of: ${[...names].join(", ") || "write a sql cell first"}.`,
      });
  }
}
