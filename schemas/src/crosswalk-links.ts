import { mappingsOf, termAddress } from "./crosswalk.ts";
import type { Registry, TermRelation } from "./model.ts";

/** A concept of ours and the address of the concept of another vocabulary that it can be followed to. */
export interface TermLink {
  readonly entity: string;
  /** Absent: the link is of the entity itself. A name, or a path into an object: `location.lat`. */
  readonly property?: string;
  readonly iri: string;
  /** What their concept is to ours. */
  readonly relation: TermRelation;
}

/** Every concept of another vocabulary with an address, by entity, property and address; none twice. */
export function links({ crosswalks }: Pick<Registry, "crosswalks">): readonly TermLink[] {
  const all = [...crosswalks.values()].flatMap((crosswalk) => [
    ...Object.values(crosswalk.tables).flatMap(({ records }) =>
      Object.entries(records).flatMap(([entity, { iri, relation }]) =>
        iri === undefined || relation === undefined ? [] : [{ entity, iri, relation }],
      ),
    ),
    ...mappingsOf(crosswalk).flatMap(({ entity, path: property, mapping }) => {
      if (!("term" in mapping) || mapping.iri === undefined) return [];
      return [{ entity, property, iri: mapping.iri, relation: mapping.relation }];
    }),
  ]);
  const byAddress = new Map(all.map((link) => [addressOf(link), link]));
  return [...byAddress]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, link]) => link);
}

function addressOf({ entity, property = "", iri }: TermLink): string {
  return [entity, property, iri].join("\n");
}

/** Where other formats keep a property: `oneroster:1.2/users.sourcedId`. By format; none twice. */
export function termsOf(
  { crosswalks }: Pick<Registry, "crosswalks">,
  entity: string,
  property: string,
): readonly string[] {
  const terms = [...crosswalks.values()].flatMap((crosswalk) =>
    mappingsOf(crosswalk)
      .filter((mapped) => mapped.entity === entity && isWithin(mapped.path, property))
      .flatMap(({ table, mapping }) =>
        "term" in mapping ? [termAddress(crosswalk, table, mapping.term)] : [],
      ),
  );
  return [...new Set(terms)];
}

/** Whether a path is the property itself or something inside it. */
export function isWithin(path: string, property: string): boolean {
  return path === property || path.startsWith(`${property}.`);
}
