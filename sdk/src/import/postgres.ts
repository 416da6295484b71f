import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Registry } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import type { FindingLanguage } from "../finding-text.ts";
import type { Finding } from "../finding.ts";
import { whileUnfinished } from "../workspace/unfinished.ts";
import { parsePostgresAddress } from "../engine/postgres-address.ts";
import { openSnapshot, type Snapshot } from "../engine/postgres-snapshot.ts";
import { type LocatedTable, locateTables } from "./postgres-tables.ts";

/** The tables that were found. */
export interface FoundTables {
  readonly located: readonly LocatedTable[];
  readonly findings: readonly Finding[];
}

/**
 * Finds the tables at addresses and does some work on them, in one snapshot for each address.
 * However it ends, no connection and no copy is left.
 */
export async function withTables<T>(
  engine: SqlEngine,
  addresses: readonly string[],
  question: {
    readonly registry: Registry;
    readonly entity?: string | undefined;
    readonly language?: FindingLanguage | undefined;
    readonly signal?: AbortSignal | undefined;
  },
  work: (tables: FoundTables) => Promise<T>,
): Promise<T> {
  const parsed = addresses.map(parsePostgresAddress);
  const folder = await besideSpill(engine);
  const snapshots: Snapshot[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(snapshots.map((snapshot) => snapshot.close()));
  };
  const stop = (): void => void close();
  question.signal?.addEventListener("abort", stop);
  return whileUnfinished(folder, async () => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const located: LocatedTable[] = [];
      const findings: Finding[] = [];
      for (const address of parsed) {
        const snapshot = await openSnapshot(address);
        snapshots.push(snapshot);
        const found = await locateTables(snapshot, { ...question, address, folder });
        located.push(...found.located);
        findings.push(...found.findings);
      }
      return await work({ located, findings });
    } finally {
      question.signal?.removeEventListener("abort", stop);
      await close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** A folder beside the one where the engine puts what does not fit in memory. */
async function besideSpill(engine: SqlEngine): Promise<string> {
  const [row] = await engine.rows("SELECT current_setting('temp_directory') AS folder");
  return join(dirname(String(row?.["folder"])), `edufed-${randomBytes(6).toString("hex")}`);
}
