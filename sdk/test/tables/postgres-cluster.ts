import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  chownSync,
  constants,
  globSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A PostgreSQL of a test's own, in a temporary folder and reachable from this machine only. */
export interface Cluster {
  /** The folder of its socket, which stands for a host. */
  readonly folder: string;
  /** Runs SQL and gives what it prints, without decoration; throws on the first error. */
  psql(sql: string): string;
  close(): Promise<void>;
}

/** Starts a cluster; throws, with what to install, where PostgreSQL is not there. */
export async function openCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "edufed-postgres-"));
  if (isRoot()) chownSync(folder, postgresUser(), 0);
  const data = join(folder, "data");
  run("initdb", ["-D", data, "-A", "trust", "-U", "edufed", "-E", "UTF8", "--no-sync"]);
  const server = spawn(located("postgres"), ["-D", data, "-k", folder, "-c", "listen_addresses="], {
    ...asPostgres(),
    stdio: "ignore",
  });
  const ended = once(server, "exit");
  const script = join(folder, "script.sql");
  const options = [
    "-h",
    folder,
    "-U",
    "edufed",
    "-d",
    "postgres",
    "-qAtX",
    "-v",
    "ON_ERROR_STOP=1",
  ];
  const psql = (sql: string): string => {
    writeFileSync(script, sql);
    return run("psql", [...options, "-f", script]);
  };
  await ready(psql);
  return {
    folder,
    psql,
    async close() {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(psql: (sql: string) => string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      psql("select 1");
      return;
    } catch (cause) {
      if (attempt === 100)
        throw new Error("PostgreSQL did not start within ten seconds.", { cause });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function run(program: string, parameters: readonly string[]): string {
  return execFileSync(located(program), parameters, {
    ...asPostgres(),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** PostgreSQL refuses to run as root; there it runs as the user that its package made. */
function asPostgres(): { readonly uid?: number } {
  return isRoot() ? { uid: postgresUser() } : {};
}

/** Debian keeps the programs of the server outside the path. */
function located(program: string): string {
  const places = (process.env["PATH"] ?? "").split(":").map((place) => join(place, program));
  const candidates = [...globSync(`/usr/lib/postgresql/*/bin/${program}`).toReversed(), ...places];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(`${program} is not installed. On Debian: apt-get install postgresql.`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function postgresUser(): number {
  return Number(execFileSync("id", ["-u", "postgres"], { encoding: "utf8" }));
}
