import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, version } from "@duckdb/node-api";
import { InputError, OutputError } from "../errors.ts";
import { cellsInTurn } from "./duckdb-cells.ts";
import type { QuestionCells, Row, SqlEngine, Value } from "./engine.ts";
import type { CountedRow, Plan } from "./plan.ts";
import { type StatementProgress, watched } from "./watch-statement.ts";

/** How much of the machine the engine may use. */
export interface DuckDbOptions {
  /** `4GB`; DuckDB's own default is four fifths of the machine. */
  readonly memoryLimit?: string;
  /** Default: every core. */
  readonly threads?: number;
  /** Where data go that do not fit in memory; made when needed, removed on close. */
  readonly tempDirectory?: string;
  /** Told now and then how far the statement is that runs. */
  readonly watch?: (progress: StatementProgress) => void;
}

/** An embedded DuckDB in memory. It reads files and spills to disk, and never downloads anything. */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(":memory:", configuration(options));
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  if (options.watch !== undefined) await connection.run(measuring);
  return new DuckDb(instance, connection, options.watch);
}

/** The engine measures its progress only where it would show it, and is told not to. */
const measuring = "SET enable_progress_bar = true; SET enable_progress_bar_print = false";

class DuckDb implements SqlEngine {
  readonly name = "duckdb";
  readonly version: string = version().replace(/^v/, "");
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #watch: DuckDbOptions["watch"];
  /** Plans share the titles of their steps, so that only one is at work. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    watch: DuckDbOptions["watch"],
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#watch = watch;
  }

  async run(sql: string, values: readonly Value[] = []): Promise<void> {
    await this.#attempt(sql, () => this.#connection.run(sql, [...values]));
  }

  async rows(sql: string, values: readonly Value[] = []): Promise<readonly Row[]> {
    const reader = await this.#attempt(sql, () => this.#connection.runAndReadAll(sql, [...values]));
    return toRows(reader.deduplicatedColumnNames(), reader.getRows());
  }

  async cells(plan: Plan): Promise<ReadonlyMap<string, readonly CountedRow[]>> {
    const found = new Map<string, readonly CountedRow[]>();
    for await (const [id, rows] of this.eachCells(plan)) found.set(id, rows);
    return found;
  }

  async *eachCells(plan: Plan): AsyncGenerator<QuestionCells, void, undefined> {
    const { promise: done, resolve: leave } = Promise.withResolvers<void>();
    const turn = this.#turn;
    this.#turn = done;
    await turn;
    try {
      yield* cellsInTurn(plan, {
        run: (sql) => this.run(sql),
        chunks: (sql) => this.#chunks(sql),
        drop: (title) => this.#drop(title),
      });
    } finally {
      leave();
    }
  }

  /** Chunk by chunk: a row of many figures takes far more room than what is kept of it. */
  async *#chunks(sql: string): AsyncGenerator<readonly Row[], void, undefined> {
    const result = await this.#attempt(sql, () => this.#connection.run(sql));
    const names = result.deduplicatedColumnNames();
    for await (const rows of result.yieldRows()) yield toRows(names, rows);
  }

  /** After an interruption nothing can be dropped any more; the tables go with the engine. */
  async #drop(title: string): Promise<void> {
    await this.#connection.run(`drop table if exists ${title}`).catch(() => undefined);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async #attempt<T>(sql: string, work: () => Promise<T>): Promise<T> {
    try {
      return await (this.#watch === undefined ? work() : this.#watched(work, this.#watch));
    } catch (cause) {
      throw operatorError(sql, cause);
    }
  }

  #watched<T>(work: () => Promise<T>, watch: (progress: StatementProgress) => void): Promise<T> {
    const look = (): Omit<StatementProgress, "elapsedMs"> => {
      const { percentage, rows_processed: rows } = this.#connection.progress;
      return { percentage, rows: Number(rows) };
    };
    return watched(work, look, watch);
  }
}

function configuration(options: DuckDbOptions): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: options.tempDirectory ?? join(tmpdir(), `edufed-${process.pid}`),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  };
}

function toRows(
  names: readonly string[],
  rows: readonly (readonly DuckDBValue[])[],
): readonly Row[] {
  return rows.map((row) => {
    const entries = names.map((name, index) => [name, plainValue(row[index] ?? null)] as const);
    return Object.fromEntries(entries);
  });
}

/** The one place where an engine's value becomes ours. Lists become JSON text. */
function plainValue(value: DuckDBValue): Value {
  if (typeof value === "bigint") return safeNumber(value);
  if (typeof value === "object" && value !== null) return plainObject(value);
  return value;
}

function plainObject(
  value: Exclude<DuckDBValue, bigint | number | string | boolean | null>,
): Value {
  if ("items" in value) return JSON.stringify([...value.items].map(plainValue));
  if ("scale" in value) return value.toDouble();
  return value.toString();
}

function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError("a whole number in the result is larger than 2^53");
  }
  return number;
}

const outOfRoom =
  /No space left|Could not write|Could not flush|Read-only file system|max_temp_directory_size|failed to offload/i;
const notPermitted = /Permission denied|Operation not permitted|Is a directory|Not a directory/i;
const writes = /^\s*(copy|export|attach)\b/i;

/**
 * What the engine says when it reads a file that is gone, cut off or damaged. Its decoders have no
 * words of their own for damage: they fail with an invalid or an input-output error.
 */
const brokenFile = /^(IO|Invalid) Error|Failed to read file|Parquet file|corrupt/i;

/** Errors whose message quotes data; it is kept as the cause and not shown. */
const quotesData = /^(Conversion|Invalid Input|Constraint|Out of Range) Error/;

/** Room and permission are the operator's to mend; a message that quotes data is not passed on. */
function operatorError(sql: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  if (outOfRoom.test(cause.message)) {
    return new OutputError(
      "The result could not be written: there is no room on the disk.",
      "Make room, or choose another folder or temporary directory.",
      { cause },
    );
  }
  if (notPermitted.test(cause.message)) return permissionError(sql, cause);
  if (brokenFile.test(cause.message) && !writes.test(sql)) return brokenFileError(cause);
  if (cause.message.startsWith("Out of Memory Error")) return memoryError(cause);
  const kind = quotesData.exec(cause.message)?.[0];
  return kind === undefined ? cause : new Error(`${kind} in the engine, about a value`, { cause });
}

function brokenFileError(cause: Error): InputError {
  const path = /(?:file|pattern|open) ['"]([^'"]+)['"]/.exec(cause.message)?.[1];
  return new InputError(
    `${path === undefined ? "A file" : basename(path)} could not be read to its end: it is gone, cut off or damaged.`,
    "Write the file again, and keep it until the command is done.",
    { cause },
  );
}

function memoryError(cause: Error): InputError {
  return new InputError(
    "There is not enough memory for these data.",
    "Give fewer files at a time, or use a machine with more memory.",
    { cause },
  );
}

function permissionError(sql: string, cause: Error): Error {
  return writes.test(sql)
    ? new OutputError(
        "The result could not be written: the folder may not be written to.",
        "Choose a folder that you may write to.",
        { cause },
      )
    : new InputError(
        "A file could not be read: permission was denied.",
        "Ask for permission to read the file, or copy it to where you may.",
        { cause },
      );
}
