import { broken } from "./notebook.ts";
import type { ChartCell, SqlCell } from "./notebook.ts";

/** A fence as the file has it. */
export interface Fence {
  /** What follows the back ticks. */
  readonly info: string;
  readonly body: readonly string[];
  readonly line: number;
  readonly file: string;
}

/** The cell a fence is, or null when it is prose. */
export function readCell(fence: Fence): SqlCell | ChartCell | null {
  if (/^sql(?:\s|$)/u.test(fence.info)) return sqlCell(fence);
  if (/^json\s+vega-lite(?:\s|$)/u.test(fence.info)) return chartCell(fence);
  return null;
}

/** `sql NAME`, then `hide`, then `percent="column, column"`. */
const sqlPattern =
  /^sql(?:\s+(?<name>[^\s=]+))?(?<hide>\s+hide)?(?:\s+percent="(?<percent>[^"]*)")?\s*$/u;

function sqlCell(fence: Fence): SqlCell {
  const { info, body, line, file } = fence;
  const words = sqlPattern.exec(info)?.groups;
  if (words === undefined)
    throw broken({
      file,
      line,
      problem: "the fence says something a SQL cell does not know.",
      remedy: 'Write ```sql NAME, then `hide` or percent="column" if wanted.',
    });
  const percent = (words["percent"] ?? "").split(",").map((column) => column.trim());
  return {
    kind: "sql",
    line,
    name: checkedName(words["name"], fence),
    isHidden: words["hide"] !== undefined,
    percent: percent.filter((column) => column !== ""),
    text: body.join("\n"),
  };
}

/** `json vega-lite NAME alt="…"`. */
const chartPattern = /^json\s+vega-lite(?:\s+(?<name>[^\s=]+))?(?:\s+alt="(?<alt>[^"]*)")?\s*$/u;

function chartCell(fence: Fence): ChartCell {
  const { info, line, file } = fence;
  const words = chartPattern.exec(info)?.groups ?? {};
  const alt = words["alt"]?.trim() ?? "";
  if (alt === "")
    throw broken({
      file,
      line,
      problem: "the chart has no text for readers who cannot see it.",
      remedy: 'Write ```json vega-lite NAME alt="what the chart shows" (WCAG 1.1.1).',
    });
  return {
    kind: "chart",
    line,
    cell: checkedName(words["name"], fence),
    alt,
    spec: readSpec(fence),
  };
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
      remedy:
        "Leave out `data`, `url` and `href`: a chart draws the rows of its cell and nothing else.",
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
