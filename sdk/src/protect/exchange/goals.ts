import type { Demand } from "../equations.ts";
import type { Bundles } from "./bundles.ts";
import type { Reached } from "./reached.ts";
import { large, whole } from "./read.ts";

/** A demand as a search sees it: how far a bundle must be able to step. */
export interface Goal {
  /** The bundle. */
  readonly unknown: number;
  /** Where `lift` looks. */
  readonly direction: 1 | -1;
  /** How far from the truth it must be able to be, 0 or more. */
  readonly lift: number;
  /** How far apart two of its values must be. */
  readonly width: number;
}

/** What demands ask of bundles, each once. */
export interface Goals {
  readonly goals: readonly Goal[];
  /** Demand → its goal. */
  readonly of: Int32Array;
}

export function goalsOf(demands: readonly Demand[], truth: Float64Array, bundles: Bundles): Goals {
  const goals: Goal[] = [];
  // Bundle and direction → the goals there; nearly always one.
  const known = new Map<number, number[]>();
  const of = Int32Array.from(demands, ({ unknown, width, reach }) => {
    const bundle = whole(bundles.of, unknown);
    const lift = Math.max(0, reach - large(truth, unknown));
    const direction = lift > 0 && bundles.signs[unknown] === -1 ? -1 : 1;
    const key = 2 * bundle + (direction === 1 ? 0 : 1);
    const alike = known.get(key) ?? [];
    if (alike.length === 0) known.set(key, alike);
    const same = alike.find((at) => goals[at]?.lift === lift && goals[at]?.width === width);
    if (same !== undefined) return same;
    alike.push(goals.length);
    goals.push({ unknown: bundle, direction, lift, width });
    return goals.length - 1;
  });
  return { goals, of };
}

/** Whether a goal is met by what was seen; the truth itself is seen. */
export function isMet(
  { rises, falls }: Reached,
  { unknown, direction, lift, width }: Goal,
): boolean {
  const [rise, fall] = [large(rises.distances, unknown), large(falls.distances, unknown)];
  return (direction === 1 ? rise : fall) >= lift && rise + fall >= width;
}
