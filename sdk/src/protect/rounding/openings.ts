import type { TableDescription } from "../../cells.ts";
import { layoutOf } from "./layout.ts";
import type { RoundingRule } from "./rule.ts";

/** The true numbers that a rounded publication leaves possible, row by row, ends included. */
export interface Openings {
  readonly num: Opening;
  /** Denominator minus numerator: those without the attribute. */
  readonly rest: Opening;
  readonly den: Opening;
}

export interface Opening {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** A rounded publication as anyone has it. */
export interface RoundedPublication {
  readonly description: Pick<TableDescription, "dimensions">;
  readonly observations: readonly {
    readonly codes: Readonly<Record<string, string>>;
    readonly num: number | null;
    readonly den: number | null;
  }[];
}

/** What readers know besides the numbers. */
export interface RoundingKnowledge {
  readonly rule: RoundingRule["rule"];
  readonly base: number;
  /** Whether rows stand only where somebody is: then a row shown as 0 is known to hold somebody. */
  readonly zeros: "eligible" | "published";
}

/**
 * What an attacker who knows the rule can say about every cell. Inner cells follow from the rule
 * alone; margins are sums of what is shown, add no knowledge, and are open as far as their parts are
 * together. A row without numbers is open from 0 upwards.
 */
export function openingsOf(
  { description, observations }: RoundedPublication,
  knowledge: RoundingKnowledge,
): Openings {
  const layout = layoutOf(description.dimensions, observations);
  const openings = { num: none(), rest: none(), den: none() };
  observations.forEach(({ num, den }, row) => {
    if (layout.heights[row] !== 0) return;
    const own = innerOf(num, den, knowledge);
    for (const wider of layout.widerOf(row)) {
      for (const side of ["num", "rest", "den"] as const) {
        const { least, most } = openings[side];
        least[wider] = (least[wider] ?? 0) + own[side][0];
        most[wider] = (most[wider] ?? 0) + own[side][1];
      }
    }
  });
  return openings;

  function none(): Opening {
    const { length } = observations;
    return { least: new Float64Array(length), most: new Float64Array(length) };
  }
}

type Ends = readonly [least: number, most: number];

function innerOf(
  num: number | null,
  den: number | null,
  knowledge: RoundingKnowledge,
): Record<keyof Openings, Ends> {
  if (num === null || den === null) {
    const open: Ends = [0, Number.POSITIVE_INFINITY];
    return { num: open, rest: open, den: open };
  }
  const sides = knowledge.rule === "midpoint" ? ofBands : ofSmall;
  const { num: top, rest, den: whole } = sides(num, den, knowledge.base);
  const somebody = knowledge.zeros === "published" ? Math.max(1, whole[0]) : whole[0];
  return { num: top, rest, den: [somebody, whole[1]] };
}

/** 0 may be anything below the base, the base anything from 1 to itself; what is greater is as it is. */
function ofSmall(num: number, den: number, base: number): Record<keyof Openings, Ends> {
  const ends = (shown: number): Ends => {
    if (shown === 0) return [0, base - 1];
    return shown === base ? [1, base] : [shown, shown];
  };
  const [top, rest] = [ends(num), ends(den - num)];
  return { num: top, rest, den: [top[0] + rest[0], top[1] + rest[1]] };
}

/** A band reaches from the middle down and up; numerator and denominator have bands of their own. */
function ofBands(num: number, den: number, base: number): Record<keyof Openings, Ends> {
  const ends = (shown: number): Ends => {
    const above = shown + Math.floor(base / 2);
    return shown === 0 ? [0, 0] : [above - base + 1, above];
  };
  const [top, whole] = [ends(num), ends(den)];
  const most: Ends = [top[0], Math.min(top[1], whole[1])];
  const rest: Ends = [Math.max(0, whole[0] - most[1]), whole[1] - most[0]];
  return { num: most, rest, den: [Math.max(whole[0], most[0]), whole[1]] };
}
