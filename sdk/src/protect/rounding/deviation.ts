/** How far rounded figures lie from the true ones, in the measures that statistical offices report. */
export interface Deviation {
  readonly figures: number;
  readonly mean: number;
  readonly greatest: number;
  readonly rootMeanSquare: number;
  /** 1 minus the Hellinger distance of the two, as a share of the greatest that it can be. */
  readonly hellingerUtility: number;
}

/** Collects the errors of figures, one after the other. */
export interface Deviations {
  readonly add: (truth: number, rounded: number) => void;
  readonly deviation: () => Deviation;
}

/** Compares figures one by one. */
export function deviationOf(truth: ArrayLike<number>, rounded: ArrayLike<number>): Deviation {
  const all = openDeviations();
  for (let figure = 0; figure < truth.length; figure += 1) {
    all.add(truth[figure] ?? 0, rounded[figure] ?? 0);
  }
  return all.deviation();
}

/** Deviations of no figures yet. */
export function openDeviations(): Deviations {
  let [figures, absolute, squares, greatest, hellinger, total] = [0, 0, 0, 0, 0, 0];
  return {
    add: (truth, rounded) => {
      figures += 1;
      total += truth;
      if (truth === rounded) return;
      const error = Math.abs(rounded - truth);
      absolute += error;
      squares += error * error;
      greatest = Math.max(greatest, error);
      hellinger += (Math.sqrt(truth) - Math.sqrt(rounded)) ** 2;
    },
    deviation: () => ({
      figures,
      mean: absolute / Math.max(1, figures),
      greatest,
      rootMeanSquare: Math.sqrt(squares / Math.max(1, figures)),
      hellingerUtility: total === 0 ? 1 : 1 - Math.sqrt(hellinger / 2 / total),
    }),
  };
}
