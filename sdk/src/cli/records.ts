import type { Registry } from "@edufed/schemas";
import type { Records } from "../dataset.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { RefusedError } from "../errors.ts";
import { hasErrors } from "../finding.ts";
import { readRecords, type ReadOptions } from "../import/records.ts";
import type { Shell } from "./shell.ts";

/** Reads a folder of records that must be of the standard; what is not is for `validate` to show. */
export async function recordsIn(
  shell: Shell,
  engine: SqlEngine,
  folder: string,
  registry: Registry,
  options: ReadOptions = {},
): Promise<Records> {
  shell.progress("reading and checking records …");
  const { records, findings } = await readRecords(engine, [folder], registry, {
    ...(shell.signal === undefined ? {} : { signal: shell.signal }),
    ...options,
  });
  if (!hasErrors(findings)) return records;
  throw new RefusedError(
    `${folder} has columns, rows or files that are not of the standard, so nothing was done.`,
    `Run \`edufed validate ${folder}\` to see them.`,
  );
}
