import type { CountedMetric, DerivedMetric, Population, Source, Term } from "../../metric.ts";
import {
  countingFacts,
  derivationFacts,
  kindText,
  lookupText,
  periodText,
  sumTexts,
} from "../../metric-text.ts";
import { code, facts, pageLink, prose, table } from "./text.ts";

/** How a figure is counted from records: the two sides of the line, and who is counted. */
export function countedFormula(metric: CountedMetric): readonly string[] {
  return [
    facts([
      ["Figure", kindText(metric)],
      ["Numerator", termText(metric.numerator, metric)],
      ["Denominator", termText(metric.denominator, metric)],
      ...countingFacts(metric),
      ["Coverage", coverage(metric)],
      ["What is missing", prose(metric.missingRule)],
    ]),
    ...tiers(metric),
    ...Object.entries(metric.populations).flatMap(([name, population]) =>
      populationText(name, population),
    ),
  ];
}

/** How a figure is made of the cells of other metrics. */
export function derivedFormula(metric: DerivedMetric): readonly string[] {
  return [
    facts([
      ["Figure", kindText(metric)],
      ...derivationFacts(metric, (id) => pageLink("metrics", id)),
      ["What is missing", prose(metric.missingRule)],
    ]),
  ];
}

function termText(term: Term, metric: CountedMetric): string {
  return sumTexts(term, metric)
    .map(({ value, title }) => `${code(value)}, added up over: ${prose(title)}`)
    .join("; and ");
}

function coverage({ expected, coverageMin, populations }: CountedMetric): string | undefined {
  if (expected === undefined) return undefined;
  const title = prose(populations[expected]?.title.en ?? expected);
  return `the value is withdrawn when fewer than ${coverageMin} of these were seen: ${title}`;
}

function tiers({ tiers: declared }: CountedMetric): readonly string[] {
  if (declared === undefined) return [];
  const { dimension, title, codes } = declared;
  return [
    `### ${prose(title.en)}`,
    `Every contributor is in the first part whose condition holds; the parts are the codes of ${code(dimension)}.`,
    table(
      ["Part", "Meaning", "Holds when"],
      codes.map((tier) => [code(tier.code), prose(tier.title.en), code(tier.when)]),
    ),
  ];
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

function sourceText(source: Source): string {
  const { entity, contributor, lookups = [], where, orderBy, measures, persons } = source;
  const keys = typeof contributor === "string" ? [contributor] : contributor;
  return facts([
    ["Records", [pageLink("entities", entity), periodText(source)].join(" ").trim()],
    ["One row for each", keys.map(code).join(" and ")],
    ...lookups.map(
      (lookup) => ["Looked up", lookupText(lookup, pageLink("entities", lookup.entity))] as const,
    ),
    ["Rows that count", where === undefined ? "all of them" : code(where)],
    ["Place in the table", `the record with the greatest ${code(orderBy)}`],
    ...Object.entries(measures).map(([measure, text]) => [code(measure), code(text)] as const),
    ["Persons behind each", persons === undefined ? undefined : code(persons)],
  ]);
}
