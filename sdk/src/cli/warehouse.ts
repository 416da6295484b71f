/**
 * Where records are counted when they do not lie in a folder: a database or a cluster that holds
 * tables in the shareable profile, as `edufed pseudonymise` writes them. Only cells come out of it.
 */
import type { Entity, Registry } from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import type { Held } from "../pipeline.ts";
import { UsageError } from "../errors.ts";

/** An engine and the entities that it has tables of. */
export interface Warehouse extends Held {
  close(): Promise<void>;
}

/** Secrets of an address, which are never part of a command line. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Opens what an address names: `postgres://…`, `trino://user@host:port/catalog/schema`, `spark:<folder>`. */
export async function openWarehouse(
  address: string,
  registry: Pick<Registry, "entities">,
  environment: Environment,
): Promise<Warehouse> {
  if (/^postgres(ql)?:\/\//.test(address)) return postgres(address, registry);
  if (/^trino(s)?:\/\//.test(address)) return trino(address, registry, environment);
  if (address.startsWith("spark:")) return spark(address.slice("spark:".length), registry);
  throw new UsageError(
    "The engine is none that there is.",
    "Write postgres://user@host/database?schema=…, trino://user@host:8080/catalog/schema, trinos://… for TLS, or spark:<folder of Parquet>.",
  );
}

async function postgres(
  address: string,
  { entities }: Pick<Registry, "entities">,
): Promise<Warehouse> {
  const { openPostgres } = await import("../engine/postgres.ts");
  const engine = await openPostgres({ address, relations: entities });
  return { engine, relations: relationsNamed(engine.tables), close: () => engine.ended() };
}

async function trino(
  address: string,
  { entities }: Pick<Registry, "entities">,
  environment: Environment,
): Promise<Warehouse> {
  const url = URL.parse(address);
  if (url === null) throw noCluster();
  const [catalog, schema, ...more] = url.pathname.split("/").filter((part) => part !== "");
  if (catalog === undefined || schema === undefined || more.length > 0 || url.username === "") {
    throw noCluster();
  }
  if (url.password !== "") {
    throw new UsageError(
      "A password in an address is seen by everyone on the machine.",
      "Put it into TRINO_PASSWORD, or a token into TRINO_TOKEN, and leave it out of the address.",
    );
  }
  const { openTrino } = await import("../engine/trino.ts");
  const { TRINO_PASSWORD: password, TRINO_TOKEN: token } = environment;
  const engine = await openTrino({
    server: `${url.protocol === "trinos:" ? "https" : "http"}://${url.host}`,
    user: decoded(url.username),
    catalog,
    schema,
    ...(password === undefined ? {} : { password }),
    ...(token === undefined ? {} : { token }),
  });
  const rows = await engine.rows("show tables");
  const tables = rows.flatMap((row) => Object.values(row).map(String));
  const known = tables.filter((table) => entities.has(table));
  return {
    engine,
    relations: relationsNamed(known),
    close: () => Promise.resolve(engine.close()),
  };
}

async function spark(folder: string, { entities }: Pick<Registry, "entities">): Promise<Warehouse> {
  const { existsSync } = await import("node:fs");
  const { join, resolve } = await import("node:path");
  const { openSpark } = await import("../engine/spark.ts");
  const { sparkType } = await import("../engine/spark-dialect.ts");
  const { sparkSource } = await import("../engine/spark-script.ts");
  const columnsOf = ({
    properties,
  }: Entity): Readonly<Record<string, ReturnType<typeof sparkType>>> =>
    Object.fromEntries(properties.map(({ name, type }) => [name, sparkType(type)]));
  const found = [...entities.values()].flatMap((entity) => {
    const place = [join(folder, `${entity.name}.parquet`), join(folder, entity.name)].find(
      existsSync,
    );
    if (place === undefined) return [];
    const parquet = sparkSource(resolve(place));
    return [[entity.name, { parquet, columns: columnsOf(entity) }] as const];
  });
  if (found.length === 0) {
    throw new UsageError(
      "The folder holds no Parquet of any entity.",
      "Name a folder with <entity>.parquet or <entity>/ in it.",
    );
  }
  const engine = openSpark({ relations: Object.fromEntries(found) });
  return {
    engine,
    relations: relationsNamed(found.map(([name]) => name)),
    close: () => Promise.resolve(engine.close()),
  };
}

function noCluster(): UsageError {
  return new UsageError(
    "The address of the cluster does not say user, host, catalog and schema.",
    "Write trino://user@host:8080/catalog/schema.",
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw noCluster();
  }
}

function relationsNamed(names: readonly string[]): ReadonlyMap<string, Relation> {
  return new Map(names.map((name) => [name, { entity: name, name }]));
}
