import type { Dialect } from "./dialect.ts";
import { duckDbDialect } from "./duckdb-dialect.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { sparkDialect } from "./spark-dialect.ts";
import { trinoDialect } from "./trino-dialect.ts";

/** Every kind of SQL that a plan can be written in, by its name. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(
  [duckDbDialect, postgresDialect, sparkDialect, trinoDialect].map((dialect) => [
    dialect.name,
    dialect,
  ]),
);
