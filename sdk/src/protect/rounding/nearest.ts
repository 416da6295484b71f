import { openSearch } from "./search.ts";
import type { Found } from "./search.ts";
import { roundingOf } from "./small-counts.ts";
import type { Rounding, SmallCounts } from "./small-counts.ts";

/** How many errors of figures the search may look at after the first settlement: some tenths of a second. */
const visitsMax = 70_000_000;

/** Rounds of search for tables so small that the visits would last long. */
const roundsMax = 60;

/** Rounds without anything better after which a search ends. */
const patience = 12;

/** Proposals per count in one round of the search. */
const proposalsPerCount = 150;

/**
 * Rounds every count up or down so that the squared errors of the figures are small: error
 * diffusion in the order of the counts, then single changes while they help, then a search that
 * also accepts exchanges which make things a little worse, by ever less (threshold accepting, Dueck
 * and Scheuer 1990). Whole numbers only: equal input and seed give equal output on every machine.
 */
export function roundNearest(counts: SmallCounts, seed: number): Rounding {
  const search = openSearch(counts, seed);
  const { rounds, proposals, passes } = effortFor(counts);
  search.diffuse();
  search.settle(passes);
  let best = search.found();
  for (let left = Math.min(rounds, patience), done = 0; left > 0 && done < rounds; done += 1) {
    search.wander(proposals);
    search.settle(passes);
    const found = search.found();
    left -= 1;
    if (!isBetter(found, best)) continue;
    best = found;
    left = patience;
  }
  return roundingOf(counts, best.up);
}

/** Fewer squares first; among equals the smaller greatest error. */
function isBetter(found: Found, best: Found): boolean {
  return (
    found.squares < best.squares ||
    (found.squares === best.squares && found.greatest < best.greatest)
  );
}

interface Effort {
  readonly rounds: number;
  readonly proposals: number;
  readonly passes: number;
}

function effortFor({ rests, figures }: SmallCounts): Effort {
  if (rests.length < 2) return { rounds: 0, proposals: 0, passes: 2 };
  const visitsPerProposal = Math.ceil((3 * figures.length) / rests.length);
  const affordable = Math.floor(visitsMax / visitsPerProposal);
  const proposals = Math.min(affordable, proposalsPerCount * rests.length);
  return {
    rounds: Math.min(roundsMax, Math.max(1, Math.floor(affordable / proposals))),
    proposals,
    passes: Math.max(2, Math.floor(visitsMax / 2 / figures.length)),
  };
}
