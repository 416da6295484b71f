import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { EduFedError, exitCode, UsageError, type ExitCode } from "../errors.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import { wholeNumber } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly store: string;
  readonly members: string;
  readonly site?: string;
  readonly port: number;
  readonly host: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("serve")
    .description(
      "Runs a gateway: verified publications, GraphQL, files and the site. Ends when it is interrupted.",
    )
    .requiredOption("--members <file>", "list of members and their public keys")
    .option("--store <where>", "where publications are kept", "sqlite:gateway.db")
    .option("--site <dir>", "built site to serve at /")
    .option("--port <n>", "port; 0 takes one that is free", wholeNumber, 4000)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--json", "say the address as JSON")
    .addHelpText("after", examples("serve --members members.json --store sqlite:gateway.db"))
    .action(async (options: Options) => {
      finish(await runServer(shell, options));
    });

function serverArguments(shell: Shell, options: Options): readonly string[] {
  const store = options.store.replace(/^sqlite:/, "");
  if (store === options.store || store === "") {
    throw new UsageError(
      `The store “${options.store}” is of no known kind.`,
      "Use sqlite:<file>, for example sqlite:gateway.db.",
    );
  }
  const site = options.site === undefined ? [] : ["--site", existing(shell, options.site)];
  return [
    ...["--store", `sqlite:${shell.at(store)}`],
    ...["--members", existing(shell, options.members)],
    ...["--port", String(options.port), "--host", options.host],
    ...site,
  ];
}

/**
 * The gateway is a package of its own that never sees a record, so it runs as a process of its own.
 * Its words and its end are this command's.
 */
async function runServer(shell: Shell, options: Options): Promise<ExitCode> {
  const child = spawn(process.execPath, [serverMain(), ...serverArguments(shell, options)], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: shell.cwd,
  });
  shell.signal?.addEventListener("abort", () => void child.kill("SIGTERM"), { once: true });
  const heard = passOn(child, shell, options.json === true);
  const code = await new Promise<number | null>((done, fail) => {
    child.on("close", done).on("error", fail);
  });
  const known = Object.values(exitCode).find((each) => each === code) ?? exitCode.bug;
  if (known === exitCode.fine || heard.ready) return known;
  throw new GatewayFailure(heard.words, known);
}

interface Heard {
  ready: boolean;
  /** What the gateway said to people before it was ready. */
  readonly words: string[];
}

/** Says what the gateway says. Until it is ready, its complaints are kept for the error. */
function passOn(child: ChildProcess, shell: Shell, json: boolean): Heard {
  const heard: Heard = { ready: false, words: [] };
  const each = (stream: "stdout" | "stderr", say: (line: string) => void): void => {
    const input = child[stream];
    if (input !== null) createInterface({ input }).on("line", say);
  };
  each("stdout", (line) => {
    const address = /^Gateway ready at (\S+)$/.exec(line)?.[1];
    heard.ready ||= address !== undefined;
    shell.out(json && address !== undefined ? JSON.stringify({ address }) : line);
  });
  each("stderr", (line) => {
    if (heard.ready) shell.err(line);
    else heard.words.push(line);
  });
  return heard;
}

/** A gateway that could not be started: its own last words, its own code. */
class GatewayFailure extends EduFedError {
  readonly code = "gateway";
  readonly exitCode: ExitCode;

  constructor(words: readonly string[], code: ExitCode) {
    const [message = "The gateway ended without a word.", remedy = "Look at its settings."] =
      code === exitCode.bug ? [words.join("\n"), "Please report it."] : words.slice(-2);
    super(message, remedy);
    this.exitCode = code;
  }
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
