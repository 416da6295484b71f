import { isCounted, type Metric, type Parameter } from "../../metric.ts";
import { defaultText, isPercentage, limitsText } from "../../metric-text.ts";
import type { Registry } from "../../model.ts";
import { countedFormula, derivedFormula } from "./metric-formula.ts";
import { code, facts, page, prose, table } from "./text.ts";

/** What a metric asks, how it is computed, how it may be cut and what to know before comparing. */
export function metricPage(metric: Metric, registry: Registry): string {
  return page({ title: metric.title.en, description: metric.definition.en }, [
    `*${prose(metric.question.en)}*`,
    prose(metric.definition.en),
    facts([
      ["Name", code(metric.id)],
      ["Version", metric.version],
      ["Domain", metric.domain],
      ["Unit", isPercentage(metric) ? "share, shown as a percentage" : code(metric.unit)],
      ["Better", metric.direction === "none" ? "neither direction" : metric.direction],
      ["A cell protects", `each ${metric.contributor}`],
      ["Sensitive", metric.sensitive ? "yes: the stricter limits apply" : "no"],
      ["Also known as", metric.aliases.map(code).join(", ")],
    ]),
    "## How it is computed",
    ...(isCounted(metric) ? countedFormula(metric) : derivedFormula(metric)),
    ...parameters(metric),
    "## How it may be cut",
    table(
      ["Dimension", "Meaning"],
      metric.dimensions.map((id) => [
        code(id),
        prose(registry.dimensions.get(id)?.description ?? ""),
      ]),
    ),
    ...listed(
      "## Before you compare",
      metric.cautions.map(({ en }) => prose(en)),
    ),
    "## In other languages",
    translations(metric),
    ...listed("## Sources", metric.sources.map(prose)),
  ]);
}

function parameters(metric: Metric): readonly string[] {
  if (metric.parameters.length === 0) return [];
  return [
    "### Parameters",
    table(
      ["Parameter", "Default", "Meaning"],
      metric.parameters.map((parameter) => [
        code(parameter.id),
        defaultText(parameter),
        [prose(parameter.description), limitsOf(parameter)].join(" ").trim(),
      ]),
    ),
  ];
}

/** Where there is more to say than the least value. */
function limitsOf(parameter: Parameter): string {
  const { maximum, codeList } = parameter;
  if (maximum === undefined && codeList === undefined) return "";
  const limits = limitsText(parameter);
  return `${limits.charAt(0).toUpperCase()}${limits.slice(1)}.`;
}

function translations({ title, definition }: Metric): string {
  const languages = [
    ["Suomi", "fi"],
    ["Svenska", "sv"],
    ["Azərbaycanca", "az"],
  ] as const;
  return table(
    ["Language", "Title", "Definition"],
    languages.map(([name, tag]) => [name, prose(title[tag] ?? ""), prose(definition[tag] ?? "")]),
  );
}

function listed(heading: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [heading, items.map((item) => `- ${item}`).join("\n")];
}
