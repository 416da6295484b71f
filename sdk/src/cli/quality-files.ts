import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Registry } from "@edufed/schemas";
import type { Records } from "../dataset.ts";
import { rawName } from "../engine/reading.ts";
import { quoteIdentifier } from "../engine/sql-text.ts";
import { locate } from "../import/locate.ts";
import type { FileFacts } from "../validate/report/run-facts.ts";

/** What was read, as `locate` takes it. */
export interface ReadFiles {
  readonly paths: readonly string[];
  readonly entity: string | undefined;
  readonly counts: Readonly<Record<string, number>>;
}

/** Every file that records were read from, with its size, its SHA-256 and its records. */
export async function fileFacts(
  records: Records,
  registry: Registry,
  { paths, entity, counts }: ReadFiles,
): Promise<readonly FileFacts[]> {
  if (paths.length === 0) return [];
  const { located } = locate(paths, registry, entity);
  const facts: FileFacts[] = [];
  for (const source of located) {
    const [only] = source.files;
    const inFiles =
      source.files.length === 1 && only !== undefined
        ? new Map([[only, counts[source.entity] ?? 0]])
        : await recordsByFile(records, source.entity);
    for (const file of source.files) {
      // One after the other: a disk reads no two files faster than one.
      const { size: bytes } = await stat(file);
      const own = inFiles.get(file);
      facts.push({
        entity: source.entity,
        file,
        bytes,
        sha256: await digestOf(file),
        ...(own === undefined ? {} : { records: own }),
      });
    }
  }
  return facts;
}

/** Without its records a file is known by the rows that name it; one without rows is not among them. */
async function recordsByFile(
  { engine, relations }: Records,
  entity: string,
): Promise<ReadonlyMap<string, number>> {
  const relation = relations.get(entity);
  if (relation === undefined) return new Map();
  const raw = quoteIdentifier(rawName(relation.name));
  const described = await engine.rows(`DESCRIBE ${raw}`);
  if (!described.some((column) => column["column_name"] === "_file")) return new Map();
  const rows = await engine.rows(
    `SELECT _file AS file, count(*) AS n FROM ${raw} GROUP BY file ORDER BY file`,
  );
  return new Map(rows.map((row) => [String(row["file"]), Number(row["n"])]));
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
