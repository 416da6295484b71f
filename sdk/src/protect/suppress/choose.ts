import type { Cover } from "../secondary.ts";
import type { Proof, Prover } from "./prove.ts";

/** What a search for cells to withhold is doing, for whoever waits. */
export interface Progress {
  readonly step: "cover" | "certify" | "release" | "audit";
  readonly round: number;
  /** Cells that are withheld so far. */
  readonly withheld: number;
  /** Cells that were not proven to stay open at the last look. */
  readonly unproven: number;
}

/** A search that knows which cells are withheld and can prove them safe. */
export interface Chooser {
  readonly cover: Cover;
  readonly prover: Prover;
  /** What is hidden of each publication, as the cover has it now. */
  readonly hidden: () => readonly Uint8Array[];
  /** Publications whose cells the member can still choose: the first so many. */
  readonly ownParts: number;
  readonly progress: (progress: Progress) => void;
}

/** Rounds of withholding more before a table is given up; ordinary tables need one to three. */
const roundsMax = 50;
/** Rounds in which no fewer cells are unproven before a table of more rows is given up. */
const fallRoundsMax = 8;
const largeRowsMin = 10_000;
const unending =
  "cells so small that withholding more of them leaves as many that could be worked out";
/** Proofs that the pass of showing again may ask for: all that small tables need, few for great ones. */
const releaseProofsMax = 400;
const releaseProgramsMax = 4;
const releaseUnknownsMax = 100_000;
const releaseEffortMax = 2e9;
/** Where few proofs can be asked for, so many rows are tried together, and no halves: failing is dear. */
const fewProofs = 20;
const releaseRowsMax = 60;
const releaseTriesMax = 2;

/** Withholds more until every cell is proven to stay open, or nothing more can be done. */
export function chooseProven(chooser: Chooser, isFirst: boolean): Proof {
  const { cover, prover, hidden, ownParts, progress } = chooser;
  const withheld = (): number => cover.withheld.reduce((sum, one) => sum + one, 0);
  const fall = openFall(cover.withheld.length);
  let isThin = !isFirst;
  for (let round = 1; ; round += 1) {
    progress({ step: "cover", round, withheld: withheld(), unproven: 0 });
    let isClosed = cover.close();
    if (!isThin) cover.thin();
    isThin = true;
    isClosed = settle(cover, isClosed);
    const proof = prover.prove(hidden());
    const unproven = proof.unproven.length;
    progress({ step: "certify", round, withheld: withheld(), unproven });
    if (isProven(proof) || proof.obstacles.length > 0 || !isClosed) return proof;
    if (fall.hasEnded(unproven)) return { ...proof, obstacles: [unending] };
    const own = proof.unproven.filter(({ table }) => table < ownParts);
    const rows = [...new Set(own.map(({ row }) => row))].toSorted((a, b) => a - b);
    if (round === roundsMax || cover.widen(rows, true) === 0) return proof;
  }
}

/** Watches whether fewer and fewer cells are unproven; in tables that are not large every round is cheap. */
function openFall(rows: number): { readonly hasEnded: (unproven: number) => boolean } {
  let [least, since] = [Number.POSITIVE_INFINITY, 0];
  return {
    hasEnded(unproven) {
      since = unproven < least ? 0 : since + 1;
      least = Math.min(least, unproven);
      return rows > largeRowsMin && since >= fallRoundsMax;
    },
  };
}

/** Withholds more where a few margins together already say too much, before anything is searched for. */
export function settle(cover: Cover, isClosed: boolean): boolean {
  let stays = isClosed;
  for (let round = 0; stays && round < roundsMax; round += 1) {
    if (cover.widen(cover.limited()) === 0) break;
    stays = cover.close();
  }
  return stays;
}

/** Whether everything that must stay open is proven to. */
export function isProven(proof: Proof): boolean {
  return proof.unproven.length === 0 && proof.obstacles.length === 0;
}

/**
 * Shows chosen cells again that margins do not need, the dearest first, as long as all stays proven:
 * all at once, or else all but those near what is then unproven; then in halves. Gives the last proof.
 */
export function release(chooser: Chooser, start: Proof): Proof {
  const { cover, prover, hidden, progress } = chooser;
  let proof = start;
  const proofs = proofsFor(start);
  const isLarge = proofs <= fewProofs;
  let left = isLarge ? Math.min(proofs, releaseTriesMax) : proofs;
  const isProvenNow = (programsMax: number): Proof | null => {
    left -= 1;
    const next = prover.prove(hidden(), programsMax);
    progress({ step: "release", round: left, withheld: 0, unproven: next.unproven.length });
    if (isProven(next)) proof = next;
    return isProven(next) ? null : next;
  };
  const backOff = (): void => {
    const rows = cover.spare().slice(0, isLarge ? releaseRowsMax : undefined);
    let shown = rows.filter((row) => showKept(cover, row));
    while (shown.length > 0) {
      const failed = left === 0 ? start : isProvenNow(0);
      if (failed === null) return;
      const near = cover.near(failed.unproven.map(({ row }) => row));
      const back = shown.filter((row) => near.has(row));
      const hiddenAgain = left === 0 || back.length === 0 ? shown : back;
      for (const row of hiddenAgain) cover.withhold(row);
      shown = shown.filter((row) => cover.withheld[row] !== 1);
    }
  };
  const attempt = (rows: readonly number[]): void => {
    if (rows.length === 0 || left === 0) return;
    const shown = rows.filter((row) => showKept(cover, row));
    if (shown.length === 0) return;
    // Programs are for single cells: a group that needs them is halved first.
    if (isProvenNow(shown.length === 1 ? releaseProgramsMax : 0) === null) return;
    for (const row of shown) cover.withhold(row);
    if (shown.length === 1) return;
    const half = Math.ceil(shown.length / 2);
    attempt(shown.slice(0, half));
    attempt(shown.slice(half));
  };
  backOff();
  if (!isLarge) attempt(cover.spare());
  return proof;
}

/** A proof takes as long as there are unknown numbers, and large tables need more of them. */
function proofsFor({ view: { truth } }: Proof): number {
  const unknowns = Math.max(1, truth.length);
  const few = Math.ceil(releaseUnknownsMax / unknowns);
  return Math.min(releaseProofsMax, Math.max(few, Math.floor(releaseEffortMax / unknowns ** 2)));
}

/** Shows a row unless a margin needs it. */
function showKept(cover: Cover, row: number): boolean {
  cover.show(row);
  if (cover.keeps(row)) return true;
  cover.withhold(row);
  return false;
}
