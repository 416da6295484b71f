import type { ObservationTable, Policy } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import { familiesOf } from "../margins.ts";
import { placeIn } from "./numbers.ts";
import { nameOf } from "./verdict.ts";
import type { CellCodes, PublicNumber } from "./verdict.ts";

/** Cells for which it is looked for what gives them away. */
const reasonsMax = 5;

/** What publications give away by themselves, whatever follows: the cells, and the numbers that do it. */
export async function givenAway(
  tables: readonly ObservationTable[],
  policy: Policy,
): Promise<{
  readonly cells: readonly CellCodes[];
  readonly numbers: readonly PublicNumber[];
}> {
  if (tables.length === 0) return { cells: [], numbers: [] };
  const { narrow } = await audit(tables, policy, { exact: false, reasonsMax });
  const cells = new Map(narrow.map(({ codes }) => [JSON.stringify(codes), codes]));
  const numbers = new Map<string, PublicNumber>();
  for (const { because } of narrow) {
    for (const { table, codes, part, value } of because?.numbers ?? []) {
      const from = tables[table];
      if (from === undefined) continue;
      const number = { publication: nameOf(from.description), codes, part, value };
      numbers.set(JSON.stringify(number), number);
    }
  }
  return { cells: [...cells.values()], numbers: [...numbers.values()] };
}

/** What publications show at some cells: the numbers that a new one would be subtracted from. */
export function shownAt(
  { dimensions }: ObservationTable["description"],
  cells: readonly CellCodes[],
  tables: readonly ObservationTable[],
): readonly PublicNumber[] {
  const families = familiesOf([{ dimensions }, ...tables.map(({ description }) => description)]);
  const keys = new Set(cells.map((codes) => placeIn(dimensions, codes, families).key));
  return tables.flatMap(({ description, observations }) =>
    observations.flatMap(({ codes, num, den }): readonly PublicNumber[] => {
      if (num === null || den === null) return [];
      if (!keys.has(placeIn(description.dimensions, codes, families).key)) return [];
      const publication = nameOf(description);
      return [{ publication, codes, part: "den", value: den }];
    }),
  );
}
