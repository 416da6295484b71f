import type { CountKind, TableDescription } from "../../cells.ts";
import { layoutOf } from "./layout.ts";
import type { RoundingRule } from "./rule.ts";

/** The true numbers that a rounded publication leaves possible, row by row, ends included. */
export interface Openings {
  readonly num: Opening;
  /** Denominator minus numerator: those without the attribute; of no use in a ratio. */
  readonly rest: Opening;
  readonly den: Opening;
}

export interface Opening {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** A rounded publication as anyone has it. */
export interface RoundedPublication {
  readonly description: Pick<TableDescription, "dimensions" | "kind">;
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
    const own = innerOf([num, den], description.kind, knowledge);
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
  [num, den]: readonly [number | null, number | null],
  kind: CountKind,
  knowledge: RoundingKnowledge,
): Record<keyof Openings, Ends> {
  if (num === null || den === null) return { num: anything, rest: anything, den: anything };
  const { rule, base, zeros } = knowledge;
  const own =
    kind === "ratio"
      ? { num: endsOf(num, knowledge), rest: anything, den: endsOf(den, knowledge) }
      : rule === "midpoint"
        ? ofBands(num, den, knowledge)
        : ofSmall(num, den, base);
  if (zeros === "eligible" || kind === "ratio") return own;
  return { ...own, den: [Math.max(1, own.den[0]), own.den[1]] };
}

const anything: Ends = [0, Number.POSITIVE_INFINITY];

function endsOf(shown: number, { rule, base }: RoundingKnowledge): Ends {
  return rule === "midpoint" ? bandEnds(shown, base) : smallEnds(shown, base);
}

/** 0 may be anything below the base, the base anything from 1 to itself; what is greater is as it is. */
function smallEnds(shown: number, base: number): Ends {
  if (shown === 0) return [0, base - 1];
  return shown === base ? [1, base] : [shown, shown];
}

/** A band reaches from the middle down and up; 0 is 0. */
function bandEnds(shown: number, base: number): Ends {
  const above = shown + Math.floor(base / 2);
  return shown === 0 ? [0, 0] : [above - base + 1, above];
}

/** Numerator and rest were rounded, and the denominator is their sum. */
function ofSmall(num: number, den: number, base: number): Record<keyof Openings, Ends> {
  const [top, rest] = [smallEnds(num, base), smallEnds(den - num, base)];
  return { num: top, rest, den: [top[0] + rest[0], top[1] + rest[1]] };
}

/** Numerator and denominator have bands of their own, and one is part of the other. */
function ofBands(
  num: number,
  den: number,
  { base }: RoundingKnowledge,
): Record<keyof Openings, Ends> {
  const [top, whole] = [bandEnds(num, base), bandEnds(den, base)];
  const part: Ends = [top[0], Math.min(top[1], whole[1])];
  const rest: Ends = [Math.max(0, whole[0] - part[1]), whole[1] - part[0]];
  return { num: part, rest, den: [Math.max(whole[0], part[0]), whole[1]] };
}
