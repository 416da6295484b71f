import { bundlesOf } from "./bundles.ts";
import type { Bundles } from "./bundles.ts";
import type { Component } from "./component.ts";
import type { Equations } from "../equations.ts";
import type { Findings, Wanted } from "./findings.ts";
import { incidenceOf } from "./incidence.ts";
import type { Incidence } from "./incidence.ts";
import { Mender } from "./mender.ts";
import { numberAt } from "./number-at.ts";
import { stepsFor } from "./repair.ts";
import { isExchange, isWitness } from "./witness.ts";

/** Rounds over all demands that are still open; from the second on, found tables are gone on from. */
const roundsMax = 8;
/** Steps of mending after one push, four times as many in every round, and when it is enough. */
const stepsPerPush = 150;
const stepsPerPushMax = 20_000;
/** Steps of mending a table in which everything is at one end. */
const endStepsMax = 2000;
/** Times that the equations of a first guess are brought nearer to their totals. */
const guessesMax = 24;

/** One part of a system, and what somebody would like to know of it. */
export interface Pushed {
  readonly component: Component;
  readonly demands: readonly Wanted[];
  /** Unknown of the system → its number in the component. */
  readonly placeOf: Int32Array;
  readonly findings: Findings;
  /** Told from time to time how many demands are dealt with. */
  readonly progress: (done: number) => void;
}

/**
 * Shows demands to be met without any solver: from one possible table, an unknown is pushed to where
 * its demand is met, and the equations that this breaks are mended by other unknowns. Each push that
 * can be mended is a possible table, for all unknowns that took part in it, and so is the way back.
 */
export function push({ component, demands, placeOf, findings, progress }: Pushed): void {
  const incidence = incidenceOf(component);
  // Where hardly anything is known together, everything can be as small or as great as it can alone.
  startFrom(component.least, component, { incidence, findings, stepsMax: endStepsMax });
  startFrom(component.most, component, { incidence, findings, stepsMax: endStepsMax });
  if (!demands.some((demand) => isOpenIn(demand, findings))) return;
  const bundles = bundlesOf(component);
  if (bundles === null) return;
  const mender = startBetween(bundles, component, findings);
  if (mender === null) return;
  const pusher = new Pusher(component, incidence, { mender, bundles }, findings);
  let [open, done] = [demands, 0];
  const isOpen = (demand: Wanted): boolean => isOpenIn(demand, findings);
  for (let round = 0; round < roundsMax && open.length > 0; round += 1) {
    open.forEach((demand, at) => {
      if (isOpen(demand)) pusher.push(demand, numberAt(placeOf, demand.unknown), round);
      if (!isOpen(demand)) done += 1;
      if (at % 100 === 99) progress(done);
    });
    open = open.filter(isOpen);
  }
}

function isOpenIn(demand: Wanted, findings: Findings): boolean {
  return !findings.isMet(demand) && !findings.isHopeless(demand);
}

/** A possible table near some numbers; null when none was found. */
function startFrom(
  near: Float64Array,
  component: Component,
  {
    incidence,
    findings,
    stepsMax = Number.POSITIVE_INFINITY,
  }: {
    readonly incidence: Incidence;
    readonly findings: Findings;
    readonly stepsMax?: number;
  },
): Mender | null {
  if (near.some((value) => !Number.isFinite(value))) return null;
  const mender = new Mender(component, incidence, near);
  mender.mend(Math.min(stepsMax, stepsFor(mender)));
  mender.keep();
  if (mender.broken > 0 || !isWitness(component, mender.values)) return null;
  findings.see(component, mender.values);
  return mender;
}

/** A possible table to go on from, between bundles; null when none was found. */
function startBetween(bundles: Bundles, component: Component, findings: Findings): Mender | null {
  const { equations } = bundles;
  const mender = new Mender(equations, incidenceOf(equations), guessOf(equations));
  mender.mend(stepsFor(mender));
  mender.keep();
  const values = component.least.map((_, unknown) => valueOf(unknown, bundles, mender));
  if (mender.broken > 0 || !isWitness(component, values)) return null;
  findings.see(component, values);
  return mender;
}

