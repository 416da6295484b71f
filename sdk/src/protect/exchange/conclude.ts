import type { Demand } from "../equations.ts";
import type { Bundles } from "./bundles.ts";
import type { Certificate, Ends } from "./certificate.ts";
import { closeMoves, endMove, openMoves, pushStep } from "./moves.ts";
import type { OpenMoves } from "./moves.ts";
import type { Reach, Reached } from "./reached.ts";
import { whole } from "./read.ts";

/** What was seen of bundles, as a certificate about their members: only the exchanges that some demand rests on. */
export function certificateOf(
  { moves, rises, falls }: Reached,
  bundles: Bundles,
  { demands, unproven }: { readonly demands: readonly Demand[]; readonly unproven: Int32Array },
): Certificate {
  const kept = openMoves();
  const to: Copied = { bundles, kept, steps: new Int32Array(bundles.truth.length) };
  const places = new Int32Array(moves.count).fill(-1);
  // Some members rise when their bundle falls.
  const endsOf = (along: Reach, against: Reach): Ends => {
    const ends = { moves: new Int32Array(demands.length), times: new Int32Array(demands.length) };
    demands.forEach(({ unknown }, at) => {
      const bundle = whole(bundles.of, unknown);
      const reach = bundles.signs[unknown] === 1 ? along : against;
      const move = whole(reach.moves, bundle);
      if (move >= 0 && places[move] === -1) places[move] = copy(moves, move, to);
      ends.moves[at] = move < 0 ? -1 : whole(places, move);
      ends.times[at] = whole(reach.times, bundle);
    });
    return ends;
  };
  const ends = { rises: endsOf(rises, falls), falls: endsOf(falls, rises) };
  return { moves: closeMoves(kept), ...ends, unproven };
}

interface Copied {
  readonly bundles: Bundles;
  /** Bundle → its step in the exchange that is being copied. */
  readonly steps: Int32Array;
  readonly kept: OpenMoves;
}

function copy({ starts, unknowns, steps }: OpenMoves, move: number, to: Copied): number {
  const { bundles, kept } = to;
  const members: number[] = [];
  const end = whole(starts, move + 1);
  for (let at = whole(starts, move); at < end; at += 1) {
    const bundle = whole(unknowns, at);
    to.steps[bundle] = whole(steps, at);
    const last = whole(bundles.starts, bundle + 1);
    for (let place = whole(bundles.starts, bundle); place < last; place += 1) {
      members.push(whole(bundles.members, place));
    }
  }
  for (const member of Int32Array.from(members).toSorted()) {
    const by = whole(to.steps, whole(bundles.of, member));
    pushStep(kept, member, by * (bundles.signs[member] ?? 1));
  }
  return endMove(kept);
}
