/**
 * Cell keys in SQL, where a question asks for them: every contributor has a record key, an HMAC of
 * SHA-256 by RFC 2104, and a cell the sum of those who add something to a sum. What the keys are made
 * with stands in relations of their own, which the statement that is shown to people only names.
 */
import { keyLimit } from "../record-key.ts";
import type { Dialect } from "./dialect.ts";
import type { Plan, PlannedPopulation, PlannedQuestion } from "./plan.ts";
import type { Step } from "./select-text.ts";
import { columnName } from "./value-sql.ts";

/** Columns of the relation that holds the key of a population: the halves of RFC 2104, as bytes. */
const padColumns = { inner: "inner pad", outer: "outer pad" } as const;

/** Column of the record key of a contributor. */
export const recordKeyColumn = "RECORD KEY";

/** Name of the relation that holds the key of a population. */
function keyRelation({ name }: Pick<PlannedPopulation, "name">): string {
  return `key of ${name}`;
}

/** The relations that a plan needs besides its records: name → one row, column → hexadecimal digits. */
export function keysOf({
  populations,
}: Plan): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    populations.flatMap((population) => {
      if (population.keyed === undefined) return [];
      const { inner, outer } = population.keyed.pads();
      const row = { [padColumns.inner]: inner, [padColumns.outer]: outer };
      return [[keyRelation(population), row]];
    }),
  );
}

/** The same as steps of a statement; `written` says how one may hold digits, which are secret. */
export function keySteps(
  plan: Plan,
  { identifier, bytes }: Dialect,
  written: (digits: string) => string,
): readonly Step[] {
  return Object.entries(keysOf(plan)).map(([relation, row]) => {
    const columns = Object.entries(row).map(
      ([name, digits]) => `${bytes.fromHex(written(digits))} as ${identifier(name)}`,
    );
    return { title: identifier(relation), query: `select ${columns.join(", ")}` };
  });
}

/** Joins the key of a population to each of its contributors. */
export function keyJoin(population: PlannedPopulation, { identifier }: Dialect): readonly string[] {
  if (population.keyed === undefined) return [];
  return [`cross join ${identifier(keyRelation(population))} as record_key`];
}

/** The record key of a contributor as a column; who is not named by all of its columns has none. */
export function recordKeySql(
  { contributor, keyed }: PlannedPopulation,
  { identifier, types, bytes }: Dialect,
): readonly string[] {
  if (keyed === undefined) return [];
  const named = contributor.map((name) => {
    const text = bytes.utf8(`cast(each_one.${identifier(name)} as ${types.text})`);
    return `${bytes.lengthOf(text)} || ${text}`;
  });
  const pad = (name: string): string => `record_key.${identifier(name)}`;
  const inner = bytes.sha256([pad(padColumns.inner), ...named].join(" || "));
  const key = bytes.firstFour(bytes.sha256(`${pad(padColumns.outer)} || ${inner}`));
  return [`${key} as ${identifier(recordKeyColumn)}`];
}

/** Column of the cell key of a sum. */
export function cellKeyColumn(plan: Plan, question: PlannedQuestion, sum: string): string {
  return columnName(plan, question, `${sum} key`);
}

/** A sum of keys as a key. Keys of fewer than 2³¹ contributors add up within 64 bits. */
export function keyOfSum(sum: string): string {
  return `${sum} % ${keyLimit}`;
}
