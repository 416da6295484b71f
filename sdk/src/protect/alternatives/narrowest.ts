import type { AuditedCell, AuditResult } from "../audit/audit.ts";
import type { Interval } from "../audit/interval.ts";

/** How closely a number that is withheld can be worked out from everything published. */
export interface Narrow {
  readonly codes: Readonly<Record<string, string>>;
  /** Numerator, denominator, or what is missing to all or to full marks. */
  readonly side: string;
  readonly interval: Interval;
}

/** An attack on a draft together with everything published before. */
export interface Attack {
  readonly safe: boolean;
  /** Why the publications as a whole could not be judged, in words; empty when they could. */
  readonly obstacles: readonly string[];
  /** Withheld cells of the draft, and those of them that are not proven to stay open. */
  readonly cells: number;
  readonly open: number;
  /** Whether the ends of all intervals were searched for; otherwise only until they were wide enough. */
  readonly exact: boolean;
  /**
   * The numbers that can be worked out most closely, the narrowest first. Empty where numbers were
   * changed: those that are large enough may be known.
   */
  readonly narrowest: readonly Narrow[];
}

/** Withheld numbers that are named. */
const narrowestMax = 20;

/** What an attack found out about its first table. */
export function narrowestOf(
  { safe, obstacles, cells, narrow }: AuditResult,
  { exact, isChanged }: { readonly exact: boolean; readonly isChanged: boolean },
): Attack {
  const own = cells.filter(isOwn);
  const all = own.flatMap(({ codes, intervals }) =>
    Object.entries(intervals).flatMap(([side, interval]): Narrow[] =>
      interval === null || interval === undefined ? [] : [{ codes, side, interval }],
    ),
  );
  return {
    safe,
    obstacles,
    cells: own.length,
    open: narrow.filter(isOwn).length,
    exact,
    narrowest: isChanged ? [] : all.toSorted((a, b) => width(a) - width(b)).slice(0, narrowestMax),
  };
}

function isOwn({ table }: AuditedCell): boolean {
  return table === 0;
}

function width({ interval: { least, most } }: Narrow): number {
  return (most ?? Number.POSITIVE_INFINITY) - least;
}
