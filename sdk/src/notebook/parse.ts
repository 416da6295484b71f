import { LineCounter, parseDocument } from "yaml";
import { broken } from "./notebook.ts";
import type { Block, ChartCell, FrontMatter, Language, Notebook, SqlCell } from "./notebook.ts";

/** Reads the text of a notebook. Throws InputError naming file and line. */
export function parseNotebook(text: string, file: string): Notebook {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const end = frontMatterEnd(lines, file);
  const frontMatter = readFrontMatter(lines.slice(1, end).join("\n"), file);
  const blocks = splitBlocks(lines, end + 1, file);
  checkNames(blocks, file);
  return { file, frontMatter, blocks };
}

const languages: ReadonlySet<string> = new Set(["en", "fi", "sv", "az"]);

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

function readFrontMatter(text: string, file: string): FrontMatter {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw broken({
      file,
      line: line + 1,
      problem: "the front matter is not YAML.",
      remedy: "Write one `name: value` a line; put a value with a colon in quotes.",
      cause: error,
    });
  }
  const fields: unknown = document.toJS();
  return checkedFrontMatter(isRecord(fields) ? fields : {}, file);
}

function checkedFrontMatter(fields: Readonly<Record<string, unknown>>, file: string): FrontMatter {
  const { id, title, language = "en", metrics = [], ...others } = fields;
  const fail = (problem: string, remedy: string) => broken({ file, line: 1, problem, remedy });
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw fail(`the front matter has an unknown field “${unknown}”.`, `Remove “${unknown}”.`);
  if (typeof id !== "string" || typeof title !== "string")
    throw fail("the front matter lacks an id or a title.", "Write both `id:` and `title:`.");
  if (!isLanguage(language))
    throw fail("the language is not one of en, fi, sv, az.", "Write `language: en`.");
  if (!isListOfText(metrics))
    throw fail("`metrics` is not a list.", "Write `metrics: [ATT_RATE, ATT_CHRONIC]`.");
  return { id, title, language, metrics };
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

interface Fence {
  readonly info: string;
  readonly body: readonly string[];
  readonly line: number;
  readonly file: string;
}

function readCell(fence: Fence): SqlCell | ChartCell | null {
  const { info, body, line, file } = fence;
  const sql = /^sql(?:\s+(?<name>[^\s]+))?(?<hide>\s+hide)?\s*$/u.exec(info)?.groups;
  if (sql !== undefined) {
    const name = checkedName(sql["name"], fence);
    return { kind: "sql", line, name, isHidden: sql["hide"] !== undefined, text: body.join("\n") };
  }
  const chart = /^json\s+vega-lite(?:\s+(?<name>[^\s=]+))?(?<rest>.*)$/u.exec(info)?.groups;
  if (chart === undefined) return null;
  const alt = /alt="(?<alt>[^"]+)"/u.exec(chart["rest"] ?? "")?.groups?.["alt"]?.trim() ?? "";
  if (alt === "")
    throw broken({
      file,
      line,
      problem: "the chart has no text for readers who cannot see it.",
      remedy: 'Add alt="what the chart shows" to the fence (WCAG 1.1.1).',
    });
  return { kind: "chart", line, cell: checkedName(chart["name"], fence), alt, spec: readSpec(fence) };
}

function checkedName(name: string | undefined, { line, file }: Fence): string {
  if (name !== undefined && /^[a-z][a-z0-9_]*$/u.test(name) && name !== "obs") return name;
  throw broken({
    file,
    line,
    problem: "the fence does not name its cell.",
    remedy: "Write ```sql rates: lower-case letters, digits and _; `obs` is taken.",
  });
}

function readSpec({ body, line, file }: Fence): Readonly<Record<string, unknown>> {
  const spec = parseJson(body.join("\n"), file, line);
  if (!isRecord(spec) || "data" in spec || mentionsUrl(spec))
    throw broken({
      file,
      line,
      problem: "the chart brings data or addresses of its own.",
      remedy: "Leave out `data`, `url` and `href`: a chart draws the rows of its cell and nothing else.",
    });
  return spec;
}

function parseJson(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = cause instanceof Error ? /position (?<at>\d+)/u.exec(cause.message) : null;
    const before = text.slice(0, Number(position?.groups?.["at"] ?? 0));
    throw broken({
      file,
      line: line + before.split("\n").length,
      problem: "the chart is not JSON.",
      remedy: "Look for a missing quote or comma on this line or the one before.",
      cause,
    });
  }
}

function mentionsUrl(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentionsUrl);
  if (!isRecord(value)) return false;
  return Object.entries(value).some(
    ([key, inner]) => key === "url" || key === "href" || mentionsUrl(inner),
  );
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

function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && languages.has(value);
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
