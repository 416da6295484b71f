import type { CountKind } from "../../cells.ts";
import type { Altered, Observation } from "../../publication.ts";
import type { Layout } from "./layout.ts";
import { numberAt } from "./number-at.ts";
import type { Shown } from "./shown.ts";

/** Between which true numbers one side of a cell is, as far as one changed number tells. */
export interface Ends {
  readonly least: number;
  readonly most: number;
}

/** What the changed numbers of one cell tell; `rest` is the denominator less the numerator. */
export interface Opened {
  readonly num: Ends;
  readonly den: Ends;
  readonly rest: Ends;
}

/** What the changed numbers of a publication tell, row by row; null for rows that tell nothing. */
export interface Changed {
  readonly rows: readonly (Opened | null)[];
  /** Why the numbers cannot be what the publication says of them; null when they can. */
  readonly obstacle: string | null;
}

/** Whether a publication says anything certain about true numbers. */
export function isCertain({ altered }: Pick<Shown, "altered">): boolean {
  return altered?.kind !== "noise";
}

/** Whether readers have no true number for this observation. */
export function isOpen({ altered }: Pick<Shown, "altered">, { num, den }: Observation): boolean {
  return altered !== undefined || num === null || den === null;
}

/**
 * What an attacker who knows the rule can say of true numbers from changed ones. Numbers that were
 * given noise by a cell key are each as near as the greatest noise. Of rounded tables the inner cells
 * alone tell something: a wider cell is the sum of what they show.
 */
export function changedOf(shown: Shown, layout: Layout): Changed {
  const { altered } = shown;
  if (altered === undefined) return { rows: [], obstacle: null };
  switch (altered.kind) {
    case "noise":
      return { rows: [], obstacle: null };
    case "cell-key":
      return noisy(shown, altered);
    case "round":
      return rounded(shown, altered, layout);
  }
}

const anything: Ends = { least: 0, most: Number.POSITIVE_INFINITY };

function noisy({ observations, description: { kind } }: Shown, { deviationMax }: Altered): Changed {
  if (deviationMax === undefined) {
    return { rows: [], obstacle: "numbers changed by cell keys by nobody says how much" };
  }
  const rows = observations.map(({ num, den }): Opened | null => {
    if (num === null || den === null) return null;
    const [top, whole] = [near(num, deviationMax), near(den, deviationMax)];
    // A numerator that exceeds its denominator is cut down to it, however great it was.
    const isCut = kind === "share" ? num === den : den === 0;
    return {
      num: isCut ? { ...top, most: Number.POSITIVE_INFINITY } : top,
      den: whole,
      rest: anything,
    };
  });
  return { rows, obstacle: null };
}

/** 0 stays 0, so that what is shown as more is of somebody. */
function near(shown: number, deviationMax: number): Ends {
  return {
    least: Math.max(shown > 0 ? 1 : 0, shown - deviationMax),
    most: shown + deviationMax,
  };
}

function rounded(shown: Shown, { base }: Altered, layout: Layout): Changed {
  const { observations, description } = shown;
  if (base === undefined) return refused("of which nobody says how they were rounded");
  if (description.kind === "mean") return refused("of sums");
  const sides = {
    num: filledIn(observations, layout, ({ num }) => num),
    den: filledIn(observations, layout, ({ den }) => den),
  };
  if (!sides.num.addsUp || !sides.den.addsUp) return refused("that do not add up");
  if (sides.num.leavesGaps || sides.den.leavesGaps) return refused("of which some are withheld");
  const needsSomebody = (shown.zeros ?? shown.limits.zeros) === "published";
  let keepsRule = true;
  const rows = observations.map((_, row): Opened | null => {
    const place = numberAt(layout.placeOf, row);
    if (!isInner(layout, place)) return null;
    const [num, den] = [numberAt(sides.num.values, place), numberAt(sides.den.values, place)];
    const opened = openedBy(num, den, { kind: description.kind, base });
    if (opened === null) keepsRule = false;
    if (opened === null || !needsSomebody || description.kind === "ratio") return opened;
    return { ...opened, den: { ...opened.den, least: Math.max(1, opened.den.least) } };
  });
  return keepsRule ? { rows, obstacle: null } : refused("that break their rule");
}

function refused(why: string): Changed {
  return { rows: [], obstacle: `rounded numbers ${why}` };
}

/** Of a share, those with and those without the attribute were rounded; of a ratio, both numbers were. */
function openedBy(
  num: number,
  den: number,
  { kind, base }: { readonly kind: CountKind; readonly base: number },
): Opened | null {
  const top = small(num, base);
  if (kind === "ratio") {
    const whole = small(den, base);
    return top === null || whole === null ? null : { num: top, den: whole, rest: anything };
  }
  const rest = small(den - num, base);
  if (top === null || rest === null) return null;
  const whole = { least: top.least + rest.least, most: top.most + rest.most };
  return { num: top, rest, den: whole };
}

/** Counts below the base are shown as 0 or as the base; null for what is neither and below. */
function small(shown: number, base: number): Ends | null {
  if (shown === 0) return { least: 0, most: base - 1 };
  if (shown === base) return { least: 1, most: base };
  return shown > base ? { least: shown, most: shown } : null;
}

function isInner({ axes, places }: Layout, place: number): boolean {
  return axes.every(({ heights }, at) => heights[places.digit(place, at)] === 0);
}

interface FilledIn {
  /** Place → number. */
  readonly values: Float64Array;
  readonly addsUp: boolean;
  /** A number is not shown, and the others do not tell it. */
  readonly leavesGaps: boolean;
}

/** The shown numbers of one side in all places: those of rows without numbers follow from the others. */
function filledIn(
  observations: readonly Observation[],
  layout: Layout,
  numberOf: (observation: Observation) => number | null,
): FilledIn {
  const { places, placeOf, wholes } = layout;
  // Places without a row: nothing if they are inner, and what their parts add up to if they are not.
  const values = new Float64Array(places.size).map((_, place) =>
    isInner(layout, place) ? 0 : Number.NaN,
  );
  observations.forEach((observation, row) => {
    values[numberAt(placeOf, row)] = numberOf(observation) ?? Number.NaN;
  });
  let [addsUp, isChanged] = [true, true];
  while (isChanged) {
    isChanged = false;
    for (let margin = 0; margin < wholes.length; margin += 1) {
      const { missing, last, sum } = marginIn(values, layout, margin);
      if (missing === 0 && sum !== 0) addsUp = false;
      if (missing !== 1) continue;
      values[last] = last === wholes[margin] ? sum : -sum;
      isChanged = true;
    }
  }
  const leavesGaps = observations.some((_, row) => Number.isNaN(values[numberAt(placeOf, row)]));
  return { values, addsUp, leavesGaps };
}

/** Parts less whole of one margin, as far as they have numbers, and how many have none. */
function marginIn(
  values: Float64Array,
  { wholes, starts, parts }: Layout,
  margin: number,
): { readonly missing: number; readonly last: number; readonly sum: number } {
  let [missing, last, sum] = [0, -1, 0];
  const visit = (place: number, factor: number): void => {
    const value = values[place] ?? Number.NaN;
    if (Number.isNaN(value)) {
      missing += 1;
      last = place;
    } else sum += factor * value;
  };
  for (let at = numberAt(starts, margin); at < numberAt(starts, margin + 1); at += 1) {
    visit(numberAt(parts, at), 1);
  }
  visit(numberAt(wholes, margin), -1);
  return { missing, last, sum };
}
