import { isWithin } from "./crosswalk-links.ts";
import { mappingsOf, termsOfMapping, type Crosswalk, type Mapped } from "./crosswalk.ts";
import type { Entity, Registry } from "./model.ts";

/** So many of so many. */
export interface Share {
  readonly carried: number;
  readonly all: number;
}

/** How much of one entity a format can carry. */
export interface EntityCoverage extends Share {
  readonly entity: string;
  /** Properties that the format has no place for, in the order of the entity. */
  readonly without: readonly string[];
}

/** How much of our standard a format carries, and how much of the format we carry. */
export interface Coverage {
  /**
   * Of the properties of all record entities: those that at least one term of the format fills,
   * whole or in part. A value that an importer takes for granted is no term.
   */
  readonly ours: Share;
  /** The same for each entity that the format has a term for, in the order of the registry. */
  readonly entities: readonly EntityCoverage[];
  /** Entities without a single term. */
  readonly without: readonly string[];
  /**
   * Of the terms in scope: those that a property is filled from. A term is counted once in each
   * table; terms that every table has and that are left out are counted once. Absent where the
   * crosswalk lists only terms with a counterpart.
   */
  readonly theirs?: Share;
}

/** How much a crosswalk carries, in both directions. */
export function coverage(crosswalk: Crosswalk, { entities }: Pick<Registry, "entities">): Coverage {
  const filled = mappingsOf(crosswalk).filter(({ mapping }) => termsOfMapping(mapping).length > 0);
  const each = [...entities.values()].map((entity) => entityCoverage(entity, filled));
  return {
    ours: sum(each),
    entities: each.filter(({ carried }) => carried > 0),
    without: each.filter(({ carried }) => carried === 0).map(({ entity }) => entity),
    ...(crosswalk.selection === true ? {} : { theirs: theirShare(crosswalk, filled) }),
  };
}

/** A share in whole per cent; only everything is 100, only nothing is 0. */
export function percent({ carried, all }: Share): number {
  if (carried === 0 || all === 0) return 0;
  return Math.min(Math.max(Math.round((100 * carried) / all), 1), carried < all ? 99 : 100);
}

function entityCoverage({ name, properties }: Entity, filled: readonly Mapped[]): EntityCoverage {
  const paths = filled.filter(({ entity }) => entity === name).map(({ path }) => path);
  const without = properties.filter(
    (property) => !paths.some((path) => isWithin(path, property.name)),
  );
  return {
    entity: name,
    carried: properties.length - without.length,
    all: properties.length,
    without: without.map((property) => property.name),
  };
}

function theirShare({ tables, leftOut }: Crosswalk, filled: readonly Mapped[]): Share {
  const carried = new Set(
    filled.flatMap(({ table, mapping }) =>
      termsOfMapping(mapping).map((term) => `${table}\n${term}`),
    ),
  ).size;
  const out = [leftOut, ...Object.values(tables).map((table) => table.leftOut)]
    .map((terms) => Object.keys(terms ?? {}).length)
    .reduce((one, other) => one + other, 0);
  return { carried, all: carried + out };
}

function sum(shares: readonly Share[]): Share {
  return shares.reduce(
    (total, { carried, all }) => ({ carried: total.carried + carried, all: total.all + all }),
    { carried: 0, all: 0 },
  );
}
