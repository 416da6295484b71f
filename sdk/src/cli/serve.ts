import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { exitCode, UsageError } from "../errors.ts";
import type { Io } from "./io.ts";
import type { MakeCommand } from "./program.ts";

interface Options {
  readonly store: string;
  readonly members: string;
  readonly site?: string;
  readonly port: string;
  readonly host: string;
}

export const make: MakeCommand = (io, finish) =>
  new Command("serve")
    .description("Runs a gateway: verified publications, GraphQL, files and the site.")
    .option("--store <where>", "where publications are kept", "sqlite:gateway.db")
    .requiredOption("--members <file>", "list of members and their public keys")
    .option("--site <dir>", "built site to serve at /")
    .option("--port <n>", "port", "4000")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .action(async (options: Options) => {
      finish(await runServer(serverArguments(options, io), io));
    });

function serverArguments(options: Options, io: Io): readonly string[] {
  const store = options.store.replace(/^sqlite:/, "");
  if (store === options.store) {
    throw new UsageError(
      `The store ${options.store} is of no known kind.`,
      "Use sqlite:<file>, for example sqlite:gateway.db.",
    );
  }
  const site = options.site === undefined ? [] : ["--site", resolve(io.cwd, options.site)];
  return [
    ...["--store", `sqlite:${resolve(io.cwd, store)}`],
    ...["--members", resolve(io.cwd, options.members)],
    ...["--port", options.port, "--host", options.host],
    ...site,
  ];
}

/**
 * The gateway is a package of its own that never sees a record, so it runs as a process of its own.
 * Its words and its end are this command's.
 */
async function runServer(args: readonly string[], io: Io): Promise<0 | 1 | 2 | 3 | 70 | 130> {
  const child = spawn(process.execPath, [serverMain(), ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    cwd: io.cwd,
  });
  const stop = (): void => void child.kill("SIGTERM");
  process.removeAllListeners("SIGINT");
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const code = await new Promise<number | null>((done, fail) => {
    child.on("exit", done).on("error", fail);
  });
  const known = Object.values(exitCode).find((each) => each === code);
  return known ?? exitCode.bug;
}

function serverMain(): string {
  try {
    return fileURLToPath(import.meta.resolve("@edufed/server/main"));
  } catch (cause) {
    throw new UsageError(
      "The gateway is not installed beside this SDK.",
      "Install the package @edufed/server of the same version.",
      { cause },
    );
  }
}
