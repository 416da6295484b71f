/**
 * What a watch keeps between two looks: the records of the days it keeps, pseudonymised and cut down
 * to the columns that are counted, what they add up to, and how far every source was read. One SQLite
 * file: a record is found in logarithmic time, and what belongs together is there together or not at
 * all, also after the process was killed.
 */
import { DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite";
import { InputError, UsageError } from "../errors.ts";
import type { PartCell, PartCells } from "./parts.ts";
import type { Version } from "./versions.ts";

/** Where a record belongs: whose it is, and of which day. */
export interface Belonging {
  readonly day: string;
  readonly contributor: string;
}

/** A record as it is counted. */
export interface KeptRecord {
  readonly entity: string;
  readonly body: string;
}

const tables = `
create table fact (name text primary key, value text not null) strict, without rowid;
create table place (
  entity text, key text, day text not null, contributor text not null,
  primary key (entity, key)
) strict, without rowid;
create table record (
  day text, contributor text, entity text, key text, written integer, body text not null,
  primary key (day, contributor, entity, key)
) strict, without rowid;
create table cell (
  day text, part text, codes text, counted integer not null, everyone integer not null, sums text not null,
  primary key (day, part, codes)
) strict, without rowid;
create table unshown (day text, contributor text, primary key (day, contributor)) strict, without rowid;
`;

/** Number of the arrangement above. */
const schemaVersion = 1;

type Stored = Record<string, SQLOutputValue>;

export class DayStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Opens a file, or `:memory:`; nobody else may have it open to write. */
  constructor(file: string) {
    this.#database = open(file);
  }

  close(): void {
    this.#database.close();
  }

  /** Does work of which all is kept or nothing. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    this.#database.exec("begin immediate");
    try {
      const result = await work();
      this.#database.exec("commit");
      return result;
    } catch (cause) {
      this.#database.exec("rollback");
      throw cause;
    }
  }

  /** A fact by its name, as JSON. */
  fact(name: string): unknown {
    const value = this.#one("select value from fact where name = ?", name)?.["value"];
    return typeof value === "string" ? JSON.parse(value) : undefined;
  }

  setFact(name: string, value: unknown): void {
    const text = JSON.stringify(value);
    this.#run("insert or replace into fact values (?, ?)", name, text);
  }

  /** Forgets everything. */
  clear(): void {
    for (const table of ["fact", "place", "record", "cell", "unshown"])
      this.#run(`delete from ${table}`);
  }

  /** Forgets the days before one. */
  forgetBefore(day: string): void {
    for (const table of ["place", "record", "cell", "unshown"]) {
      this.#run(`delete from ${table} where day < ?`, day);
    }
  }

  /** Where the record of a key belongs, for entities whose key does not say it. */
  placeOf(entity: string, key: string): Belonging | undefined {
    const row = this.#one(
      "select day, contributor from place where entity = ? and key = ?",
      entity,
      key,
    );
    return row && { day: String(row["day"]), contributor: String(row["contributor"]) };
  }

  place(entity: string, key: string, { day, contributor }: Belonging): void {
    this.#run("insert or replace into place values (?, ?, ?, ?)", entity, key, day, contributor);
  }

  version(entity: string, key: string, { day, contributor }: Belonging): Version | undefined {
    const row = this.#one(
      "select written, body from record where day = ? and contributor = ? and entity = ? and key = ?",
      day,
      contributor,
      entity,
      key,
    );
    if (row === undefined) return undefined;
    const written = row["written"];
    return { writtenAt: written === null ? null : Number(written), body: String(row["body"]) };
  }

  put(entity: string, key: string, { day, contributor }: Belonging, version: Version): void {
    const { writtenAt, body } = version;
    this.#run(
      "insert or replace into record values (?, ?, ?, ?, ?, ?)",
      day,
      contributor,
      entity,
      key,
      writtenAt,
      body,
    );
  }

  remove(entity: string, key: string, { day, contributor }: Belonging): void {
    this.#run(
      "delete from record where day = ? and contributor = ? and entity = ? and key = ?",
      day,
      contributor,
      entity,
      key,
    );
  }

  /** All records of a contributor on a day, by entity. */
  recordsOf({ day, contributor }: Belonging): readonly KeptRecord[] {
    const rows = this.#statement(
      "select entity, body from record where day = ? and contributor = ?",
    ).all(day, contributor);
    return rows.map((row) => ({ entity: String(row["entity"]), body: String(row["body"]) }));
  }

  /** The cells of a part on a day. */
  cells(day: string, part: string): PartCells {
    const rows = this.#statement(
      "select codes, counted, everyone, sums from cell where day = ? and part = ?",
    ).all(day, part);
    return new Map(rows.map(partCell));
  }

  putCell(day: string, part: string, key: string, cell: PartCell): void {
    const sums = Object.entries(cell.sums).map(([name, sum]) => [name, String(sum)]);
    const codes = JSON.stringify(cell.codes);
    const text = JSON.stringify({ key, sums: Object.fromEntries(sums) });
    if (cell.everyone === 0) {
      this.#run("delete from cell where day = ? and part = ? and codes = ?", day, part, codes);
      return;
    }
    const { counted, everyone } = cell;
    const sql = "insert or replace into cell values (?, ?, ?, ?, ?, ?)";
    this.#run(sql, day, part, codes, counted, everyone, text);
  }

  /** Notes contributors whose records have changed a figure since it was last shown. */
  noteUnshown({ day, contributor }: Belonging): void {
    this.#run("insert or ignore into unshown values (?, ?)", day, contributor);
  }

  /** How many contributors have changed since the figures of a day were shown. */
  unshown(day: string): number {
    return Number(this.#one("select count(*) as n from unshown where day = ?", day)?.["n"]);
  }

  /** Notes that the figures of a day are shown as they are. */
  forgetUnshown(day: string): void {
    this.#run("delete from unshown where day = ?", day);
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #one(sql: string, ...values: readonly string[]): Stored | undefined {
    return this.#statement(sql).get(...values);
  }

  #run(sql: string, ...values: readonly (string | number | null)[]): void {
    this.#statement(sql).run(...values);
  }
}

