import { copyFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Entity, Registry } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { InputError } from "../errors.ts";
import { unpackedName } from "../import/compression.ts";
import type { Located } from "../import/locate.ts";
import { renamedColumns } from "../import/renamed-columns.ts";
import type { ColumnChange, Rewriting } from "../import/rewriting.ts";
import { closeRewriting, openRewriting } from "../import/rewritings.ts";
import { rulesOf } from "../validate/known-rules.ts";
import { checksOf } from "../validate/plan.ts";
import { type FixKind, isFixKind } from "../validate/fix/kinds.ts";
import {
  brokenProperties,
  forgetMending,
  mend,
  type Mendable,
  type Mending,
} from "../validate/fix/mend.ts";
import { makeFolder, unwritable } from "../workspace/write.ts";

/** Values of one property in one file that were mended in one way. */
export interface FixedValues {
  readonly entity: string;
  readonly file: string;
  readonly property: string;
  readonly kind: FixKind;
  readonly count: number;
  /** The first of them, as a spreadsheet shows them. */
  readonly rows: readonly number[];
}

/** A column that was given the name of the property that it holds. */
export interface RenamedColumn {
  readonly entity: string;
  readonly file: string;
  readonly column: string;
  readonly property: string;
}

/** What was changed in files that were written anew. */
export interface Changes {
  readonly values: readonly FixedValues[];
  readonly columns: readonly RenamedColumn[];
}

/** Rows that an account of changes names, of each kind. */
const rowsShown = 10;

/** Writes the files of an entity into a folder that exists, mended; one that needs nothing is copied. */
export async function fixFiles(
  engine: SqlEngine,
  registry: Registry,
  located: Located,
  folder: string,
): Promise<Changes> {
  const entity = registry.entities.get(located.entity);
  if (entity === undefined) throw new RangeError(`no entity ${located.entity}`);
  const values: FixedValues[] = [];
  const columns: RenamedColumn[] = [];
  const targets = targetsOf(located, folder);
  if (targets.size > 1) await makeFolder(join(folder, entity.name));
  // One after the other: each may take all that the machine has.
  for (const [path, target] of targets) {
    const file = { path, target, format: located.format };
    const changes = await fixFile({ engine, registry, entity }, file);
    values.push(...changes.values);
    columns.push(...changes.columns);
  }
  return { values, columns };
}

/** Each file with the one that is written: `student.csv`, or `student/part-1.csv` of several. */
function targetsOf({ entity, files }: Located, folder: string): ReadonlyMap<string, string> {
  const [first = ""] = files;
  if (files.length === 1) {
    const name = basename(first);
    const ending = name.slice(basename(unpackedName(name)).lastIndexOf("."));
    return new Map([[first, join(folder, `${entity}${ending}`)]]);
  }
  const names = files.map((path) => basename(path));
  const isClear = new Set(names).size === names.length;
  return new Map(
    files.map((path, index) => {
      const name = isClear ? basename(path) : `${index + 1}-${basename(path)}`;
      return [path, join(folder, entity, name)];
    }),
  );
}

interface Target {
  readonly engine: SqlEngine;
  readonly registry: Registry;
  readonly entity: Entity;
}

interface File {
  readonly path: string;
  readonly target: string;
  readonly format: Located["format"];
}

const relation = "edufed__rewriting";
const result = "edufed__rewritten";

async function fixFile(target: Target, file: File): Promise<Changes> {
  const { engine, entity } = target;
  const rewriting = await openRewriting(engine, entity, file, relation).catch((cause: unknown) => {
    throw cause instanceof InputError ? refusal(file.path, cause) : cause;
  });
  const names = rewriting.canRename
    ? renamedColumns(
        entity,
        rewriting.columns.map(({ name }) => name),
      )
    : new Map<string, string>();
  const mendings = await mendingsOf(target, rewriting, names);
  const changes = changesOf(rewriting, mendings, names);
  const values = await writeChanged(target, file, rewriting, { changes, mendings, names });
  for (const mending of mendings) await forgetMending(engine, mending);
  await closeRewriting(engine, rewriting, result);
  const columns = [...names].map(([column, property]) => ({
    entity: entity.name,
    file: file.path,
    column,
    property,
  }));
  return { values, columns };
}