/** What an unknown is, by its bundle. */
function valueOf(
  unknown: number,
  { bundleOf, signs, shifts }: Bundles,
  { values }: Mender,
): number {
  const own = numberAt(signs, unknown) * numberAt(values, numberAt(bundleOf, unknown));
  return own + numberAt(shifts, unknown);
}

class Pusher {
  readonly #component: Component;
  readonly #incidence: Incidence;
  readonly #mender: Mender;
  readonly #bundles: Bundles;
  readonly #findings: Findings;
  /** What was pushed last, unknown by unknown. */
  readonly #values: Float64Array;

  constructor(
    component: Component,
    incidence: Incidence,
    { mender, bundles }: { readonly mender: Mender; readonly bundles: Bundles },
    findings: Findings,
  ) {
    this.#component = component;
    this.#incidence = incidence;
    this.#mender = mender;
    this.#bundles = bundles;
    this.#findings = findings;
    this.#values = new Float64Array(component.least.length);
  }

  /** Pushes one unknown up and, where that does not do, down. */
  push(demand: Wanted, place: number, round: number): void {
    const { unknown, width, reach } = demand;
    const { least, most, limits } = this.#findings;
    const up = Math.max(reach, numberAt(least, unknown) + width);
    if (up <= numberAt(limits.most, unknown)) this.#to(place, up, round);
    if (this.#findings.isMet(demand) || numberAt(most, unknown) < reach) return;
    const down = numberAt(most, unknown) - width;
    if (down >= numberAt(limits.least, unknown)) this.#to(place, down, round);
  }

  #to(place: number, value: number, round: number): void {
    const mender = this.#mender;
    const bundle = numberAt(this.#bundles.bundleOf, place);
    const step = value - valueOf(place, this.#bundles, mender);
    mender.move(bundle, numberAt(this.#bundles.signs, place) * step);
    const stepsMax = Math.min(stepsPerPushMax, stepsPerPush << (2 * round));
    const steps = mender.mend(stepsMax, bundle) ? this.#steps() : null;
    if (steps !== null && isExchange(this.#component, this.#incidence, this.#values, steps)) {
      this.#findings.seeSteps(this.#component, this.#values, steps);
      if (round > 0) {
        mender.keep();
        return;
      }
    }
    mender.undo();
  }

  /** By how much unknowns differ from what they were, each with its bundle. */
  #steps(): ReadonlyMap<number, number> {
    const { starts, members, signs } = this.#bundles;
    const steps = new Map<number, number>();
    for (const [bundle, step] of this.#mender.changes()) {
      for (let at = numberAt(starts, bundle); at < numberAt(starts, bundle + 1); at += 1) {
        const unknown = numberAt(members, at);
        this.#values[unknown] = valueOf(unknown, this.#bundles, this.#mender);
        steps.set(unknown, numberAt(signs, unknown) * step);
      }
    }
    return steps;
  }
}

/** Real numbers that come near to fulfilling all equations. */
function guessOf({ least, most, starts, unknowns, factors, totals }: Equations): Float64Array {
  const guess = least.slice();
  for (let turn = 0; turn < guessesMax; turn += 1) {
    for (let row = 0; row < totals.length; row += 1) {
      let [missing, norm] = [numberAt(totals, row), 0];
      for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
        const factor = numberAt(factors, at);
        missing -= factor * numberAt(guess, numberAt(unknowns, at));
        norm += factor * factor;
      }
      if (missing === 0) continue;
      for (let at = numberAt(starts, row); at < numberAt(starts, row + 1); at += 1) {
        const unknown = numberAt(unknowns, at);
        const value = numberAt(guess, unknown) + (missing * numberAt(factors, at)) / norm;
        guess[unknown] = Math.max(
          numberAt(least, unknown),
          Math.min(numberAt(most, unknown), value),
        );
      }
    }
  }
  return guess;
}
