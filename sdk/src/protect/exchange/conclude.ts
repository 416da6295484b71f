import type { Demand } from "../equations.ts";
import type { Certificate, Ends } from "./certificate.ts";
import { closeMoves, endMove, openMoves, pushStep } from "./moves.ts";
import type { OpenMoves } from "./moves.ts";
import type { Reach, Reached } from "./reached.ts";

/** What was seen, as a certificate: only the exchanges that some demand rests on. */
export function certificateOf(
  { moves, rises, falls }: Reached,
  demands: readonly Demand[],
  unproven: Int32Array,
): Certificate {
  const kept = openMoves();
  const places = new Int32Array(moves.count).fill(-1);
  const endsOf = (reach: Reach): Ends => {
    const ends = { moves: new Int32Array(demands.length), times: new Int32Array(demands.length) };
    demands.forEach(({ unknown }, at) => {
      const move = reach.moves[unknown] ?? -1;
      if (move >= 0 && places[move] === -1) places[move] = copy(moves, move, kept);
      ends.moves[at] = move < 0 ? -1 : (places[move] ?? -1);
      ends.times[at] = reach.times[unknown] ?? 0;
    });
    return ends;
  };
  const ends = { rises: endsOf(rises), falls: endsOf(falls) };
  return { moves: closeMoves(kept), ...ends, unproven };
}

function copy({ starts, unknowns, steps }: OpenMoves, move: number, to: OpenMoves): number {
  const end = starts[move + 1] ?? 0;
  for (let at = starts[move] ?? 0; at < end; at += 1) {
    pushStep(to, unknowns[at] ?? 0, steps[at] ?? 0);
  }
  return endMove(to);
}
