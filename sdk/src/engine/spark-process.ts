import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { commandError, type SparkEnd, sparkError } from "./spark-error.ts";

/** Runs scripts where Spark is. */
export interface SparkRunner {
  /** Runs the script of this path to its end; throws what it says when there are no cells. */
  run(script: string): Promise<void>;
  /** Ends what still runs. */
  close(): void;
}

/** Each script in a process of its own, started by a command such as `spark-submit --master yarn`. */
export function sparkProcess(command: readonly string[]): SparkRunner {
  const running = new Set<number>();
  let isClosed = false;
  return {
    async run(script) {
      const end = await ended([...command, script], running);
      if (end.status === 0) return;
      throw isClosed
        ? new Error("Spark was ended, because its engine was closed")
        : sparkError(end);
    },
    close() {
      isClosed = true;
      for (const id of running) endGroup(id, "SIGTERM");
      // What was being started just then, or does not listen, holds the channels open.
      setTimeout(() => {
        for (const id of running) endGroup(id, "SIGKILL");
      }, graceMs).unref();
    },
  };
}

/** How long processes may take to end in their own way. */
const graceMs = 5000;

/** Enough for the words that a script ends with, after everything else that Spark says. */
const toldMost = 1 << 20;

function ended(
  [program = "", ...parameters]: readonly string[],
  running: Set<number>,
): Promise<SparkEnd> {
  return new Promise((resolve, reject) => {
    // Spark leaves folders where it runs, and starts processes that must end with it. What a script
    // writes as an error comes out of spark-submit as ordinary output.
    const child = spawn(program, parameters, {
      cwd: dirname(parameters.at(-1) ?? ""),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (child.pid !== undefined) running.add(child.pid);
    let told = "";
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding("utf8").on("data", (text: string) => {
        told = (told + text).slice(-toldMost);
      });
    }
    child.once("error", (cause) => reject(commandError(program, cause)));
    child.once("close", (status) => {
      if (child.pid !== undefined) running.delete(child.pid);
      resolve({ told, ...(status === null ? {} : { status }) });
    });
  });
}

/** A process and those it started; one that has just ended by itself is no longer there. */
function endGroup(leader: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-leader, signal);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ESRCH")) throw cause;
  }
}
