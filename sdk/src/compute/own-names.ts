import type { LocalisedText, Registry } from "@edufed/schemas";
import type { TableDimension } from "../cells.ts";
import type { Pseudonymous } from "../dataset.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import type { FigureTable } from "./compute-all.ts";

/** The entity whose records name the codes that are the member's own: areas and schools. */
const namedBy = "organisation";

/**
 * The table with the names of the member's own codes, as far as its organisations have them. Codes of
 * a code list get their labels from the list, when they are published.
 */
export async function withOwnNames<Table extends FigureTable>(
  table: Table,
  { engine, relations }: Pseudonymous,
  { dimensions }: Pick<Registry, "dimensions">,
): Promise<Table> {
  const relation = relations.get(namedBy);
  const isOwn = ({ id }: TableDimension): boolean => dimensions.get(id)?.codeList === undefined;
  if (relation === undefined || !table.description.dimensions.some(isOwn)) return table;
  const rows = await engine.rows(
    `select id, name::varchar as name from ${quoteIdentifier(relation.name)} order by id`,
  );
  const names = new Map(rows.map((row) => [String(row["id"]), localised(String(row["name"]))]));
  const named = table.description.dimensions.map((dimension) =>
    isOwn(dimension) ? { ...dimension, codes: dimension.codes.map(withName(names)) } : dimension,
  );
  return { ...table, description: { ...table.description, dimensions: named } };
}

type Code = TableDimension["codes"][number];

function withName(names: ReadonlyMap<string, LocalisedText>): (code: Code) => Code {
  return (code) => {
    const name = names.get(code.code);
    return name === undefined ? code : { ...code, name };
  };
}

/** A localised text as the engine keeps it; validation has seen that it is one. */
function localised(text: string): LocalisedText {
  const name: LocalisedText = JSON.parse(text);
  return name;
}
