import type { Move } from "../equations.ts";
import type { Moves } from "./certificate.ts";

/** One exchange of many; its arrays are views. */
export function moveAt({ starts, unknowns, steps }: Moves, move: number): Move {
  const [start, end] = [starts[move], starts[move + 1]];
  return { unknowns: unknowns.subarray(start, end), steps: steps.subarray(start, end) };
}

/** How many unknowns the longest of some exchanges steps. */
export function longestOf({ starts }: Moves): number {
  return starts.reduce(
    (most, start, move) => Math.max(most, (starts[move + 1] ?? start) - start),
    0,
  );
}

/**
 * The exchanges in another numbering of the unknowns: `places` gives each unknown its new number, or
 * -1 when it is one no longer. An exchange that steps such a one is left out. Publishing fewer numbers
 * keeps exchanges possible: each equation has gained unknowns that they do not step.
 */
export function renumber(moves: Moves, places: Int32Array): Moves {
  const kept = openMoves();
  for (let move = 0; move < moves.starts.length - 1; move += 1) {
    const { unknowns, steps } = moveAt(moves, move);
    const own = unknowns.map((unknown) => places[unknown] ?? -1);
    if (own.includes(-1)) continue;
    for (const at of ascending(own)) pushStep(kept, own[at] ?? 0, steps[at] ?? 0);
    endMove(kept);
  }
  return closeMoves(kept);
}

/** The places of a list in the order of its numbers. */
function ascending(list: Int32Array): Int32Array {
  const places = Int32Array.from(list.keys());
  const isSorted = list.every((number, at) => at === 0 || number > (list[at - 1] ?? 0));
  return isSorted ? places : places.toSorted((a, b) => (list[a] ?? 0) - (list[b] ?? 0));
}

/** Exchanges that are being collected. */
export interface OpenMoves {
  starts: Int32Array;
  unknowns: Int32Array;
  steps: Int32Array;
  count: number;
  /** Steps so far, those of the exchange that is not ended included. */
  length: number;
}

/** An empty collection. */
export function openMoves(): OpenMoves {
  return {
    starts: new Int32Array(256),
    unknowns: new Int32Array(1024),
    steps: new Int32Array(1024),
    count: 0,
    length: 0,
  };
}

/** Adds a step to the exchange that is being written. */
export function pushStep(moves: OpenMoves, unknown: number, step: number): void {
  if (moves.length === moves.unknowns.length) {
    moves.unknowns = doubled(moves.unknowns);
    moves.steps = doubled(moves.steps);
  }
  moves.unknowns[moves.length] = unknown;
  moves.steps[moves.length] = step;
  moves.length += 1;
}

/** Ends the exchange that is being written and gives its place. */
export function endMove(moves: OpenMoves): number {
  if (moves.count + 1 === moves.starts.length) moves.starts = doubled(moves.starts);
  moves.count += 1;
  moves.starts[moves.count] = moves.length;
  return moves.count - 1;
}

/** Forgets the exchange that is being written. */
export function dropMove(moves: OpenMoves): void {
  moves.length = moves.starts[moves.count] ?? 0;
}

/** What was collected. */
export function closeMoves({ starts, unknowns, steps, count, length }: OpenMoves): Moves {
  return {
    starts: starts.slice(0, count + 1),
    unknowns: unknowns.slice(0, length),
    steps: steps.slice(0, length),
  };
}

function doubled(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
