import type { TableDimension } from "../../../src/cells.ts";
import { searched } from "./search.ts";
import type { AllPossible, Publication, Sum, Variable } from "./search.ts";

/**
 * The slow and obvious attacker: writes down the finest combinations of all codes of all
 * publications, tries every whole number for each, and keeps what fits everything published.
 * Knows nothing of margins, of equations or of the product's code. Null when there are too many
 * tables, or when nothing published bounds them.
 */
export function everythingPossible(publications: readonly Publication[]): AllPossible | null {
  const atoms = atomsOf(publications);
  const variables = variablesOf(publications, atoms);
  const sums = publications.flatMap((publication, table) =>
    sumsOf(publication, { table, atoms, variables }),
  );
  return searched(publications, { variables, sums });
}

/** One finest combination: dimension id → code. */
type Atom = ReadonlyMap<string, string>;

function atomsOf(publications: readonly Publication[]): readonly Atom[] {
  const dimensions = new Map<string, TableDimension>();
  for (const { description } of publications) {
    for (const dimension of description.dimensions) dimensions.set(dimension.id, dimension);
  }
  return [...dimensions.values()].reduce<readonly Atom[]>(
    (atoms, { id, codes }) => {
      const wider = new Set(codes.map(({ parent }) => parent));
      const finest = codes.filter(({ code }) => !wider.has(code));
      return atoms.flatMap((atom) => finest.map(({ code }) => new Map(atom).set(id, code)));
    },
    [new Map()],
  );
}

function variablesOf(
  publications: readonly Publication[],
  atoms: readonly Atom[],
): readonly Variable[] {
  const quantities = new Set(
    publications.flatMap(({ description }) => [description.quantity.den, description.quantity.num]),
  );
  return atoms.flatMap((_, atom) => [...quantities].map((quantity) => ({ atom, quantity })));
}

function sumsOf(
  { description: { dimensions, quantity }, observations }: Publication,
  {
    table,
    atoms,
    variables,
  }: {
    readonly table: number;
    readonly atoms: readonly Atom[];
    readonly variables: readonly Variable[];
  },
): readonly Sum[] {
  const rowOf = new Map(observations.map(({ codes }, row) => [keyOf(dimensions, codes), row]));
  return placesOf(dimensions).flatMap((codes) => {
    const row = rowOf.get(keyOf(dimensions, codes)) ?? null;
    const inside = atoms.map((atom) =>
      dimensions.every((own) => isUnder(own, atom.get(own.id) ?? "", codes[own.id] ?? "")),
    );
    return (["num", "den"] as const).map((side): Sum => {
      const members = variables.flatMap((variable, at) =>
        variable.quantity === quantity[side] && inside[variable.atom] === true ? [at] : [],
      );
      const shown = row === null ? 0 : (observations[row]?.[side] ?? null);
      return { table, row, side, members, shown };
    });
  });
}

/** All combinations of codes, totals included. */
function placesOf(
  dimensions: readonly TableDimension[],
): readonly Readonly<Record<string, string>>[] {
  return dimensions.reduce<readonly Readonly<Record<string, string>>[]>(
    (places, { id, codes }) =>
      places.flatMap((place) => codes.map(({ code }) => ({ ...place, [id]: code }))),
    [{}],
  );
}

function keyOf(
  dimensions: readonly TableDimension[],
  codes: Readonly<Record<string, string>>,
): string {
  return JSON.stringify(dimensions.map(({ id }) => codes[id]));
}

function isUnder(dimension: TableDimension, code: string, wider: string): boolean {
  for (let own: string | null = code; own !== null;) {
    if (own === wider) return true;
    const from: string = own;
    own = dimension.codes.find((entry) => entry.code === from)?.parent ?? null;
  }
  return false;
}
