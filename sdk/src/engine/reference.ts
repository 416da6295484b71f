/**
 * The engine every other one is compared with: arrays in memory, one step after the other, slow and
 * obvious. Days are text `YYYY-MM-DD`, lists are arrays.
 */
import { compareText } from "./compare-text.ts";
import { fewest, fewestSchools, populationsOf } from "./counted-rows.ts";
import { cellKey } from "../record-key.ts";
import type { Engine } from "./engine.ts";
import { evaluate } from "./evaluate.ts";
import type { CountedRow, Plan, PlannedQuestion, PlannedTerm } from "./plan.ts";
import { type Contributor, contributorsOf } from "./reference-places.ts";
import type { Tables } from "./reference-rows.ts";

export type { Tables } from "./reference-rows.ts";

/** An engine over rows in memory, for tests. */
export function openReference(tables: Tables): Engine {
  return {
    name: "reference",
    version: "1",
    cells: (plan) => Promise.resolve(cellsOf(plan, tables)),
    close: () => undefined,
  };
}

function cellsOf(plan: Plan, tables: Tables): ReadonlyMap<string, readonly CountedRow[]> {
  const everyone = new Map(
    plan.populations.map((population) => [population.name, contributorsOf(population, tables)]),
  );
  return new Map(plan.questions.map((question) => [question.id, answer(plan, question, everyone)]));
}

type Everyone = ReadonlyMap<string, readonly Contributor[]>;

/** The cells of one question. */
function answer(plan: Plan, question: PlannedQuestion, everyone: Everyone): readonly CountedRow[] {
  const all = (name: string): readonly Contributor[] => everyone.get(name) ?? [];
  const members: Members = {
    counted: new Map(
      populationsOf(question).map((name) => {
        const [known, unknown] = parted(all(name), (each) => isKnown(question, name, each));
        return [name, { known, unknown }];
      }),
    ),
    expected: expectedOf(question, all),
  };
  const seen = [...members.counted.values()].flatMap(({ known }) => known);
  const codes = [...seen, ...(members.expected ?? [])].map((each) => each.codes);
  const isWhole = (margin: readonly string[]): boolean =>
    totalsOf(plan).every((code, index) => code === margin[index]);
  return margins(plan, codes).flatMap((margin) => {
    const cell = cellOf(plan, { question, margin, members });
    return isWhole(margin) || isSeen(plan, margin, members, cell) ? [cell] : [];
  });
}

/** Whether there are persons in a cell, or anything adds up in it. */
function isSeen(
  plan: Plan,
  margin: readonly string[],
  { counted, expected }: Members,
  { sums }: CountedRow,
): boolean {
  const everyone = [...[...counted.values()].flatMap(({ known }) => known), ...(expected ?? [])];
  return (
    Object.values(sums).some((sum) => sum !== 0n) ||
    personsIn(everyone.filter((each) => isInside(plan, margin, each))) > 0
  );
}

function isInside(plan: Plan, margin: readonly string[], { codes }: Contributor): boolean {
  const totals = totalsOf(plan);
  return margin.every((code, index) => code === totals[index] || code === codes[index]);
}

function expectedOf(
  { expected }: PlannedQuestion,
  all: (name: string) => readonly Contributor[],
): readonly Contributor[] | null {
  if (expected === undefined) return null;
  return all(expected.population).filter(
    (each) => evaluate(expected.value, each.measures) !== null,
  );
}

