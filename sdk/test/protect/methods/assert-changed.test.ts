import { expect, test } from "vitest";
import { assertChanged } from "../../../src/protect/methods/assert-changed.ts";
import type { Altered, Observation } from "../../../src/publication.ts";
import { flat, tableOf } from "../tables.ts";

const table = tableOf(
  [flat("SEX", "F", "M")],
  [
    [["F"], 3, 17],
    [["M"], 2, 14],
  ],
);

/** The rows of the table with these numbers, in its order. */
function rows(...numbers: readonly (readonly [number | null, number | null])[]): Observation[] {
  return table.cells.map(({ codes }, row) => {
    const [num = null, den = null] = numbers[row] ?? [];
    return { codes, num, den, value: null, status: "A", confidentiality: "F" };
  });
}

const rounded: Altered = { kind: "round", base: 5, promises: [], limits: [] };
const noisy: Altered = { kind: "cell-key", deviationMax: 2, promises: [], limits: [] };
const order = table.cells.map(({ codes }) => codes["SEX"]);

test("the cells of the table stand in a known order", () => {
  expect(order).toEqual(["F", "_T", "M"]);
});

test("what keeps its promise passes", () => {
  expect(() => assertChanged(table, rows([5, 20], [5, 35], [0, 15]), rounded)).not.toThrow();
  expect(() => assertChanged(table, rows([2, 19], [6, 30], [2, 12]), noisy)).not.toThrow();
  expect(() => assertChanged(table, rows([null, null], [5, 35], [0, 15]), rounded)).not.toThrow();
});

test.each([
  ["a count between 0 and the base", rows([4, 20], [5, 35], [0, 15]), rounded],
  ["a rest between 0 and the base", rows([5, 9], [5, 35], [0, 15]), rounded],
  ["a part that exceeds its whole", rows([21, 20], [5, 35], [0, 15]), rounded],
  ["a negative count", rows([-1, 17], [6, 30], [2, 12]), noisy],
  ["a count too far from the truth", rows([2, 20], [6, 30], [2, 12]), noisy],
  ["half of a cell without numbers", rows([null, 20], [5, 35], [0, 15]), rounded],
  ["a row too few", rows([5, 20], [5, 35], [0, 15]).slice(1), rounded],
  ["rows in another order", rows([5, 20], [5, 35], [0, 15]).toReversed(), rounded],
  [
    "a number where too little was collected",
    rows([5, 20], [5, 35], [0, 15]).map((row) => ({ ...row, status: "L" as const })),
    rounded,
  ],
] as const)("%s is not published", (_what, observations, altered) => {
  expect(() => assertChanged(table, observations, altered)).toThrow(Error);
});

test("noise from a budget is of any size", () => {
  const altered: Altered = { kind: "noise", promises: [], limits: [] };
  expect(() => assertChanged(table, rows([-40, 20], [5, -35], [0, 15]), altered)).not.toThrow();
});
