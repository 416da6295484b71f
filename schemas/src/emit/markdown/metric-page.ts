import type { Metric, Population, Source, Term } from "../../metric.ts";
import type { Registry } from "../../model.ts";
import { code, facts, page, pageLink, prose, table } from "./text.ts";

/** What a metric asks, how it is computed, how it may be cut and what to know before comparing. */
export function metricPage(metric: Metric, registry: Registry): string {
  return page({ title: metric.title.en, description: metric.definition.en }, [
    `*${prose(metric.question.en)}*`,
    prose(metric.definition.en),
    facts([
      ["Name", code(metric.id)],
      ["Version", metric.version],
      ["Domain", metric.domain],
      ["Unit", metric.unit === "1" ? "share, shown as a percentage" : code(metric.unit)],
      ["Better", metric.direction === "none" ? "neither direction" : metric.direction],
      ["A cell protects", `each ${metric.contributor}`],
      ["Sensitive", metric.sensitive ? "yes: the stricter limits apply" : "no"],
      ["Also known as", metric.aliases.map(code).join(", ")],
    ]),
    "## How it is computed",
    facts([
      ["Numerator", termText(metric.numerator, metric)],
      ["Denominator", termText(metric.denominator, metric)],
      ["Coverage", coverage(metric)],
      ["What is missing", prose(metric.missingRule)],
    ]),
    ...Object.entries(metric.populations).flatMap(([name, population]) =>
      populationText(name, population),
    ),
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

function termText({ population, value }: Term, { populations }: Metric): string {
  return `${code(value)}, added up over: ${prose(populations[population]?.title.en ?? population)}`;
}

function coverage({ expected, coverageMin, populations }: Metric): string | undefined {
  if (expected === undefined) return undefined;
  const title = prose(populations[expected]?.title.en ?? expected);
  return `the value is withdrawn when fewer than ${coverageMin} of these were seen: ${title}`;
}

function populationText(name: string, { title, sources, include }: Population): readonly string[] {
  return [
    `### ${prose(title.en)}`,
    facts([
      ["Name", code(name)],
      ["Who counts", include === undefined ? "all of them" : code(include)],
      ["Sources", sources.length > 1 ? "one of these, and the publication says which" : undefined],
    ]),
    ...sources.map(sourceText),
  ];
}

function sourceText({ entity, contributor, where, orderBy, measures }: Source): string {
  return facts([
    ["Records", pageLink("entities", entity)],
    ["One row for each", code(contributor)],
    ["Rows that count", where === undefined ? "all of them" : code(where)],
    ["Place in the table", `the record with the greatest ${code(orderBy)}`],
    ...Object.entries(measures).map(([measure, text]) => [code(measure), code(text)] as const),
  ]);
}

function parameters(metric: Metric): readonly string[] {
  if (metric.parameters.length === 0) return [];
  return [
    "### Parameters",
    table(
      ["Parameter", "Default", "Meaning"],
      metric.parameters.map(({ id, default: value, description }) => [
        code(id),
        code(value),
        prose(description),
      ]),
    ),
  ];
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
