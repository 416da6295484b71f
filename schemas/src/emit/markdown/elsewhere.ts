import {
  mappingsOf,
  type Crosswalk,
  type Direction,
  type PropertyMapping,
} from "../../crosswalk.ts";
import { conversionText } from "../../crosswalk-text.ts";
import type { Entity, Registry } from "../../model.ts";
import { code, pageLink, prose, table } from "./text.ts";

/** Where other formats keep what the properties of an entity say: a table for each format. */
export function elsewhere(entity: Entity, { crosswalks }: Registry): readonly string[] {
  const sections = [...crosswalks.values()].flatMap((crosswalk) => {
    const rows = rowsOf(crosswalk, entity);
    const whole = `The whole format: ${pageLink("crosswalks", crosswalk.id)}.`;
    return rows.length === 0 ? [] : [`### ${prose(crosswalk.title)}`, whole, table(head, rows)];
  });
  return sections.length === 0 ? [] : ["## In other formats", ...sections];
}

const head = ["Property", "Term", "Their term is", "Direction", "Conversion", "What is lost"];

function rowsOf(crosswalk: Crosswalk, entity: Entity): readonly (readonly string[])[] {
  return mappingsOf(crosswalk)
    .filter((mapped) => mapped.entity === entity.name)
    .flatMap(({ table: source, path, mapping }) => {
      if (!("term" in mapping)) return [];
      return [
        [
          code(path),
          code(`${source}.${mapping.term}`),
          relationText[mapping.relation],
          directionText[mapping.direction ?? crosswalk.direction],
          prose(conversionText(mapping)),
          lossText(mapping),
        ],
      ];
    });
}

const relationText: Readonly<
  Record<Extract<PropertyMapping, { term: string }>["relation"], string>
> = {
  equivalent: "the same",
  broader: "broader",
  narrower: "narrower",
  inexact: "close",
};

const directionText: Readonly<Record<Direction, string>> = {
  in: "from it",
  out: "to it",
  both: "both ways",
};

function lossText({ loses }: Extract<PropertyMapping, { term: string }>): string {
  return [
    ...(loses?.in === undefined ? [] : [`Reading: ${prose(loses.in)}`]),
    ...(loses?.out === undefined ? [] : [`Writing: ${prose(loses.out)}`]),
  ].join(" ");
}
