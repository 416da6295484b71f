import type { Cell, CellTable, HierarchyCode, TableDimension } from "../src/cells.ts";

/** A table of a nation and what it is called. */
export interface NationalTable {
  readonly name: string;
  readonly table: CellTable;
}

/** How a made-up nation is cut. */
interface Cut {
  readonly name: string;
  readonly schools: number;
  /** Groups by origin, which most students share; 1 leaves the dimension out. */
  readonly origins: 1 | 6;
}

/** The table by region > district > school, grade and sex that has about so many cells. */
export function nationalTable(cells: number): NationalTable {
  const schools = schoolsFor(cells);
  return tableFor({ name: `${schools} schools × grade × sex`, schools, origins: 1 });
}

/** The same with six groups by origin, about so many cells altogether: most of them small or empty. */
export function sparseTable(cells: number): NationalTable {
  const schools = schoolsFor(cells / 7);
  return tableFor({ name: `${schools} schools × grade × sex × origin`, schools, origins: 6 });
}

/** A school has 36 cells, and a fiftieth of the cells belongs to districts and regions. */
function schoolsFor(cells: number): number {
  return Math.max(20, Number((cells / 36.73).toPrecision(2)));
}

const grades = 11;
const sexes = 2;
/** Students of a grade and sex in the middle school, and the spread of schools, as powers of e. */
const middle = 2.25;
const spread = 1.08;
/** Part of the grades of all schools that nobody is in. */
const gradesMissing = 0.025;
/** How many of a hundred students have each origin. */
const originShares = [90, 5, 2.6, 1.3, 0.7, 0.4] as const;

function tableFor({ name, schools, origins }: Cut): NationalTable {
  const places = placesOf(schools);
  const dimensions: readonly TableDimension[] = [
    { id: "AREA", codes: places },
    flat("GRADE", "G", grades),
    flat("SEX", "S", sexes),
    ...(origins === 1 ? [] : [flat("ORIGIN", "O", origins)]),
  ];
  const sizes = dimensions.map(({ codes }) => codes.length);
  const sums = new Float64Array(sizes.reduce((product, size) => product * size, 1));
  const areas = new Map(places.map(({ code }, at) => [code, at]));
  const add = (inner: readonly (readonly number[])[], people: number): void => {
    for (const place of combinations(inner)) {
      const at = place.reduce((index, code, axis) => index * (sizes[axis] ?? 1) + code, 0);
      sums[at] = (sums[at] ?? 0) + people;
    }
  };
  for (let school = 0; school < schools; school += 1) {
    const chain = chainOf(`school-${school}`, places, areas);
    for (let grade = 0; grade < grades; grade += 1) {
      for (let sex = 0; sex < sexes; sex += 1) {
        const people = peopleIn(school, grade, sex);
        const inner = [chain, [0, grade + 1], [0, sex + 1]];
        if (origins === 1) add(inner, people);
        else
          originsOf(people, school, grade * 2 + sex).forEach((own, at) =>
            add([...inner, [0, at + 1]], own),
          );
      }
    }
  }
  return { name, table: { description: describe(dimensions), cells: cellsOf(dimensions, sums) } };
}

/** Region > district > school; 4,000 schools are in 70 districts and 10 regions. */
function placesOf(schools: number): readonly HierarchyCode[] {
  const districts = Math.max(1, Math.round((schools * 70) / 4000));
  const regions = Math.max(1, Math.round(districts / 7));
  const made = (level: string, count: number, parent: (at: number) => string): HierarchyCode[] =>
    Array.from({ length: count }, (_, at) => ({ code: `${level}-${at}`, parent: parent(at) }));
  return [
    { code: "_T", parent: null },
    ...made("region", regions, () => "_T"),
    ...made("district", districts, (at) => `region-${at % regions}`),
    ...made("school", schools, (at) => `district-${at % districts}`),
  ];
}

function chainOf(
  code: string,
  places: readonly HierarchyCode[],
  areas: ReadonlyMap<string, number>,
): readonly number[] {
  const chain: number[] = [];
  for (let own: string | null = code; own !== null;) {
    const at: number = areas.get(own) ?? 0;
    chain.push(at);
    own = places[at]?.parent ?? null;
  }
  return chain;
}

function flat(id: string, letter: string, count: number): TableDimension {
  const codes = Array.from({ length: count }, (_, at) => ({
    code: `${letter}${at + 1}`,
    parent: "_T",
  }));
  return { id, codes: [{ code: "_T", parent: null }, ...codes] };
}

function* combinations(lists: readonly (readonly number[])[]): Generator<readonly number[]> {
  const [first, ...others] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const code of first) for (const rest of combinations(others)) yield [code, ...rest];
}

/** Schools are as different as in a country: many small ones, a few large ones; grades and sexes hardly differ. */
function peopleIn(school: number, grade: number, sex: number): number {
  if (shuffled(school * 16 + grade, 17) < gradesMissing) return 0;
  const size = Math.exp(middle + spread * normal(shuffled(school, 11)));
  const wave =
    1 + (0.5 * normal(shuffled(school * 32 + grade * 2 + sex, 29))) / Math.sqrt(1 + size / 6);
  return Math.max(0, Math.round(size * wave));
}

/** A group of so many students by origin: whole parts first, and what is left over by a fixed shuffle. */
function originsOf(people: number, school: number, group: number): readonly number[] {
  const lean = Math.exp(1.3 * normal(shuffled(school, 53)));
  const shares = originShares.map((share, at) => (at === 0 ? share : share * lean));
  let left = people;
  let open = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, at) => {
    const shift = shuffled((school * 32 + group) * 8 + at, 71);
    const isLast = at === shares.length - 1;
    const own = isLast ? left : Math.min(left, Math.floor((left * share) / open + shift));
    left -= own;
    open -= share;
    return own;
  });
}

/** A number from 0 to 1 that depends on a place and looks drawn; the same on every machine. */
function shuffled(place: number, salt: number): number {
  let mixed = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** The normal quantile, near enough for a made-up country: logistic, scaled to the same spread. */
function normal(share: number): number {
  const inside = Math.min(0.9999, Math.max(0.0001, share));
  return (Math.log(inside / (1 - inside)) * Math.sqrt(3)) / Math.PI;
}

function cellsOf(dimensions: readonly TableDimension[], sums: Float64Array): readonly Cell[] {
  const places = combinations(dimensions.map(({ codes }) => codes.map((_, at) => at)));
  return Array.from(places, (place, row): Cell => {
    const people = sums[row] ?? 0;
    const codes = Object.fromEntries(
      dimensions.map(({ id, codes: own }, axis) => [id, own[place[axis] ?? 0]?.code ?? ""]),
    );
    const counts = { num: people, den: people, contributors: people };
    const status = people === 0 ? "M" : "A";
    const value = people === 0 ? null : 1;
    return { codes, ...counts, expected: null, coverage: null, value, status };
  });
}

function describe(dimensions: readonly TableDimension[]): CellTable["description"] {
  return {
    metric: "STUDENTS",
    metricVersion: "1.0.0",
    formalHash: "0".repeat(64),
    kind: "ratio",
    unit: "1",
    decimals: 0,
    denominatorScale: 1,
    sensitive: false,
    contributor: "student",
    coverageMin: "0",
    quantity: { num: "students", den: "students" },
    parameters: {},
    sourcesUsed: {},
    period: "2025/2026",
    dimensions,
    engine: "by formula",
  };
}
