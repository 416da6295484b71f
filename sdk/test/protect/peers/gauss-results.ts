import type { Axis } from "./microdata.ts";

/**
 * A result of GaussSuppression: its microdata cut into our tables, one for each hierarchy of its
 * formula, because a dimension of ours is one tree.
 */
export interface Result {
  readonly file: string;
  readonly input: string;
  /** Column of the microdata that says how many, and that of the result. */
  readonly count: string;
  readonly countInResult: string;
  /** Columns of the result that say where a line is. */
  readonly columns: readonly string[];
  readonly cuts: readonly (readonly Axis[])[];
  /** Our dimension → the column that its codes are in, where it is called otherwise. */
  readonly family: Readonly<Record<string, string>>;
  /** Groups of at most so many are sensitive, from 1 or from 0. */
  readonly most: number;
  readonly zeros: boolean;
}

type Source = Omit<Result, "file" | "most" | "zeros">;

const ant = { count: "ant", countInResult: "ant", family: {} };
const regions: readonly Axis[] = [
  ["region", "fylke"],
  ["region", "kostragr"],
];
const z1: Source = {
  ...ant,
  input: "z1",
  columns: ["region", "hovedint"],
  cuts: [[["region"], ["hovedint"]]],
};
const z2: Source = { ...z1, input: "z2", cuts: regions.map((region) => [region, ["hovedint"]]) };
const z3: Source = {
  ...ant,
  input: "z3",
  columns: ["region", "hovedint", "mnd"],
  cuts: regions.map((region) => [region, ["hovedint"], ["mnd", "mnd2"]]),
};
const accidents: Source = {
  input: "mun_accidents",
  count: "freq",
  countInResult: "freq",
  columns: ["mun", "inj"],
  cuts: [[["mun"], ["inj"]]],
  family: {},
};
const counties: readonly (readonly Axis[])[] = [[["region", "county"]], [["region", "k_group"]]];
const people = { count: "f", countInResult: "f", family: { k_group: "region" } };

/** The results whose tables ours can express. */
export const results: readonly Result[] = [
  { ...z1, file: "z1_default", most: 3, zeros: true },
  { ...z1, file: "z1_maxN5_pz0_sz0", most: 5, zeros: false },
  { ...z2, file: "z2_default", most: 3, zeros: true },
  { ...z2, file: "z2_maxN5_pz0", most: 5, zeros: false },
  { ...z2, file: "z2_maxN5_pz0_intervals", most: 5, zeros: false },
  { ...z2, file: "z2_maxN3_intervals", most: 3, zeros: true },
  { ...z2, file: "z2_maxN5_protInt", most: 5, zeros: false },
  { ...z3, file: "z3_maxN5", most: 5, zeros: true },
  { ...z3, file: "z3_maxN5_pz0", most: 5, zeros: false },
  { ...accidents, file: "mun_accidents_maxN3", most: 3, zeros: true },
  { ...accidents, file: "mun_accidents_maxN3_pz0", most: 3, zeros: false },
  {
    ...people,
    file: "d2_region",
    input: "d2_f",
    columns: ["region"],
    cuts: counties,
    most: 2,
    zeros: true,
  },
  {
    ...people,
    file: "d2_formula",
    input: "d2_f",
    columns: ["main_income", "region"],
    cuts: [[["main_income"], ["k_group"]], ...counties],
    most: 3,
    zeros: true,
  },
  {
    file: "example1_formula",
    input: "example1",
    count: "freq",
    countInResult: "freq",
    columns: ["age", "geo", "year"],
    cuts: [
      [["age"], ["geo"], ["year"]],
      [["geo", "eu"], ["year"]],
    ],
    family: {},
    most: 1,
    zeros: true,
  },
];