function parted<T>(
  list: readonly T[],
  isFirst: (each: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [list.filter((each) => isFirst(each)), list.filter((each) => !isFirst(each))];
}

/** Every combination of codes and totals that somebody is in, and the whole even if nobody is. */
function margins(plan: Plan, codes: readonly (readonly string[])[]): readonly string[][] {
  const totals = totalsOf(plan);
  const found = [totals, ...codes].flatMap((code) => rolledUp(code, totals));
  const counted = found.filter((margin) => isCounted(plan, margin, totals));
  const distinct = new Map(counted.map((margin) => [JSON.stringify(margin), margin]));
  return [...distinct.values()].toSorted(compareCodes);
}

/** Whether a margin is one of a cut: what is not rolled up is cut together somewhere. */
function isCounted(
  { dimensions, cuts = [dimensions] }: Plan,
  margin: readonly string[],
  totals: readonly string[],
): boolean {
  const crossed = dimensions.filter((_id, index) => margin[index] !== totals[index]);
  return cuts.some((cut) => crossed.every((id) => cut.includes(id)));
}

/** A combination of codes with every subset of them replaced by the total. */
function rolledUp(codes: readonly string[], totals: readonly string[]): readonly string[][] {
  return codes.reduce<string[][]>(
    (made, code, index) =>
      made.flatMap((start) => [
        [...start, code],
        [...start, totals[index] ?? ""],
      ]),
    [[]],
  );
}

interface Members {
  /** Population → those who count, and those whose value is unknown. */
  readonly counted: ReadonlyMap<
    string,
    { readonly known: readonly Contributor[]; readonly unknown: readonly Contributor[] }
  >;
  readonly expected: readonly Contributor[] | null;
}

interface CellQuestion {
  readonly question: PlannedQuestion;
  readonly margin: readonly string[];
  readonly members: Members;
}

function cellOf(plan: Plan, { question, margin, members }: CellQuestion): CountedRow {
  const inside = (list: readonly Contributor[]): readonly Contributor[] =>
    list.filter((each) => isInside(plan, margin, each));
  const known = (name: string): readonly Contributor[] =>
    inside(members.counted.get(name)?.known ?? []);
  const unknown = [...members.counted.values()].flatMap((each) => inside(each.unknown));
  return {
    codes: Object.fromEntries(plan.dimensions.map((id, index) => [id, margin[index] ?? ""])),
    sums: Object.fromEntries(
      question.sums.map(({ name, parts }) => [
        name,
        parts.reduce((before, term) => before + total(term, known(term.population)), 0n),
      ]),
    ),
    rank: rankOf(question, known),
    contributors: fewest(question, (name) => personsIn(known(name))),
    excluded: personsIn(unknown),
    expected: members.expected && personsIn(inside(members.expected)),
    ...behindOf(question, known),
  };
}

/** What a question asks about who is behind a cell. */
function behindOf(
  question: PlannedQuestion,
  known: (name: string) => readonly Contributor[],
): Pick<CountedRow, "largest" | "schools" | "keys"> {
  const { sums, largest, schools, keys } = question;
  const schoolsIn = (name: string): number =>
    new Set(known(name).flatMap(({ school }) => school ?? [])).size;
  return {
    ...(largest === undefined
      ? {}
      : {
          largest: Object.fromEntries(
            sums
              .filter(({ name }) => largest.includes(name))
              .map(({ name, parts }) => [name, greatest(parts, known)]),
          ),
        }),
    ...(schools === undefined ? {} : { schools: fewestSchools(question, schoolsIn) }),
    ...(keys === undefined
      ? {}
      : {
          keys: Object.fromEntries(
            sums
              .filter(({ name }) => keys.includes(name))
              .map(({ name, parts }) => [name, keyOf(parts, known)]),
          ),
        }),
  };
}

/** The most that one contributor of a population adds to a sum, without its sign. */
function greatest(
  parts: readonly PlannedTerm[],
  known: (name: string) => readonly Contributor[],
): bigint {
  return additions(parts, known)
    .map(({ value }) => (value < 0n ? -value : value))
    .reduce((most, value) => (value > most ? value : most), 0n);
}

/** The record keys of those who add something to a sum, as the key of a cell. */
function keyOf(
  parts: readonly PlannedTerm[],
  known: (name: string) => readonly Contributor[],
): number {
  return cellKey(
    additions(parts, known).flatMap(({ value, key }) => (value === 0n ? [] : (key ?? []))),
  );
}

/** What each contributor of each population adds to a sum. */
function additions(
  parts: readonly PlannedTerm[],
  known: (name: string) => readonly Contributor[],
): readonly { readonly value: bigint; readonly key: number | null }[] {
  return [...new Set(parts.map(({ population }) => population))].flatMap((name) =>
    known(name).map((each) => {
      const own = parts.filter(({ population }) => population === name);
      return { value: own.reduce((sum, term) => sum + total(term, [each]), 0n), key: each.key };
    }),
  );
}

function personsIn(contributors: readonly Contributor[]): number {
  return contributors.reduce((before, { persons }) => before + persons, 0);
}

/** Adds up exactly: the products of whole numbers that a double still tells apart. */
function total({ value, times = [] }: PlannedTerm, contributors: readonly Contributor[]): bigint {
  const added = contributors
    .map(({ measures }) =>
      [value, ...times]
        .map((factor) => BigInt(exact(Number(evaluate(factor, measures)))))
        .reduce((product, factor) => product * factor),
    )
    .reduce((before, product) => before + product, 0n);
  return times.length === 0 ? fitting(added) : added;
}

/** A sum that no engine holds in its column of 64 bits. */
function fitting(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new RangeError("a sum is not a whole number of 64 bits");
}

/** A whole number that a double still tells from its neighbours. */
function exact(value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError("a whole number is larger than 2^53");
}

/** The values on both sides of the rank, which are one value unless the rank falls between two. */
function rankOf(
  { rank }: PlannedQuestion,
  known: (name: string) => readonly Contributor[],
): CountedRow["rank"] {
  if (rank === undefined) return null;
  const values = known(rank.population)
    .map(({ measures }) => Number(evaluate(rank.value, measures)))
    .toSorted((a, b) => a - b);
  const { numerator, denominator } = rank.below;
  const at = (isPast: (upto: number) => boolean): number | undefined =>
    values.find((_value, index) => isPast((index + 1) * denominator));
  const low = at((upto) => upto >= values.length * numerator);
  const high = at((upto) => upto > values.length * numerator);
  return low === undefined || high === undefined
    ? null
    : { low: BigInt(exact(low)), high: BigInt(exact(high)) };
}

/** Whether every term of a question over a population has a value for a contributor of it. */
function isKnown(
  question: PlannedQuestion,
  population: string,
  { measures }: Contributor,
): boolean {
  const { sums, rank } = question;
  const terms = sums
    .flatMap(({ parts }) => parts)
    .flatMap(({ population: of, value, times = [] }) =>
      of === population ? [value, ...times] : [],
    );
  const ranked = rank?.population === population ? [rank.value] : [];
  return [...terms, ...ranked].every((value) => evaluate(value, measures) !== null);
}

function totalsOf({ populations, dimensions }: Plan): readonly string[] {
  const planned = populations.flatMap((population) => population.dimensions);
  return dimensions.map((id) => planned.find((dimension) => dimension.id === id)?.total ?? "");
}

function compareCodes(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((code, place) => code !== b[place]);
  return index === -1 ? 0 : compareText(a[index] ?? "", b[index] ?? "");
}
