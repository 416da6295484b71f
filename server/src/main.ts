import { parseArgs } from "node:util";
import { EduFedError, UsageError, exitCode } from "@edufed/sdk";

/**
 * Starts a gateway from flags, else from the environment:
 * `--store sqlite:<file>` (EDUFED_STORE), `--members <file>` (EDUFED_MEMBERS), `--site <dir>`
 * (EDUFED_SITE), `--port <n>` (PORT, 4000), `--host <address>` (HOST, 127.0.0.1).
 */
async function main(): Promise<void> {
  const settings = read(process.argv.slice(2));
  // Loaded once the flags are known to be good, so that a wrong one is answered at once.
  const { createGateway, openStore, readSite, readTrustList } = await import("./index.ts");
  const members = readTrustList(settings.members);
  const store = openStore(settings.store);
  const gateway = await createGateway({
    store,
    members,
    ...(settings.site === undefined ? {} : { site: readSite(settings.site) }),
    onBug: (error) => console.error(new Date().toISOString(), error),
  });
  const address = await gateway.listen(settings.port, settings.host);
  const closed = gateway.closed();
  if (closed !== null) console.error(closed);
  console.log(`Gateway ready at ${address}`);
  const stop = (): void => {
    void gateway.close();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

interface Settings {
  readonly store: string;
  readonly members: string;
  readonly site: string | undefined;
  readonly port: number;
  readonly host: string;
}

function read(argv: readonly string[]): Settings {
  const { env } = process;
  const flags = parse(argv);
  const port = flags.port ?? env["PORT"] ?? "4000";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`"${port}" is not a port.`, "Use a number from 0 to 65535.");
  }
  return {
    store: needed("--store", "EDUFED_STORE", flags.store ?? env["EDUFED_STORE"]),
    members: needed("--members", "EDUFED_MEMBERS", flags.members ?? env["EDUFED_MEMBERS"]),
    site: flags.site ?? env["EDUFED_SITE"],
    port: Number(port),
    host: flags.host ?? env["HOST"] ?? "127.0.0.1",
  };
}

type Flags = { readonly [name in "store" | "members" | "site" | "port" | "host"]?: string };

function parse(argv: readonly string[]): Flags {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: { store: text, members: text, site: text, port: text, host: text },
    }).values;
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? cause.message : "The flags cannot be read.",
      "Use --store, --members, --site, --port and --host, each with a value.",
      { cause },
    );
  }
}

function needed(flag: string, variable: string, value: string | undefined): string {
  if (value !== undefined && value !== "") return value;
  throw new UsageError(`${flag} is missing.`, `Give ${flag} or set ${variable}.`);
}

try {
  await main();
} catch (error) {
  if (error instanceof EduFedError) {
    console.error(`${error.message}\n${error.remedy}`);
    process.exitCode = error.exitCode;
  } else {
    console.error(error);
    process.exitCode = exitCode.bug;
  }
}
