/**
 * Several plans as one, so that what they have in common is read and folded once: the rows of a
 * contributor, the records that are looked up, the dimensions.
 */
import { isDeepStrictEqual } from "node:util";
import type { PopulationKey } from "../record-key.ts";
import { placedDimensions, schoolColumn } from "./behind-sql.ts";
import { columnsOf, type Expression, substitute } from "./expression.ts";
import type {
  Plan,
  PlannedDimension,
  PlannedMeasure,
  PlannedPopulation,
  PlannedQuestion,
  PlannedTerm,
} from "./plan.ts";

/** A population of the shared plan, while others join it. */
interface Shared {
  readonly name: string;
  readonly population: PlannedPopulation;
  readonly dimensions: Map<string, PlannedDimension>;
  /** What gives its contributors their keys, as soon as one of the plans asks for them. */
  readonly keyed: { key?: PopulationKey };
  /** What is measured, as text → the measure, under its name in the shared plan. */
  readonly measures: Map<string, PlannedMeasure>;
}

/** The plans as one. Their questions keep their ids, which must differ. */
export function sharedPlan(plans: readonly Plan[]): Plan {
  const shared = new Map<string, Shared>();
  const questions = plans.flatMap((plan) => {
    const keys = identitiesOf(plan);
    const homes = new Map(
      plan.populations.map((population, index) => [
        population.name,
        admit(population, keys[index] ?? "", shared),
      ]),
    );
    return plan.questions.map((question) => moved(question, homes));
  });
  const dimensions = [...new Set(plans.flatMap((plan) => plan.dimensions))];
  const all = dimensionsOf(plans);
  return {
    populations: [...shared.values()].map((each) => populationOf(each, dimensions, all)),
    questions,
    dimensions,
    cuts: plans.flatMap((plan) => plan.cuts ?? [plan.dimensions]),
  };
}

/** Plans that have a population in common belong together; each group is worth one statement. */
export function plansThatShare(plans: readonly Plan[]): readonly (readonly Plan[])[] {
  const groups: { keys: ReadonlySet<string>; plans: readonly Plan[] }[] = [];
  for (const plan of plans) {
    const keys = new Set(identitiesOf(plan));
    const related = groups.filter((group) => [...group.keys].some((key) => keys.has(key)));
    const rest = groups.filter((group) => !related.includes(group));
    const joined = {
      keys: new Set([...keys, ...related.flatMap((group) => [...group.keys])]),
      plans: [...related.flatMap((group) => group.plans), plan],
    };
    groups.splice(0, groups.length, ...rest, joined);
  }
  return groups.map((group) => group.plans);
}

/**
 * What the populations of a plan are known by. Two of one plan are never the same one, because who is
 * unknown in one of them may count in the other.
 */
function identitiesOf({ populations }: Plan): readonly string[] {
  const keys = populations.map(identityOf);
  return keys.map((key, index) => {
    const before = keys.slice(0, index).filter((other) => other === key).length;
    return `${before} ${key}`;
  });
}

/** What makes two populations the same rows of the same contributors. */
function identityOf(population: PlannedPopulation): string {
  const { relation, contributor, orderBy, lookups, where, persons, measures } = population;
  const measure = measures.find(({ name }) => name === persons);
  const counted = measure === undefined ? null : textOf(measure);
  return JSON.stringify([relation, contributor, orderBy, lookups, where ?? null, counted]);
}

function textOf({ aggregate, of, filter }: PlannedMeasure): string {
  return JSON.stringify([aggregate, of ?? null, filter ?? null]);
}

/** Where a population lives in the shared plan, and what its measures are called there. */
interface Home {
  readonly name: string;
  readonly measures: ReadonlyMap<string, string>;
}

