/** A Trino cluster of two nodes on this machine: a coordinator that plans, and a worker that works. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { trinoClient } from "../../sdk/src/engine/trino-client.ts";
import type { Trino } from "./install.ts";

/** A cluster that runs. */
export interface TrinoCluster {
  /** `http://127.0.0.1:…`, reachable from this machine only; any user is let in. */
  readonly server: string;
  /** Both nodes see it; to the tables it is `local:///`. */
  readonly shared: string;
  /** Where the nodes write what they do, one file each. */
  readonly logs: string;
  /** Stops both nodes and removes everything. */
  close(): Promise<void>;
}

/** The catalog of the cluster: tables over the Parquet files of the shared folder. */
export const catalog = "hive";

/** Half a minute where nothing else runs. */
const startSecondsMax = 300;

/** Starts a cluster and waits until both nodes take work; when that fails, its logs are kept. */
export async function startCluster(
  trino: Trino,
  signal: AbortSignal = new AbortController().signal,
): Promise<TrinoCluster> {
  const folder = await mkdtemp(join(tmpdir(), "edufed-trino-"));
  const shared = join(folder, "shared");
  const logs = join(folder, "logs");
  const plugins = join(folder, "plugins");
  for (const made of [shared, logs, plugins]) await mkdir(made);
  await symlink(trino.hive, join(plugins, "hive"));
  const port = await freePort();
  const place = { trino, folder, shared, logs, plugins, coordinator: port };
  const nodes = [
    await startNode(place, "coordinator", port),
    await startNode(place, "worker", await freePort()),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  const server = `http://127.0.0.1:${port}`;
  try {
    await bothActive(server, nodes, signal);
  } catch (cause) {
    await stop();
    if (signal.aborted) await rm(folder, { recursive: true, force: true });
    throw new Error(`Trino did not start: ${words(cause)} Its logs are in ${logs}.`, { cause });
  }
  return {
    server,
    shared,
    logs,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly trino: Trino;
  readonly folder: string;
  readonly shared: string;
  readonly logs: string;
  readonly plugins: string;
  /** Port of the coordinator. */
  readonly coordinator: number;
}

interface Node {
  readonly name: string;
  /** The last lines of its log, when it has ended. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

/**
 * Waits for Java in a shell that ends it when its own input closes: a node never outlives the process
 * that started it, however that ends.
 */
const guard = `exec 3<&0
"$@" </dev/null & node=$!
(cat <&3 >/dev/null; kill -9 $node 2>/dev/null) &
wait $node`;

async function startNode(place: Place, name: string, port: number): Promise<Node> {
  const configuration = await writeConfiguration(place, name, port);
  const log = join(place.logs, `${name}.log`);
  const output = createWriteStream(log);
  await once(output, "open");
  const command = [place.trino.java, ...javaOptions(place, name, configuration)];
  const shell = spawn("sh", ["-c", guard, "sh", ...command], {
    cwd: place.folder,
    stdio: ["pipe", output, output],
  });
  const exited = once(shell, "exit");
  return {
    name,
    ended: () => (shell.exitCode === null ? undefined : lastLines(log)),
    async stop() {
      shell.stdin?.destroy();
      await exited;
      output.destroy();
    },
  };
}

/** What Trino asks of Java, with little memory; a test needs no compiled code of the last quality. */
function javaOptions(place: Place, name: string, configuration: string): readonly string[] {
  return [
    "-Xmx1G",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:TieredStopAtLevel=1",
    "-XX:+EnableDynamicAgentLoading",
    "-Djdk.attach.allowAttachSelf=true",
    "-Dfile.encoding=UTF-8",
    "-Duser.timezone=UTC",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    `-Djava.io.tmpdir=${place.folder}`,
    `-Dconfig=${configuration}`,
    `-Dnode.id=${name}`,
    "-Dnode.environment=edufed",
    `-Dnode.data-dir=${join(place.folder, name)}`,
    "-Dnode.bind-ip=127.0.0.1",
    "-Dnode.internal-address=127.0.0.1",
    "-Dnode.external-address=127.0.0.1",
    "-cp",
    join(place.trino.server, "lib", "*"),
    "io.trino.server.TrinoServer",
  ];
}

async function writeConfiguration(place: Place, name: string, port: number): Promise<string> {
  const isCoordinator = port === place.coordinator;
  const catalogs = join(place.folder, name, "catalog");
  await mkdir(catalogs, { recursive: true });
  await writeFile(
    join(catalogs, `${catalog}.properties`),
    properties({
      "connector.name": "hive",
      "hive.metastore": "file",
      "hive.metastore.catalog.dir": "local:///metastore",
      "hive.timestamp-precision": "MICROSECONDS",
      "hive.parquet.time-zone": "UTC",
      "fs.native-local.enabled": "true",
      "local.location": place.shared,
    }),
  );
  const file = join(place.folder, name, "config.properties");
  await writeFile(
    file,
    properties({
      coordinator: String(isCoordinator),
      ...(isCoordinator ? { "node-scheduler.include-coordinator": "false" } : {}),
      "http-server.http.port": String(port),
      "discovery.uri": `http://127.0.0.1:${place.coordinator}`,
      "catalog.config-dir": catalogs,
      "plugin.dir": place.plugins,
      "query.max-memory-per-node": "500MB",
      "memory.heap-headroom-per-node": "300MB",
    }),
  );
  return file;
}

function properties(given: Readonly<Record<string, string>>): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** Asks until both nodes are there, and gives up when one has ended. */
async function bothActive(
  server: string,
  nodes: readonly Node[],
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + startSecondsMax * 1000;
  while (!(await isStarted(server)) || (await activeNodes(server)) < nodes.length) {
    for (const node of nodes) {
      const said = node.ended();
      if (said !== undefined) throw new Error(`the ${node.name} ended.\n${said}\n`);
    }
    if (Date.now() > deadline) {
      throw new Error(`its nodes were not ready within ${startSecondsMax} seconds.`);
    }
    await setTimeout(200, undefined, { signal });
  }
}

async function isStarted(server: string): Promise<boolean> {
  try {
    const response = await fetch(`${server}/v1/info`);
    return /"starting"\s*:\s*false/.test(await response.text());
  } catch {
    // Nobody listens yet.
    return false;
  }
}

async function activeNodes(server: string): Promise<number> {
  const client = trinoClient({ server, user: "edufed", catalog: "system", schema: "runtime" });
  const rows = await client.rows("select count(*) as nodes from nodes where state = 'active'");
  return Number(rows[0]?.["nodes"]);
}

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** The end of a log, without where in Java things happened. */
function lastLines(log: string): string {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  const told = lines.filter((line) => !/^\s+(at |\.\.\.)/.test(line));
  return told.slice(-10).join("\n");
}

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
