import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { type JsonFile, jsonSource } from "./json.ts";

/**
 * Reads NDJSON the short way, in which the engine takes a record apart only once, into a table of
 * JSON values. That way knows neither an absent value from null nor a name that is no property, so
 * that it serves only where the file has none of these: no `null`, and as many names as values.
 * False, and no table, where the file must be read the long way, which also says what is wrong.
 */
export async function readPlainNdjson(
  engine: SqlEngine,
  file: JsonFile,
  properties: readonly string[],
  table: string,
): Promise<boolean> {
  if (file.arrangement !== "newline_delimited") return false;
  const name = quoteIdentifier(table);
  const columns = properties.map(quoteIdentifier);
  const types = properties.map((property) => `${quoteLiteral(property)}: 'JSON'`).join(", ");
  try {
    const [written] = await engine.rows(
      `SELECT count(*) AS records, sum(len(json_keys(json))) AS names, bool_or(contains(json, 'null')) AS nulls FROM ${jsonSource(file)}`,
    );
    if (written?.["nulls"] !== false) return false;
    await engine.run(
      `CREATE TABLE ${name} AS SELECT ${columns.join(", ")} FROM ${jsonSource(file, `columns = {${types}}`)}`,
    );
    const counts = columns.map((column) => `count(${column})`).join(" + ");
    const [read] = await engine.rows(`SELECT count(*) AS records, ${counts} AS names FROM ${name}`);
    if (read?.["records"] === written["records"] && read?.["names"] === written["names"]) {
      return true;
    }
  } catch {
    // What the short way cannot read, the long way reads or refuses with its place; what no way can
    // (a full disk, too little memory) fails there again and is told from there.
  }
  await engine.run(`DROP TABLE IF EXISTS ${name}`);
  return false;
}
