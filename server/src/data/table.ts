import type { Dimension, LocalisedText, Registry } from "@edufed/schemas";
import type { Dimensions } from "../compare/comparison.ts";
import type { Member } from "../members/member.ts";
import type { CodeNames, FeedItem, StoredObservation } from "../store/store.ts";

/** Languages in which names can be written; the first is used unless another is asked for. */
export const languages = ["en", "fi", "sv", "az"] as const;
export type Language = (typeof languages)[number];

/** A column of the table and what it means, for the file beside it. */
export interface Column {
  readonly name: string;
  readonly description: string;
}

/** A figure with everything that is said beside it. */
export interface PlacedCell {
  readonly cell: StoredObservation;
  readonly publication: FeedItem;
  readonly member: Member;
  readonly names: CodeNames;
}

/** The columns for the dimensions that any of the publications is cut by. */
export function columnsOf(
  publications: Iterable<FeedItem>,
  dimensions: Dimensions,
): readonly Column[] {
  const cut = cutDimensions(publications, dimensions);
  return [
    { name: "METRIC", description: "Id of the metric." },
    { name: "MEMBER", description: "Id of the member who published the figure." },
    { name: "MEMBER_NAME", description: "Name of the member." },
    { name: "PERIOD", description: "School year, as both of its calendar years." },
    { name: "TIME_PERIOD", description: "Calendar year in which the school year starts." },
    {
      name: "REPORTING_YEAR_START_DAY",
      description: "First day of the member's school year as --MM-DD.",
    },
    {
      name: "BREAKDOWN",
      description:
        "Dimensions that the figure's table is cut by, joined by +; _T when by none. The same total stands in several tables: choose one.",
    },
    ...cut.flatMap((id) => dimensionColumns(id, dimensions.get(id))),
    {
      name: "OBS_VALUE",
      description: "The figure in its unit; NaN exactly when the status is not A.",
    },
    { name: "OBS_STATUS", description: "What kind of figure it is, or why there is none." },
    { name: "OBS_STATUS_NAME", description: "The status in words." },
    { name: "CONF_STATUS", description: "F free, C confidential." },
    { name: "NUM", description: "Numerator; NaN when withheld or not collected." },
    { name: "DEN", description: "Denominator; NaN when withheld or not collected." },
    { name: "UNIT", description: "Unit of the figure in UCUM; 1 for a share." },
    {
      name: "COVERAGE",
      description:
        "Contributors seen divided by contributors expected in the whole publication; NaN when not known.",
    },
    { name: "METRIC_VERSION", description: "Version of the definition that was computed." },
    { name: "PUBLICATION", description: "Digest of the publication: GET /publications/<digest>." },
  ];
}

function dimensionColumns(id: string, dimension: Dimension | undefined): readonly Column[] {
  const description = dimension?.description ?? "";
  return [
    {
      name: id,
      description: `${description} _T is the total; empty where the table is not cut by it.`,
    },
    { name: `${id}_NAME`, description: `${dimension?.title.en ?? id} in words.` },
  ];
}

/** REF_AREA, which every publication has, then the other dimensions in the order of the standard. */
function cutDimensions(
  publications: Iterable<FeedItem>,
  dimensions: Dimensions,
): readonly string[] {
  const used = new Set(["REF_AREA"]);
  for (const { dimensions: cut } of publications) for (const id of cut) used.add(id);
  const others = [...dimensions.keys()].filter((id) => id !== "REF_AREA");
  return ["REF_AREA", ...others].filter((id) => used.has(id));
}

/** The rows of the table: texts in the order of the columns. */
export function rowsOf(
  cells: readonly PlacedCell[],
  publications: Iterable<FeedItem>,
  { registry, language }: { readonly registry: Registry; readonly language: Language },
): readonly (readonly string[])[] {
  const cut = cutDimensions(publications, registry.dimensions);
  const statusNames = statusNamesOf(registry, language);
  return cells.map((placed) => {
    const { cell, publication, member } = placed;
    return [
      cell.metric,
      cell.member,
      nameText(say(member.name, language)),
      cell.period,
      cell.period.slice(0, 4),
      publication.schoolYearStart,
      publication.dimensions.length === 0 ? "_T" : publication.dimensions.join("+"),
      ...cut.flatMap((id) => codeAndName(id, placed, language)),
      cell.value ?? "NaN",
      cell.status,
      statusNames.get(cell.status) ?? "",
      cell.confidentiality,
      numberText(cell.num),
      numberText(cell.den),
      publication.unit,
      numberText(publication.coverage),
      publication.metricVersion,
      publication.digest,
    ];
  });
}

/** Both empty where the table is not cut by the dimension. */
function codeAndName(
  id: string,
  { cell, names }: PlacedCell,
  language: Language,
): readonly [code: string, name: string] {
  const code = cell.codes[id];
  return code === undefined ? ["", ""] : [code, nameText(say(names[id]?.[code], language))];
}

function statusNamesOf(registry: Registry, language: Language): ReadonlyMap<string, string> {
  const codes = registry.codeLists.get("sdmx-obs-status")?.codes ?? [];
  return new Map(codes.map(({ code, label }) => [code, say(label, language)]));
}

/** The text in a language; English is always there. */
function say(text: LocalisedText | undefined, language: Language): string {
  return text?.[language] ?? text?.en ?? "";
}

/**
 * A name that a spreadsheet shows and does not run: what begins as a formula gets an apostrophe.
 * Codes never begin so, and numbers must stay numbers.
 */
export function nameText(name: string): string {
  return /^[=+\-@\t\r\n]/.test(name) ? `'${name}` : name;
}

function numberText(value: number | null): string {
  return value === null ? "NaN" : String(value);
}

/** Rows as CSV (RFC 4180): comma, CRLF, quotes only where needed. */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
