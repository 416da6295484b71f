import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { InputError } from "@edufed/sdk";
import { codeNames, feedItem, observation } from "./sqlite-rows.ts";
import { sqliteSchema, sqliteSchemaVersion } from "./sqlite-schema.ts";
import { slotOf } from "./store.ts";
import type {
  ChainHead,
  CodeNames,
  FeedItem,
  FeedQuery,
  ObservationQuery,
  Store,
  StoredObservation,
  VerifiedPublication,
} from "./store.ts";

type SqliteRow = Record<string, SQLOutputValue>;

/**
 * A store in one SQLite file (`:memory:` for a store that goes with the process). Write-ahead log,
 * and every commit is on the disk before it is acknowledged.
 */
export function openSqliteStore(file: string): Store {
  return new SqliteStore(openDatabase(file));
}

function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { defensive: true, limits: { attach: 0 } });
    database.exec(
      "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000; pragma trusted_schema = off;",
    );
    migrate(database, file);
    return database;
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(
      `The store ${file} cannot be opened as a SQLite file.`,
      "Check that its folder exists and is writable, or name another file.",
      { cause },
    );
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare("pragma user_version").get()?.["user_version"]);
  if (version === sqliteSchemaVersion) return;
  if (version !== 0) {
    throw new InputError(
      `The store ${file} was written by another version of the gateway (its tables are version ${version}, this one knows ${sqliteSchemaVersion}).`,
      "Start the gateway version that wrote it, or name another file.",
    );
  }
  database.exec(
    `begin immediate; ${sqliteSchema} pragma user_version = ${sqliteSchemaVersion}; commit;`,
  );
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async add(publication: VerifiedPublication, receivedAt: string): Promise<FeedItem> {
    this.#database.exec("begin immediate");
    try {
      if (this.#item(publication.facts.digest) === null) {
        this.#insert(publication, receivedAt);
      }
      this.#database.exec("commit");
    } catch (error) {
      this.#database.exec("rollback");
      throw error;
    }
    const item = this.#item(publication.facts.digest);
    if (item === null) throw new Error("A publication that was committed is not in the store.");
    return item;
  }

  async head(member: string): Promise<ChainHead | null> {
    const [item] = this.#items("where p.member = ? order by p.sequence desc limit 1", [member]);
    return item === undefined ? null : { sequence: item.sequence, digest: item.digest };
  }

  async publication(digest: string): Promise<FeedItem | null> {
    return this.#item(digest);
  }

  async publications(query: FeedQuery): Promise<readonly FeedItem[]> {
    const { sql, values } = conditions([
      ["p.member = ?", query.member],
      ["p.metric = ?", query.metric],
      ["p.period = ?", query.period],
      ["p.position > ?", query.after],
      ["p.superseded_by is null and 1 = ?", query.currentOnly === true ? 1 : undefined],
    ]);
    return this.#items(`${sql} order by p.position limit ?`, [...values, query.first]);
  }

  async observations(query: ObservationQuery): Promise<readonly StoredObservation[]> {
    const { sql, values } = conditions([
      ["o.metric = ?", query.metric],
      ["o.period = ?", query.period],
      ["o.position > ?", query.after],
      oneOf("o.member", query.members),
      query.publications === undefined
        ? ["p.superseded_by is null and 1 = ?", 1]
        : oneOf("p.digest", query.publications),
      ...Object.entries(query.codes ?? {}).map(([dimension, filter]): Condition => {
        const marks = filter.in.map(() => "?").join(", ");
        const uncut = filter.orUncut ? " or o.codes ->> ? is null" : "";
        const path = `$."${dimension}"`;
        return [
          `(o.codes ->> ? in (${marks})${uncut})`,
          [path, ...filter.in, ...(filter.orUncut ? [path] : [])],
        ];
      }),
    ]);
    const rows = this.#all(
      `select o.*, p.digest from observation o join publication p on p.position = o.publication ${sql} order by o.position limit ?`,
      [...values, query.first],
    );
    return rows.map((row) => observation(row));
  }

  async names(digest: string): Promise<CodeNames | null> {
    const [row] = this.#all("select names from publication where digest = ?", [digest]);
    return row === undefined ? null : codeNames(row);
  }

  async file(digest: string, path: string): Promise<Uint8Array | null> {
    const [row] = this.#all(
      "select f.bytes from file f join publication p on p.position = f.publication where p.digest = ? and f.path = ?",
      [digest, path],
    );
    const bytes = row?.["bytes"];
    return bytes instanceof Uint8Array ? bytes : null;
  }

  async version(): Promise<number> {
    const [row] = this.#all("select coalesce(max(position), 0) as version from publication", []);
    return Number(row?.["version"]);
  }

  async check(): Promise<void> {
    await this.version();
  }

  close(): void {
    this.#database.close();
  }

  #insert({ facts, names, observations, files }: VerifiedPublication, receivedAt: string): void {
    const slot = slotOf(facts);
    const withheld = observations.filter(({ status }) => status === "Q").length;
    const [row] = this.#all(
      `insert into publication (digest, member, sequence, metric, period, slot, facts, names, received_at, observations, withheld)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning position`,
      [
        facts.digest,
        facts.member,
        facts.sequence,
        facts.metric,
        facts.period,
        slot,
        JSON.stringify(facts),
        JSON.stringify(names),
        receivedAt,
        observations.length,
        withheld,
      ],
    );
    const position = Number(row?.["position"]);
    this.#run(
      "update publication set superseded_by = ? where member = ? and slot = ? and position <> ? and superseded_by is null",
      [position, facts.member, slot, position],
    );
    const addFile = this.#database.prepare("insert into file values (?, ?, ?, ?)");
    for (const [path, bytes] of files) {
      addFile.run(position, path, sha256(bytes), bytes);
    }
    const addObservation = this.#database.prepare(
      `insert into observation (publication, metric, member, period, codes, value, status, confidentiality, num, den)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const cell of observations) {
      addObservation.run(
        position,
        facts.metric,
        facts.member,
        facts.period,
        JSON.stringify(cell.codes),
        cell.value,
        cell.status,
        cell.confidentiality,
        cell.num,
        cell.den,
      );
    }
  }

  #item(digest: string): FeedItem | null {
    return this.#items("where p.digest = ?", [digest])[0] ?? null;
  }

  #items(where: string, values: readonly SQLInputValue[]): readonly FeedItem[] {
    const rows = this.#all(
      `select p.*, newer.digest as newer_digest,
         (select json_group_array(json_object('path', path, 'digest', digest, 'bytes', length(bytes)) order by path)
          from file where publication = p.position) as files
       from publication p left join publication newer on newer.position = p.superseded_by ${where}`,
      values,
    );
    return rows.map((row) => feedItem(row));
  }

  #all(sql: string, values: readonly SQLInputValue[]): readonly SqliteRow[] {
    return this.#database.prepare(sql).all(...values);
  }

  #run(sql: string, values: readonly SQLInputValue[]): void {
    this.#database.prepare(sql).run(...values);
  }
}

type Condition = readonly [
  sql: string,
  value: SQLInputValue | readonly SQLInputValue[] | undefined,
];

/** The conditions whose value is given, as one `where` clause. */
function conditions(all: readonly Condition[]): {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
} {
  const given = all.filter(([, value]) => value !== undefined);
  const sql = given.map(([text]) => text).join(" and ");
  return {
    sql: sql === "" ? "" : `where ${sql}`,
    values: given.flatMap(([, value]) => value ?? []),
  };
}

function oneOf(column: string, values: readonly string[] | undefined): Condition {
  return [`${column} in (${(values ?? []).map(() => "?").join(", ")})`, values];
}

function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
