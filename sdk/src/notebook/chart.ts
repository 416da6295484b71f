import { View, parse } from "vega";
import { compile } from "vega-lite";
import type { TopLevelSpec } from "vega-lite";
import type { Row } from "../engine/engine.ts";
import { broken } from "./notebook.ts";
import type { ChartCell, Notebook } from "./notebook.ts";

/**
 * Draws a chart as SVG without a browser. Lines and letters take the colour of the text around
 * them and series take the page's `--edufed-series-n`, so one drawing reads in light and dark.
 */
export async function drawChart(
  chart: ChartCell,
  rows: readonly Row[],
  notebook: Notebook,
): Promise<string> {
  try {
    const spec = { ...chart.spec, data: { values: [...rows] }, config: configOf(chart) };
    if (!isDrawable(spec)) throw new Error("it has no mark, layer, facet or concatenation");
    const { spec: runtime } = compile(spec, { logger: strictLogger });
    const view = new View(parse(runtime), { renderer: "none", loader: refusingLoader });
    const svg = await view.toSVG();
    view.finalize();
    return labelled(svg, chart.line);
  } catch (cause) {
    throw broken({
      file: notebook.file,
      line: chart.line,
      problem: `chart of ${chart.cell}: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: "Correct the Vega-Lite of this chart; field names are the columns of its cell.",
      cause,
    });
  }
}

/** The compiler of Vega-Lite checks the rest of what the author wrote. */
function isDrawable(spec: object): spec is TopLevelSpec {
  const drawings = ["mark", "layer", "facet", "concat", "hconcat", "vconcat", "repeat"];
  return drawings.some((key) => key in spec);
}

/** Series colours, in order; the fallback serves a reader that knows no variables. */
const series = ["#1d5fa5", "#a4530f", "#1a7466", "#7c4295"].map(
  (colour, index) => `var(--edufed-series-${index + 1}, ${colour})`,
);

const grid = "var(--edufed-grid, #8883)";

function configOf({ spec }: ChartCell): Readonly<Record<string, unknown>> {
  const own = spec["config"];
  return {
    aria: false,
    background: "transparent",
    font: "inherit",
    range: { category: series },
    mark: { color: series[0] },
    text: { color: "currentColor", fontSize: 12 },
    view: { stroke: null },
    axis: {
      labelColor: "currentColor",
      titleColor: "currentColor",
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      labelLimit: 260,
      gridColor: grid,
      domainColor: "currentColor",
      tickColor: "currentColor",
    },
    header: { labelColor: "currentColor", titleColor: "currentColor", labelFontSize: 13 },
    legend: { labelColor: "currentColor", titleColor: "currentColor", labelFontSize: 12 },
    title: { color: "currentColor", subtitleColor: "currentColor" },
    ...(typeof own === "object" && own !== null ? own : {}),
  };
}

/** A warning of the compiler is a mistake of the notebook: a field that is not there, a mark that cannot be. */
const strictLogger = {
  level: () => strictLogger,
  error: (...words: readonly unknown[]) => fail(words),
  warn: (...words: readonly unknown[]) =>
    words.some((word) => harmless.test(String(word))) ? strictLogger : fail(words),
  info: () => strictLogger,
  debug: () => strictLogger,
};

/** Marks leave out rows without a value, so that layers of one cell look like two sources. */
const harmless = /union domain of the same fields from different source/u;

function fail(words: readonly unknown[]): never {
  throw new Error(words.map(String).join(" "));
}

/** A chart reads nothing: no file, no address. */
const refusingLoader = {
  load: () => Promise.reject(new Error("a chart may not load anything")),
  sanitize: () => Promise.reject(new Error("a chart may not point anywhere")),
  http: () => Promise.reject(new Error("a chart may not load anything")),
  file: () => Promise.reject(new Error("a chart may not load anything")),
};

/** The drawing is one image named by the caption beneath it; its inner ids become unique on the page. */
function labelled(svg: string, line: number): string {
  return svg
    .replaceAll(/ (?:role|aria-roledescription)="[^"]*"/gu, "")
    .replace("<svg ", `<svg role="img" aria-labelledby="figure-${line}" `)
    .replaceAll(/\bid="(?<id>[^"]+)"/gu, `id="c${line}-$<id>"`)
    .replaceAll(/url\(#(?<id>[^)]+)\)/gu, `url(#c${line}-$<id>)`);
}
