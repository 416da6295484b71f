import type { Relation } from "../dataset.ts";
import { passed } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { InputError, RefusedError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import type { TableBatch } from "../import/growing-table.ts";
import { readRecords } from "../import/records.ts";
import type { Member } from "../pipeline.ts";
import { added, type BatchCounts, nothing } from "../watch/batch-counts.ts";
import type { DayStore } from "../watch/day-store.ts";
import { sift } from "../watch/sift.ts";
import type { FileBatch, FileKept } from "./watch-files.ts";
import type { OpenWatch } from "./watch-open.ts";

/** What became of everything that was new. */
export interface Taken {
  readonly rows: number;
  readonly counts: BatchCounts;
  /** Finding code → rows left out for it. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Rows left out, each once. */
  readonly rowsRejected: number;
  /** Files that are other ones than those that were read, and were read from the beginning. */
  readonly filesAnew: number;
}

export const nothingTaken: Taken = {
  rows: 0,
  counts: nothing,
  rejected: {},
  rowsRejected: 0,
  filesAnew: 0,
};

/** Both together. */
export function taken(one: Taken, other: Taken): Taken {
  const codes = [...new Set([...Object.keys(one.rejected), ...Object.keys(other.rejected)])];
  return {
    rows: one.rows + other.rows,
    counts: added(one.counts, other.counts),
    rejected: Object.fromEntries(
      codes.map((code) => [code, (one.rejected[code] ?? 0) + (other.rejected[code] ?? 0)]),
    ),
    rowsRejected: one.rowsRejected + other.rowsRejected,
    filesAnew: one.filesAnew + other.filesAnew,
  };
}

/** How far a source was read: a file, or a table by the clock of its server. */
type Mark = FileKept | { readonly at: string };

/** How far a file was read. */
export function fileKept(store: DayStore, source: string): FileKept | undefined {
  const fact = store.fact(markName(source));
  return isMark(fact) && !("at" in fact) ? fact : undefined;
}

/** When a table was looked at last. */
export function tableSeen(store: DayStore, source: string): string | undefined {
  const fact = store.fact(markName(source));
  return isMark(fact) && "at" in fact ? fact.at : undefined;
}

/** Under which name the mark of a source is kept. */
function markName(source: string): string {
  return `source ${source}`;
}

/** Whether a fact of the store is a mark; it writes nothing else under that name. */
function isMark(fact: unknown): fact is Mark {
  const kinds = ["lines", "whole", "at"];
  return typeof fact === "object" && fact !== null && kinds.some((kind) => kind in fact);
}

/** Who takes records in, and where they are kept. */
export interface Taker {
  readonly engine: SqlEngine;
  readonly open: OpenWatch;
  readonly member: Member;
  readonly store: DayStore;
}

/** Takes in what is new in one file. */
export async function takeFile(taker: Taker, batch: FileBatch): Promise<Taken> {
  const { relation, malformed } = await read(taker.engine, batch, taker.member);
  const made = await takeRelation(taker, relation, { ...batch, malformed });
  return { ...made, filesAnew: batch.isAnew ? 1 : 0 };
}

/** Takes in the new rows of a table. */
export async function takeTable(taker: Taker, batch: TableBatch): Promise<Taken> {
  const { source, at, relation } = batch;
  return takeRelation(taker, relation, { source, mark: { at }, malformed: 0 });
}

/** records → valid → pseudonymous → figures. */
async function takeRelation(
  { engine, open, member, store }: Taker,
  relation: Relation,
  from: { readonly source: string; readonly mark: Mark; readonly malformed: number },
): Promise<Taken> {
  const { watch, growing, valid, registry, purpose } = open;
  const { malformed } = from;
  const own = growing.get(relation.entity);
  if (own === undefined) throw new RangeError(`records of ${relation.entity} do not grow`);
  const relations = new Map([...valid.relations, [relation.entity, relation]]);
  const records = passed("records", { engine, relations });
  const { config, key } = member;
  const sifted = await sift(records, own, { registry, purpose, key, system: config.member });
  const counts = await watch.take(sifted.arrivals, () =>
    store.setFact(markName(from.source), from.mark),
  );
  const rowsRejected = sifted.rowsRejected + malformed;
  const kept = Object.entries(counts).filter(([name]) => name !== "late" && name !== "ahead");
  return {
    rows: kept.reduce((sum, [, count]) => sum + Number(count), rowsRejected),
    counts,
    rejected: {
      ...sifted.rejected,
      ...(malformed === 0 ? {} : { "malformed-row": malformed }),
    },
    rowsRejected,
    filesAnew: 0,
  };
}

/** Reads a batch; rows that are no records are counted, columns that are none of the entity's are refused. */
async function read(
  engine: SqlEngine,
  batch: FileBatch,
  { registry }: Member,
): Promise<{ readonly relation: Relation; readonly malformed: number }> {
  try {
    const { records, findings } = await readRecords(engine, [batch.path], registry);
    const refused = findings.find(
      ({ severity, code }) => severity === "error" && !rowCodes.has(code),
    );
    if (refused !== undefined) throw notOfTheStandard(refused, batch);
    const malformed = findings
      .filter(({ code }) => code === "malformed-row")
      .reduce((sum, { count }) => sum + count, 0);
    const relation = records.relations.get(batch.entity);
    if (relation === undefined) throw new RangeError(`no records of ${batch.entity}`);
    return { relation, malformed };
  } catch (cause) {
    throw ofTheSource(cause, batch);
  }
}

/** Findings about rows, or about there being none. */
const rowCodes: ReadonlySet<Finding["code"]> = new Set(["malformed-row", "empty-file"]);

function notOfTheStandard({ message }: Finding, { source }: FileBatch): RefusedError {
  return new RefusedError(
    `${source} is not of the standard: ${message}`,
    `Run \`edufed validate ${source}\` to see all of it.`,
  );
}

/** An error about the lines that were taken out of a file is told of the file. */
function ofTheSource(cause: unknown, { path, source }: FileBatch): unknown {
  if (path === source || !(cause instanceof InputError)) return cause;
  return new InputError(cause.message.replaceAll(path, source), cause.remedy, { cause });
}
