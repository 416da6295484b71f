import { coverage, percent, type Coverage, type Share } from "../../crosswalk-coverage.ts";
import {
  conversionText,
  coverageText,
  directionText,
  lossText,
  originText,
  relationText,
} from "../../crosswalk-text.ts";
import type { Crosswalk, CrosswalkTable, PropertyMapping, RecordMapping } from "../../crosswalk.ts";
import type { Registry } from "../../model.ts";
import { code, facts, page, pageLink, prose, table } from "./text.ts";

/** Where a format keeps what our properties say, how much of either is carried, and what is lost. */
export function crosswalkPage(crosswalk: Crosswalk, registry: Registry): string {
  const carried = coverage(crosswalk, registry);
  return page({ title: crosswalk.title, description: crosswalk.scope }, [
    prose(crosswalk.scope),
    facts([
      ["Name", code(crosswalk.id)],
      ["Edition", crosswalk.edition],
      ["Source", prose(crosswalk.source)],
      ["Direction", directionText[crosswalk.direction]],
      ["Of our properties", shareText(carried.ours)],
      ["Of its terms", carried.theirs && shareText(carried.theirs)],
    ]),
    ...notes(crosswalk),
    ...coverageSection(carried),
    ...operations(crosswalk),
    ...Object.entries(crosswalk.tables).flatMap(([name, each]) =>
      tableSection(name, each, crosswalk),
    ),
    ...leftOut("## Left out of every table", crosswalk.leftOut),
  ]);
}

function notes({ notes: all = [] }: Crosswalk): readonly string[] {
  if (all.length === 0) return [];
  return ["## To know first", all.map((note) => `- ${prose(note)}`).join("\n")];
}

function shareText(share: Share): string {
  return `${percent(share)} % (${share.carried} of ${share.all})`;
}

function coverageSection({ entities, without, theirs }: Coverage): readonly string[] {
  return [
    "## How much is carried",
    `${coverageText.ours}${theirs === undefined ? "" : ` ${coverageText.theirs}`}`,
    table(
      ["Entity", "Carried", "No place for"],
      entities.map((each) => [
        pageLink("entities", each.entity),
        shareText(each),
        each.without.map(code).join(", "),
      ]),
    ),
    without.length === 0
      ? ""
      : `No place for: ${without.map((name) => pageLink("entities", name)).join(", ")}.`,
  ];
}

function operations({ operations: all = {} }: Crosswalk): readonly string[] {
  if (Object.keys(all).length === 0) return [];
  const rows = Object.entries(all).map(([name, { classes, conversion, loses }]) => [
    code(name),
    classes.join(", "),
    prose(conversion),
    prose(loses),
  ]);
  return ["## Operations", table(["Operation", "Privacy class", "Conversion", "Lost"], rows)];
}

function tableSection(
  name: string,
  { description, records, leftOut: out }: CrosswalkTable,
  crosswalk: Crosswalk,
): readonly string[] {
  return [
    `## ${name}`,
    prose(description ?? ""),
    ...Object.entries(records).flatMap(([entity, record]) =>
      recordSection(entity, record, crosswalk),
    ),
    ...leftOut("### Left out", out),
  ];
}

function recordSection(
  entity: string,
  { when, row, iri, properties }: RecordMapping,
  crosswalk: Crosswalk,
): readonly string[] {
  return [
    `### ${pageLink("entities", entity)}`,
    facts([
      ["Which rows", when && prose(when)],
      ["Row named by", row && code(row)],
      ["Concept", iri && `<${iri}>`],
    ]),
    table(
      ["Property", "Term", "Relation", "Direction", "Conversion", "Lost"],
      Object.entries(properties).map(([path, mapping]) => [
        code(path),
        ...cells(mapping, crosswalk),
      ]),
    ),
  ];
}

function cells(mapping: PropertyMapping, { direction }: Crosswalk): readonly string[] {
  const isTerm = "term" in mapping;
  return [
    prose(originText(mapping)),
    isTerm ? relationText[mapping.relation] : "",
    isTerm ? directionText[mapping.direction ?? direction] : directionText.in,
    prose(conversionText(mapping)),
    prose(lossText(mapping)),
  ];
}

function leftOut(
  heading: string,
  terms: Readonly<Record<string, string>> | undefined,
): readonly string[] {
  const rows = Object.entries(terms ?? {}).map(([term, why]) => [code(term), prose(why)]);
  return rows.length === 0 ? [] : [heading, table(["Term", "Why"], rows)];
}
