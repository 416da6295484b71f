/**
 * A figure as what adds up: for each population what its contributors add to every sum, how many of
 * them are counted and how many there are. The fewest persons behind a figure are no sum, and are
 * found from these.
 */
import { fewest, populationsOf } from "../engine/counted-rows.ts";
import type { CountedRow, Plan, PlannedPopulation, PlannedQuestion } from "../engine/plan.ts";

/** What one population adds to a figure. */
export interface Part {
  /** The population, or `expected`. */
  readonly id: string;
  readonly population: string;
  /** Everybody in the population is expected, so that nobody is in a cell that is not seen. */
  readonly question: PlannedQuestion;
}

/** A cell of a part. */
export interface PartCell {
  readonly codes: Readonly<Record<string, string>>;
  readonly sums: Readonly<Record<string, bigint>>;
  /** Persons whose values are known. */
  readonly counted: number;
  readonly everyone: number;
}

/** Cells by their codes. */
export type PartCells = ReadonlyMap<string, PartCell>;

/** Id of the part that says who should have been seen. */
const expectedPart = "expected";

/** The parts of the one question of a plan. */
export function partsOf(plan: Plan): readonly Part[] {
  return plan.questions.flatMap((question) => {
    const counted = populationsOf(question).map((population) => ({
      id: `counted ${population}`,
      population,
      question: partOver(question, population),
    }));
    const { expected } = question;
    if (expected === undefined) return counted;
    const { population } = expected;
    const sums = [{ name: "EXPECTED", parts: [expected] }];
    const part = { id: expectedPart, sums, expected: everybodyIn(population) };
    return [...counted, { id: expectedPart, population, question: part }];
  });
}

function partOver(question: PlannedQuestion, population: string): PlannedQuestion {
  const sums = question.sums.flatMap(({ name, parts }) => {
    const own = parts.filter((term) => term.population === population);
    return own.length === 0 ? [] : [{ name, parts: own }];
  });
  return { id: `counted ${population}`, sums, expected: everybodyIn(population) };
}

function everybodyIn(population: string): NonNullable<PlannedQuestion["expected"]> {
  return { population, value: { kind: "literal", value: 1 } };
}

/** A plan that answers some parts only, each under an id of its own. */
export function partPlan(plan: Plan, parts: readonly Part[], idOf: (part: Part) => string): Plan {
  const names = new Set(parts.map(({ population }) => population));
  return {
    populations: plan.populations.filter(({ name }) => names.has(name)),
    questions: parts.map((part) => ({ ...part.question, id: idOf(part) })),
    dimensions: plan.dimensions,
  };
}

/** Whether a population reads one of these relations row by row. */
export function readsAny(population: PlannedPopulation, relations: ReadonlySet<string>): boolean {
  const { relation, lookups } = population;
  return [relation, ...lookups.map((lookup) => lookup.relation)].some((name) =>
    relations.has(name),
  );
}

/** What an engine counted for a part. */
export function partCells(rows: readonly CountedRow[]): PartCells {
  return new Map(
    rows.map(({ codes, sums, contributors, expected }) => [
      keyOf(codes),
      { codes, sums, counted: contributors, everyone: expected ?? 0 },
    ]),
  );
}

/** The text by which a cell is known. */
export function keyOf(codes: PartCell["codes"]): string {
  return JSON.stringify(Object.values(codes));
}

/** The cells that differ, as they are with `later` instead of `earlier` in them. */
export function moved(
  cells: PartCells,
  earlier: PartCells,
  later: PartCells,
): ReadonlyMap<string, PartCell> {
  const changed = new Map<string, PartCell>();
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [was, minus, plus] = [cells, earlier, later].map((each) => each.get(key));
    const { codes } = plus ?? minus ?? { codes: {} };
    const next = added(added(was, plus, 1n), minus, -1n);
    if (was === undefined || !isSame(was, next)) changed.set(key, { codes, ...next });
  }
  return changed;
}

type Amounts = Omit<PartCell, "codes">;

function added(left: Amounts | undefined, right: Amounts | undefined, sign: 1n | -1n): Amounts {
  const names = new Set([left, right].flatMap((each) => Object.keys(each?.sums ?? {})));
  const sums = [...names].map((name) => {
    const sum = (left?.sums[name] ?? 0n) + sign * (right?.sums[name] ?? 0n);
    return [name, sum] as const;
  });
  const factor = Number(sign);
  return {
    sums: Object.fromEntries(sums),
    counted: (left?.counted ?? 0) + factor * (right?.counted ?? 0),
    everyone: (left?.everyone ?? 0) + factor * (right?.everyone ?? 0),
  };
}

function isSame(left: Amounts, right: Amounts): boolean {
  return (
    left.counted === right.counted &&
    left.everyone === right.everyone &&
    Object.keys(right.sums).every((name) => left.sums[name] === right.sums[name])
  );
}

/** The cells of a figure from its parts: those that somebody is seen or expected in, and the whole. */
export function rowsOf(
  { questions: [question], dimensions, populations }: Plan,
  parts: ReadonlyMap<string, PartCells>,
): readonly CountedRow[] {
  if (question === undefined) return [];
  const totals = new Map(
    populations.flatMap((population) => population.dimensions.map(({ id, total }) => [id, total])),
  );
  const whole = Object.fromEntries(dimensions.map((id) => [id, totals.get(id) ?? ""]));
  const codes = new Map([[keyOf(whole), whole]]);
  for (const cells of parts.values()) {
    for (const [key, cell] of cells) codes.set(key, cell.codes);
  }
  return [...codes]
    .map(([key, own]) => rowOf(question, own, (part) => parts.get(part)?.get(key)))
    .filter(({ seen, row }) => seen || keyOf(row.codes) === keyOf(whole))
    .map(({ row }) => row);
}

function rowOf(
  question: PlannedQuestion,
  codes: PartCell["codes"],
  cellOf: (part: string) => PartCell | undefined,
): { readonly row: CountedRow; readonly seen: boolean } {
  const populations = populationsOf(question);
  const over = (name: string): PartCell | undefined => cellOf(`counted ${name}`);
  const counted = (name: string): number => over(name)?.counted ?? 0;
  const expected = question.expected === undefined ? null : (cellOf(expectedPart)?.counted ?? 0);
  const row = {
    codes,
    sums: Object.fromEntries(
      question.sums.map(({ name }) => [
        name,
        populations.reduce((sum, population) => sum + (over(population)?.sums[name] ?? 0n), 0n),
      ]),
    ),
    rank: null,
    contributors: fewest(question, counted),
    excluded: populations.reduce(
      (sum, name) => sum + (over(name)?.everyone ?? 0) - counted(name),
      0,
    ),
    expected,
  };
  const seen = populations.some((name) => counted(name) > 0) || (expected ?? 0) > 0;
  return { row, seen };
}