/** What cannot be read, of this file among those given, and why that keeps it from being fixed. */
function refusal(path: string, cause: InputError): InputError {
  const { message, remedy } = cause;
  const name = basename(path);
  return new InputError(
    message.startsWith(name) ? `${path}${message.slice(name.length)}` : message,
    `${remedy} Every row must be readable before a file is fixed, so that none is lost.`,
    { cause },
  );
}

/** What fixes make of the values of every property that the file has; none of those without a change. */
async function mendingsOf(
  { engine, registry, entity }: Target,
  { columns }: Rewriting,
  names: ReadonlyMap<string, string>,
): Promise<readonly Mending[]> {
  const named = columns.map((column) => ({
    ...column,
    name: names.get(column.name) ?? column.name,
  }));
  const held = named.filter(({ name }) => entity.properties.some((each) => each.name === name));
  if (held.length === 0) return [];
  const values = held.map(({ name, value }) => `${value} AS ${quoteIdentifier(name)}`);
  const from = `(SELECT _row, ${values.join(", ")} FROM ${quoteIdentifier(relation)})`;
  const columnTypes = new Map([
    ["_row", "BIGINT"] as const,
    ...held.map(({ name, type }) => [name, type] as const),
  ]);
  const checks = checksOf(entity, await rulesOf(registry));
  const mendable: Mendable = { engine, source: { from, columnTypes }, entity, registry, checks };
  const mendings: Mending[] = [];
  for (const property of await brokenProperties(mendable)) {
    const mending = await mend(mendable, property);
    if (mending === undefined) continue;
    const [found] = await engine.rows(
      `SELECT count(*) AS n FROM ${quoteIdentifier(mending.table)}`,
    );
    if (Number(found?.["n"]) > 0) mendings.push(mending);
    else await forgetMending(engine, mending);
  }
  return mendings;
}

function changesOf(
  { columns }: Rewriting,
  mendings: readonly Mending[],
  names: ReadonlyMap<string, string>,
): readonly ColumnChange[] {
  return mendings.flatMap(({ property, table }) => {
    const column = columns.find(({ name }) => (names.get(name) ?? name) === property.name);
    return column === undefined ? [] : [{ column, table }];
  });
}

interface Planned {
  readonly changes: readonly ColumnChange[];
  readonly mendings: readonly Mending[];
  readonly names: ReadonlyMap<string, string>;
}

async function writeChanged(
  { engine, entity }: Target,
  { path, target }: File,
  rewriting: Rewriting,
  { changes, mendings, names }: Planned,
): Promise<readonly FixedValues[]> {
  if (changes.length === 0 && names.size === 0) {
    await copyFile(path, target).catch((cause: unknown) => {
      throw unwritable(target, cause);
    });
    return [];
  }
  await engine.run(rewriting.resultSql(result, changes));
  await engine.run(rewriting.writeSql(result, names, target));
  const fixed: FixedValues[] = [];
  for (const [index, { property }] of mendings.entries()) {
    const rows = await engine.rows(
      `SELECT kind${index} AS kind, count(*) AS n, min(_row, ${rowsShown}) AS first FROM ${quoteIdentifier(result)} WHERE kind${index} IS NOT NULL GROUP BY kind${index} ORDER BY kind`,
    );
    for (const { kind, n, first } of rows) {
      if (!isFixKind(kind)) continue;
      const place = { entity: entity.name, file: path, property: property.name };
      fixed.push({ ...place, kind, count: Number(n), rows: numbersIn(first) });
    }
  }
  return fixed;
}

/** A list leaves the engine as JSON text. */
function numbersIn(value: unknown): readonly number[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.filter((item) => typeof item === "number") : [];
}
