import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Registry } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import { OutputError } from "../errors.ts";
import type { Importer, ImportOptions, ImportReport } from "./importer.ts";
import { makeFolder } from "../workspace/write.ts";

const reportName = "import-report.json";

/**
 * Imports a source export into a folder of records: one Parquet file per entity and
 * import-report.json. The folder is written beside and renamed, so that it is there whole or not at
 * all. A folder that an import made is replaced by the same import run again; any other folder
 * with something in it is left alone and refused.
 */
export async function importFolder(
  importer: Importer,
  path: string,
  out: string,
  engine: SqlEngine,
  registry: Registry,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const target = resolve(out);
  refuseForeign(target);
  const { records, report } = await importer.read(path, engine, registry, options);
  const beside = `${target}.partial`;
  try {
    await makeFolder(dirname(target));
    prepare(beside);
    await writeRelations(engine, [...records.relations.values()], beside);
    writeFileSync(join(beside, reportName), `${JSON.stringify(report, null, 2)}\n`);
    replace(target, beside);
  } catch (cause) {
    rmSync(beside, { recursive: true, force: true });
    throw cause instanceof OutputError ? cause : outputError(out, cause);
  }
  return report;
}

async function writeRelations(
  engine: SqlEngine,
  relations: readonly Relation[],
  folder: string,
): Promise<void> {
  for (const { entity, name } of relations) {
    const file = quoteLiteral(join(folder, `${entity}.parquet`));
    // In order: when one cannot be written, no other is under way.
    await engine.run(
      `COPY (FROM ${quoteIdentifier(name)}) TO ${file} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
}

/** Only what an import made may be replaced by one. */
function refuseForeign(target: string): void {
  if (!existsSync(target)) return;
  const names = namesIn(target);
  const made = names.includes(reportName) && isReport(join(target, reportName));
  const foreign = names.find((name) => name !== reportName && !name.endsWith(".parquet"));
  if (names.length === 0 || (made && foreign === undefined)) return;
  throw new OutputError(
    made
      ? `${target} holds ${foreign}, which no import made.`
      : `${target} is not empty, and no import made what is in it.`,
    "Choose another folder, or move away what is in this one.",
  );
}

function namesIn(target: string): readonly string[] {
  try {
    return readdirSync(target);
  } catch (cause) {
    throw new OutputError(`${target} is not a folder that can be used.`, "Choose another folder.", {
      cause,
    });
  }
}

function isReport(path: string): boolean {
  try {
    const report: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof report === "object" && report !== null && "format" in report && "files" in report;
  } catch {
    return false;
  }
}

function prepare(beside: string): void {
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside);
}

function replace(target: string, beside: string): void {
  const previous = `${target}.previous`;
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, previous);
  renameSync(beside, target);
  rmSync(previous, { recursive: true, force: true });
}

function outputError(out: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const reasons: ReadonlyMap<unknown, string> = new Map([
    ["EACCES", "the folder may not be written to"],
    ["EPERM", "the folder may not be written to"],
    ["EROFS", "the disk may only be read"],
    ["ENOSPC", "there is no room on the disk"],
    ["ENOTDIR", "part of the path is a file"],
    ["EEXIST", "part of the path is a file"],
  ]);
  const reason = reasons.get(code);
  if (reason === undefined) return cause;
  return new OutputError(
    `The records could not be written to ${out}: ${reason}. Nothing was left behind.`,
    "Choose a folder that you may write to, with room on its disk.",
    { cause },
  );
}
