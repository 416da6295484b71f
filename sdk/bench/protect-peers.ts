/** What is known of other programs on tables of this size; nothing of it is measured here. */
interface Known {
  readonly cellsMin: number;
  readonly cellsMax: number;
  readonly lines: readonly string[];
}

/**
 * Other programs on tables of the same cut and about the same share of small cells, whose numbers
 * were drawn otherwise, on two cores: compare orders of magnitude, not seconds.
 */
const known: readonly Known[] = [
  {
    cellsMin: 1200,
    cellsMax: 2000,
    lines: [
      "1,512 cells, 244 small: GaussSuppression 65 cells besides in 1.1 s",
      "sdcTable OPT 61 in 28 s, HYPERCUBE 88 in 39 s, HITAS ends with an error",
    ],
  },
  {
    cellsMin: 100_000,
    cellsMax: 200_000,
    lines: [
      "146,916 cells, 21,222 small: GaussSuppression 6,401 cells besides in 4,778 s",
      "without a proof of how wide what is left stays",
    ],
  },
];

/** Lines to print beside ours, each of which says where it is from. */
export function published(cells: number): readonly string[] {
  const own = known.filter(({ cellsMin, cellsMax }) => cells >= cellsMin && cells <= cellsMax);
  return own.flatMap(({ lines }) => lines.map((line) => `not measured here: ${line}`));
}