function admit(population: PlannedPopulation, known: string, shared: Map<string, Shared>): Home {
  const key = roomFor(population, known, shared);
  const home = shared.get(key) ?? {
    name: unused(
      population.name,
      [...shared.values()].map(({ name }) => name),
    ),
    population,
    dimensions: new Map<string, PlannedDimension>(),
    keyed: {},
    measures: new Map<string, PlannedMeasure>(),
  };
  shared.set(key, home);
  if (population.keyed !== undefined) home.keyed.key = population.keyed;
  for (const dimension of placedDimensions(population)) {
    home.dimensions.set(dimension.id, dimension);
  }
  const names = population.measures.map((measure) => {
    const text = textOf(measure);
    const taken = [...home.measures.values()].map(({ name }) => name);
    const own = home.measures.get(text) ?? { ...measure, name: unused(measure.name, taken) };
    home.measures.set(text, own);
    return [measure.name, own.name] as const;
  });
  return { name: home.name, measures: new Map(names) };
}

/**
 * Where a population fits in: the same rows may be placed in another way, by the joined records of
 * another school year, and nobody is in two places of one dimension or has two record keys.
 */
function roomFor(
  population: PlannedPopulation,
  key: string,
  shared: ReadonlyMap<string, Shared>,
): string {
  const fits = (home: Shared | undefined): boolean =>
    isKeyedAlike(home?.keyed.key, population.keyed) &&
    placedDimensions(population).every((dimension) => {
      const there = home?.dimensions.get(dimension.id) ?? dimension;
      return isDeepStrictEqual(there, dimension);
    });
  let room = key;
  while (!fits(shared.get(room))) room = `${room} elsewhere`;
  return room;
}

function isKeyedAlike(there: PopulationKey | undefined, own: PopulationKey | undefined): boolean {
  return there === undefined || own === undefined || there.isSame(own);
}

function unused(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

function dimensionsOf(plans: readonly Plan[]): ReadonlyMap<string, PlannedDimension> {
  const dimensions = plans.flatMap((plan) =>
    plan.populations.flatMap((population) => population.dimensions),
  );
  return new Map(dimensions.map((dimension) => [dimension.id, dimension]));
}

/**
 * A population with every dimension of the shared plan. Where it is cut by fewer, no figure of its
 * own is asked by the others, and its contributors count as unknown there.
 */
function populationOf(
  { name, population, dimensions, keyed, measures }: Shared,
  ids: readonly string[],
  all: ReadonlyMap<string, PlannedDimension>,
): PlannedPopulation {
  const own = [...measures.values()];
  const persons = population.measures.find((measure) => measure.name === population.persons);
  const school = dimensions.get(schoolColumn);
  return {
    ...population,
    name,
    measures: own,
    ...(persons === undefined
      ? {}
      : { persons: measures.get(textOf(persons))?.name ?? persons.name }),
    dimensions: ids.flatMap((id) => dimensions.get(id) ?? nowhere(all.get(id))),
    ...(school === undefined ? {} : { school }),
    ...(keyed.key === undefined ? {} : { keyed: keyed.key }),
  };
}

/** A dimension that a population is not cut by: everybody is in the code of the unknown. */
function nowhere(dimension: PlannedDimension | undefined): readonly PlannedDimension[] {
  if (dimension === undefined) return [];
  const { id, unknown, total } = dimension;
  return [{ id, map: {}, unknown, total }];
}

function moved(question: PlannedQuestion, homes: ReadonlyMap<string, Home>): PlannedQuestion {
  const term = (each: PlannedTerm): PlannedTerm => movedTerm(each, homes);
  const { sums, rank, expected } = question;
  return {
    ...question,
    sums: sums.map((sum) => ({ ...sum, parts: sum.parts.map(term) })),
    ...(rank === undefined ? {} : { rank: { ...rank, ...term(rank) } }),
    ...(expected === undefined ? {} : { expected: term(expected) }),
  };
}

function movedTerm(term: PlannedTerm, homes: ReadonlyMap<string, Home>): PlannedTerm {
  const home = homes.get(term.population);
  if (home === undefined) throw new TypeError(`there is no population ${term.population}`);
  const { times } = term;
  return {
    population: home.name,
    value: renamed(term.value, home.measures),
    ...(times === undefined ? {} : { times: times.map((each) => renamed(each, home.measures)) }),
  };
}

function renamed(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  if (columnsOf(expression).size === 0) return expression;
  return substitute(expression, (leaf) =>
    leaf.kind === "column" ? { kind: "column", name: names.get(leaf.name) ?? leaf.name } : leaf,
  );
}
