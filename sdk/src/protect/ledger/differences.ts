import type { TableDescription } from "../../cells.ts";
import type { DisclosureReport, Observation } from "../../publication.ts";
import { gridOf } from "../margins.ts";
import type { Families, Margin } from "../margins.ts";
import type { Limits } from "../policy.ts";
import { placeIn } from "./numbers.ts";
import type { Known } from "./numbers.ts";

/** By how much a group has changed since an earlier moment; null where readers cannot work it out. */
export interface Change {
  readonly num: number | null;
  readonly den: number | null;
}

/** What a change is judged by. */
export interface Rules {
  readonly kind: TableDescription["kind"];
  readonly measures: DisclosureReport["measures"];
  readonly limits: Pick<Limits, "contributorsMin" | "homogeneityMax">;
}

/**
 * Whether a change shows a small group: those who joined or left, or, of a correction, those whose
 * numbers were corrected. Fewer than the fewest contributors are a small group; enough of them are
 * one when all or none of them have the attribute. How many contributors stand behind the change of
 * a sum nobody can tell from outside.
 */
export function isSmallGroup(change: Change, rules: Rules, isCorrection: boolean): boolean {
  const { num, den } = change;
  if ([num, den].every((side) => side === null || side === 0)) return false;
  if (rules.measures?.den !== "count") return true;
  const counts = isNumCounted(rules, isCorrection) ? [num, den] : [den];
  if (counts.some((count) => isFew(count, rules.limits.contributorsMin))) return true;
  if (isCorrection && den === 0) return counts.length === 1;
  return rules.kind === "share" && isAllOrNone(change, rules.limits.homogeneityMax);
}

/** Of a ratio both sides are people; of a correction those who have the attribute are as well. */
function isNumCounted({ kind, measures }: Rules, isCorrection: boolean): boolean {
  return kind === "ratio" || (isCorrection && measures?.num === "count");
}

function isFew(count: number | null, most: number): boolean {
  return count !== null && count !== 0 && Math.abs(count) < most;
}

/** Joiners and leavers that mix go beyond the ends of the share; then nobody can tell. */
function isAllOrNone({ num, den }: Change, most: number): boolean {
  if (num === null || den === null || den === 0) return false;
  const having = num * Math.sign(den);
  const size = Math.abs(den);
  const isNone = having >= 0 && having <= most;
  const isAll = having <= size && size - having <= most;
  return isNone || isAll;
}

/** A table as it would be published, and what was known before. */
export interface Differing {
  readonly description: Pick<TableDescription, "dimensions" | "quantity">;
  readonly observations: readonly Observation[];
  readonly before: readonly Known[];
  readonly families: Families;
  readonly rules: Rules;
}

/**
 * The rows that must be withheld as well, so that no change of a shown cell, and no change of the
 * withheld parts of a shown cell together, is a small group.
 */
export function smallDifferences(differing: Differing): ReadonlySet<number> {
  const { description, observations } = differing;
  const { margins } = gridOf(description.dimensions, observations);
  const changes = changesOf(differing);
  const isShown = (row: number): boolean => (observations[row]?.num ?? null) !== null;
  const more = new Set<number>();
  observations.forEach((_, row) => {
    if (isShown(row) && isSmall(changes[row], differing)) more.add(row);
  });
  for (let before = -1; before !== more.size;) {
    before = more.size;
    for (const margin of margins) {
      const row = besides(margin, differing, {
        changes,
        isHidden: (at) => !isShown(at) || more.has(at),
      });
      if (row !== undefined) more.add(row);
    }
  }
  return more;
}

/** Per row, per earlier moment: what changed. */
type Changes = readonly (readonly Change[])[];

function changesOf({ description, observations, before, families }: Differing): Changes {
  const { dimensions, quantity } = description;
  return observations.map(({ codes, num, den }) => {
    const place = placeIn(dimensions, codes, families);
    return before.map((known) => ({
      num: difference(num, known.number(quantity.num, place) ?? null),
      den: difference(den, known.number(quantity.den, place) ?? null),
    }));
  });
}

function difference(whole: number | null, part: number | null): number | null {
  return whole === null || part === null ? null : whole - part;
}

function isSmall(changes: readonly Change[] | undefined, { before, rules }: Differing): boolean {
  return (changes ?? []).some((change, at) =>
    isSmallGroup(change, rules, before[at]?.isCorrected === true),
  );
}

/** The row to withhold besides, where the withheld parts of a shown cell changed as a small group. */
function besides(
  { total, parts }: Margin,
  differing: Differing,
  { changes, isHidden }: { readonly changes: Changes; readonly isHidden: (row: number) => boolean },
): number | undefined {
  const shown = parts.filter((part) => !isHidden(part));
  if (total >= changes.length || isHidden(total) || shown.length === parts.length) return undefined;
  const without = (left: readonly number[]): readonly Change[] =>
    differing.before.map((_, at) =>
      left.reduce((rest, row) => minus(rest, changes[row]?.[at]), changes[total]?.[at] ?? nothing),
    );
  if (!isSmall(without(shown), differing)) return undefined;
  const sizes = differing.observations.map(({ den }) => den ?? 0);
  const bySize = shown
    .filter((row) => sizes[row] !== 0)
    .toSorted((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const enough = bySize.find(
    (row) => !isSmall(without(shown.filter((one) => one !== row)), differing),
  );
  return enough ?? bySize.at(-1) ?? total;
}

const nothing: Change = { num: null, den: null };

function minus(whole: Change, part: Change | undefined): Change {
  return {
    num: difference(whole.num, part?.num ?? null),
    den: difference(whole.den, part?.den ?? null),
  };
}
