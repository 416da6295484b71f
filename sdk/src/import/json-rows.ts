import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { addDefect, type Defects, textDefect } from "./json-defects.ts";
import { type MalformedRows, malformedShown } from "./raw-relation.ts";

/**
 * What the engine takes for JSON and nobody else does: a comma before a closing bracket, and numbers
 * that are none. Inside of a text it means nothing, which a parser then says.
 */
const lenient = `,[ \\t\\r\\n]*[}\\]]|(^|[\\[:,])[ \\t\\r\\n]*[-+]?(?i:nan|inf)`;

/** Texts that are in JavaScript at one time. */
const textsTogether = 100;

/** Makes NULL of the texts of a table that only the engine takes for JSON, and counts them. */
export async function takeOutLenient(engine: SqlEngine, table: string): Promise<Defects> {
  const defects: Defects = new Map();
  const texts = quoteIdentifier(table);
  const doubtful = quoteIdentifier(`${table}_doubtful`);
  await engine.run(
    `CREATE TABLE ${doubtful} AS SELECT rowid AS place, CAST(json AS VARCHAR) AS text FROM ${texts} WHERE regexp_matches(CAST(json AS VARCHAR), ${quoteLiteral(lenient)})`,
  );
  const [{ n = 0 } = {}] = await engine.rows(`SELECT count(*) AS n FROM ${doubtful}`);
  for (let from = 0; from < Number(n); from += textsTogether) {
    // One chunk after the other, so that only one is in memory.
    const rows = await engine.rows(
      `SELECT place, text FROM ${doubtful} WHERE rowid >= ${from} AND rowid < ${from + textsTogether} ORDER BY rowid`,
    );
    const places = rows.flatMap(({ place = null, text = null }) =>
      textDefect(String(text)) === "not-json" ? [Number(place)] : [],
    );
    if (places.length === 0) continue;
    for (const place of places) addDefect(defects, "not-json", place + 1);
    await engine.run(`UPDATE ${texts} SET json = NULL WHERE rowid IN (${places.join(", ")})`);
  }
  await engine.run(`DROP TABLE ${doubtful}`);
  return defects;
}

const found = ["not-object", "duplicate-name"] as const;

/** Takes out of a relation what its `_defect` says is no record, and that column. */
export async function takeOutDefects(
  engine: SqlEngine,
  name: string,
  { files, place }: { readonly files: readonly string[]; readonly place: string },
): Promise<readonly MalformedRows[]> {
  const table = quoteIdentifier(name);
  const file = files.length > 1 ? "_file" : quoteLiteral(place);
  const rows = await engine.rows(
    `SELECT ${file} AS file, _defect AS defect, count(*) AS n, min(_row, ${malformedShown}) AS places FROM ${table} WHERE _defect IS NOT NULL GROUP BY ALL ORDER BY ALL`,
  );
  if (rows.length > 0) await engine.run(`DELETE FROM ${table} WHERE _defect IS NOT NULL`);
  await engine.run(`ALTER TABLE ${table} DROP COLUMN _defect`);
  return rows.flatMap((row) => {
    const defect = found.find((known) => known === row["defect"]);
    if (defect === undefined) return [];
    return [
      {
        file: String(row["file"]),
        defect,
        count: Number(row["n"]),
        rows: placesIn(row["places"] ?? null),
      },
    ];
  });
}

/** A list leaves the engine as JSON text. */
function placesIn(text: unknown): readonly number[] {
  const list: unknown = typeof text === "string" ? JSON.parse(text) : [];
  return Array.isArray(list) ? list.filter((item) => typeof item === "number") : [];
}
