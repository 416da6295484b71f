/**
 * What an attacker can pin a quantity down to. Both ends were reached by whole-number solutions that
 * were checked, so the truth cannot be excluded from being as far apart as they are.
 */
export interface Interval {
  readonly least: number;
  /** Null when nothing limits it. */
  readonly most: number | null;
  /** Nothing lies outside; false when the search stopped as soon as the interval was wide enough. */
  readonly exact: boolean;
}
