import type { Entity, Registry } from "@edufed/schemas";
import { isWithin } from "../../../schemas/src/crosswalk-links.ts";
import {
  mappingsOf,
  termAddress,
  type Crosswalk,
  type Direction,
  type TermMapping,
} from "../../../schemas/src/crosswalk.ts";

/** A term of another format beside the property that it fills. */
export interface Term {
  /** Property, or path into an object. */
  readonly path: string;
  /** `users.sourcedId` */
  readonly term: string;
  /** `oneroster:1.2/users.sourcedId` */
  readonly address: string;
  readonly direction: Direction;
  readonly mapping: TermMapping;
}

/** Where one format keeps what an entity says. */
export interface FormatTerms {
  readonly id: string;
  readonly title: string;
  readonly terms: readonly Term[];
  /** How many of the entity's properties the format has a term for. */
  readonly carried: number;
}

/** By format: where it keeps what an entity says. Formats without a term are left out. */
export function termsByFormat(
  entity: Entity,
  { crosswalks }: Pick<Registry, "crosswalks">,
): readonly FormatTerms[] {
  return [...crosswalks.values()]
    .map((crosswalk) => {
      const terms = termsIn(crosswalk, entity);
      const carried = entity.properties.filter(({ name }) =>
        terms.some(({ path }) => isWithin(path, name)),
      ).length;
      return { id: crosswalk.id, title: crosswalk.title, terms, carried };
    })
    .filter(({ terms }) => terms.length > 0);
}

function termsIn(crosswalk: Crosswalk, { name }: Entity): readonly Term[] {
  return mappingsOf(crosswalk)
    .filter(({ entity }) => entity === name)
    .flatMap(({ table, path, mapping }) => {
      if (!("term" in mapping)) return [];
      return [
        {
          path,
          term: `${table}.${mapping.term}`,
          address: termAddress(crosswalk, table, mapping.term),
          direction: mapping.direction ?? crosswalk.direction,
          mapping,
        },
      ];
    });
}

/** Where other formats keep one property; what the entity file says of formats without a crosswalk too. */
export function termsOfProperty(
  formats: readonly FormatTerms[],
  { name, sourceTerms }: Entity["properties"][number],
  { crosswalks }: Pick<Registry, "crosswalks">,
): readonly string[] {
  const found = formats.flatMap(({ terms }) =>
    terms.filter(({ path }) => isWithin(path, name)).map(({ address }) => address),
  );
  const others = sourceTerms.filter((term) => !crosswalks.has(term.split(/[:/]/u)[0] ?? ""));
  return [...new Set([...found, ...others])];
}