function partCell(row: Stored): readonly [string, PartCell] {
  const codes: Record<string, string> = JSON.parse(String(row["codes"]));
  const told: { readonly key: string; readonly sums: Readonly<Record<string, string>> } =
    JSON.parse(String(row["sums"]));
  const sums = Object.entries(told.sums).map(([name, sum]) => [name, BigInt(sum)] as const);
  return [
    told.key,
    {
      codes,
      sums: Object.fromEntries(sums),
      counted: Number(row["counted"]),
      everyone: Number(row["everyone"]),
    },
  ];
}

/** Errors of SQLite: somebody else writes; the file is none. */
const busy = 5;

function open(file: string): DatabaseSync {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { defensive: true, limits: { attach: 0 } });
    database.exec(
      "pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal; pragma trusted_schema = off;",
    );
    // The lock is taken with the first write.
    database.exec("begin immediate; commit;");
  } catch (cause) {
    throw unusable(file, cause);
  }
  const version = Number(database.prepare("pragma user_version").get()?.["user_version"]);
  if (version !== schemaVersion) makeAnew(database);
  return database;
}

/** What another version wrote is read from the sources again. */
function makeAnew(database: DatabaseSync): void {
  const names = ["fact", "place", "record", "cell", "unshown"];
  const drop = names.map((name) => `drop table if exists ${name};`).join(" ");
  database.exec(
    `begin immediate; ${drop} ${tables} pragma user_version = ${schemaVersion}; commit;`,
  );
}

function unusable(file: string, cause: unknown): Error {
  if (cause instanceof Error && "errcode" in cause && cause.errcode === busy) {
    return new UsageError(
      `${file} is kept by another edufed watch that runs now.`,
      "End that one, or give this one a --state of its own.",
      { cause },
    );
  }
  return new InputError(
    `${file} cannot be opened as the state of a watch.`,
    "Look at the folder and its permissions, or remove the file: everything is then read anew.",
    { cause },
  );
}
