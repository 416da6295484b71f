/**
 * The sums that a figure is made of. Most figures are one pair of sums. Plausible values make one
 * for each of them, replicate weights one for each sample that they stand for.
 */
import type { CountedMetric } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { columnsOf, substitute } from "../engine/expression.ts";
import type { PlannedSum, PlannedTerm } from "../engine/plan.ts";
import { UsageError } from "../errors.ts";
import type { Planning } from "./planning.ts";
import { countable, type PlannedTerms, type TypedTerm } from "./terms.ts";

/** Names of the sums of one draw. */
export interface Draw {
  readonly num: string;
  readonly den: string;
  /** Of the squares of the numerator's values, for a deviation. */
  readonly squares?: string;
}

/** The sums of a figure, and how they belong together. */
export interface Draws {
  readonly sums: readonly PlannedSum[];
  /** One per plausible value, with the final weight. */
  readonly main: readonly Draw[];
  /** For each plausible value, one per replicate weight. */
  readonly replicates: readonly (readonly Draw[])[];
}

/** The sums of numerator and denominator. */
export function planDraws(planning: Planning, terms: PlannedTerms): Draws {
  const { metric } = planning;
  requireDrawable(metric);
  const weight = plannedWeight(planning, terms);
  const values = places(planning, "plausible");
  const samples = metric.replicates === undefined ? [] : places(planning, "replicates");
  const sums = new Map<string, PlannedSum>();
  const draw = (value: number | null, sample: number | null): Draw => {
    const made = drawOf(terms, { planning, weight, value, sample });
    for (const sum of made.sums) sums.set(sum.name, sum);
    return made.draw;
  };
  const main = values.map((value) => draw(value, null));
  const replicates =
    samples.length === 0 ? [] : values.map((value) => samples.map((sample) => draw(value, sample)));
  return { sums: [...sums.values()], main, replicates };
}

/** 1, 2, … as many as the parameter says; one place without a number where nothing is declared. */
function places(
  { metric, bound }: Planning,
  which: "plausible" | "replicates",
): readonly (number | null)[] {
  const declared = metric[which];
  if (declared === undefined) return [null];
  const count = bound.given[declared.count];
  if (typeof count !== "number" || count < 1) {
    throw new UsageError(
      `${metric.id} takes the number of values from ${declared.count}, which is not a whole number from 1 on.`,
      "Declare the parameter as a whole number.",
    );
  }
  return Array.from({ length: count }, (_none, index) => index + 1);
}

const notDrawn: ReadonlySet<string> = new Set(["distribution", "deviation", "quantile"]);

/** Refuses plausible values and replicate weights where the figure is not one sum over another. */
function requireDrawable({ id, kind, plausible, replicates }: CountedMetric): void {
  if (!notDrawn.has(kind) || (plausible ?? replicates) === undefined) return;
  const part = plausible === undefined ? "replicates" : "plausible";
  throw new UsageError(
    `metric ${id}, ${part}: they make a share, a ratio or a mean, and no ${kind}.`,
    `Leave ${part} out, or declare the metric as a share for each part, or a mean.`,
  );
}

/** What multiplies both terms, if anything does. */
export function plannedWeight(planning: Planning, terms: PlannedTerms): Expression | undefined {
  const { metric } = planning;
  const [term] = terms.denominator;
  if (metric.weight === undefined || term === undefined) return undefined;
  return countable(metric.weight, term.population, planning, `metric ${metric.id}, weight`).value;
}

interface Drawing {
  readonly planning: Planning;
  readonly weight: Expression | undefined;
  readonly value: number | null;
  readonly sample: number | null;
}

interface MadeDraw {
  readonly draw: Draw;
  readonly sums: readonly PlannedSum[];
}

function drawOf(terms: PlannedTerms, drawing: Drawing): MadeDraw {
  const num = sumOf("NUM", terms.numerator, drawing);
  const den = sumOf("DEN", terms.denominator, drawing);
  const names = { num: num.name, den: den.name };
  if (drawing.planning.metric.kind !== "deviation") return { draw: names, sums: [num, den] };
  const squares = sumOf("SQUARES", terms.numerator, drawing, true);
  return { draw: { ...names, squares: squares.name }, sums: [num, den, squares] };
}

function sumOf(
  title: string,
  terms: readonly TypedTerm[],
  drawing: Drawing,
  isSquared = false,
): PlannedSum {
  const { planning, weight, value, sample } = drawing;
  const { plausible } = planning.metric;
  const readsValue =
    plausible !== undefined &&
    terms.some(({ planned }) => columnsOf(planned.value).has(plausible.as));
  const parts = terms.map(({ planned }): PlannedTerm => {
    const own = drawn(planned.value, drawing);
    const times = [
      ...(isSquared ? [own] : []),
      ...(weight === undefined ? [] : [drawn(weight, drawing)]),
    ];
    return { population: planned.population, value: own, ...(times.length === 0 ? {} : { times }) };
  });
  const marks = [readsValue ? value : null, sample === null ? null : `R${sample}`];
  return { name: [title, ...marks.filter((mark) => mark !== null)].join("."), parts };
}

/** The expression with the plausible value and the weight of a draw in their places. */
function drawn(expression: Expression, { planning, value, sample }: Drawing): Expression {
  const { plausible, replicates } = planning.metric;
  return substitute(expression, (leaf) => {
    if (leaf.kind !== "column") return leaf;
    if (leaf.name === plausible?.as) return item(plausible.list, value);
    if (leaf.name === replicates?.as && sample !== null) return item(replicates.list, sample);
    return leaf;
  });
}

function item(list: string, place: number | null): Expression {
  return {
    kind: "call",
    name: "list_item",
    of: [
      { kind: "column", name: list },
      { kind: "literal", value: place },
    ],
  };
}
