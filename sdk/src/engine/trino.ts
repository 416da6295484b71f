import { countedRows } from "./counted-rows.ts";
import type { Engine, Row } from "./engine.ts";
import type { CountedRow, Plan } from "./plan.ts";
import { keySteps } from "./record-key-sql.ts";
import { cellsSql } from "./sql.ts";
import { type TrinoClient, trinoClient, type TrinoOptions } from "./trino-client.ts";
import { trinoDialect } from "./trino-dialect.ts";
import { requireReadable } from "./trino-lists.ts";

/** A Trino cluster whose catalog and schema hold tables named and shaped as the record entities. */
export interface TrinoEngine extends Engine {
  /** Runs one statement; a small result as rows. */
  rows(sql: string): Promise<readonly Row[]>;
}

/** Connects to a cluster; throws when it cannot be reached or does not let the user in. */
export async function openTrino(options: TrinoOptions): Promise<TrinoEngine> {
  const client = trinoClient(options);
  const [first] = await client.rows("select version() as version");
  return new Trino(client, String(first?.["version"]));
}

class Trino implements TrinoEngine {
  readonly name = "trino";
  readonly version: string;
  readonly #client: TrinoClient;

  constructor(client: TrinoClient, version: string) {
    this.#client = client;
    this.version = version;
  }

  rows(sql: string): Promise<readonly Row[]> {
    return this.#client.rows(sql);
  }

  async cells(plan: Plan): Promise<ReadonlyMap<string, readonly CountedRow[]>> {
    requireReadable(plan);
    // There is no way to bind a value that the cluster's history of statements would not show.
    const keys = keySteps(plan, trinoDialect, (digits) => `'${digits}'`);
    return countedRows(plan, await this.rows(cellsSql(plan, trinoDialect, keys)));
  }

  close(): void {
    this.#client.close();
  }
}
