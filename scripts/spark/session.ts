/** One Spark that runs many scripts, because starting one takes seconds. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sparkError } from "../../sdk/src/engine/spark-error.ts";
import type { SparkRunner } from "../../sdk/src/engine/spark-process.ts";
import type { Spark } from "./install.ts";

/** A Spark that runs on two cores of this machine with 1 GB, and can be reached from it only. */
export interface SparkSession extends SparkRunner {
  /** Ends it; settles when its process is gone. */
  end(): Promise<void>;
}

const program = fileURLToPath(new URL("session.py", import.meta.url));

/** How statements are run: as programs of Java, or without making any, which suits many small ones. */
export type SparkMode = "compiled" | "interpreted";

/** Starts Spark and waits until it takes scripts, which run one after the other. */
export async function startSession(
  { packages, javaHome }: Spark,
  mode: SparkMode,
): Promise<SparkSession> {
  const folder = mkdtempSync(join(tmpdir(), "edufed-spark-session-"));
  const child = spawn("python3", [program, mode], {
    cwd: folder,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      PYTHONPATH: packages,
      JAVA_HOME: javaHome,
      SPARK_HOME: join(packages, "pyspark"),
      SPARK_LOCAL_IP: "127.0.0.1",
      SPARK_LOCAL_DIRS: folder,
    },
  });
  const gone = once(child, "close").finally(() => rmSync(folder, { recursive: true, force: true }));
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told = (told + text).slice(-(1 << 16));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done !== true) return line.value;
    throw sparkError({ told });
  };
  await answer();
  let last: Promise<unknown> = Promise.resolve();
  const ran = async (script: string): Promise<void> => {
    child.stdin.write(`${script}\n`);
    const ending = await answer();
    if (ending !== "") throw sparkError({ told: ending, status: 1 });
  };
  const close = (): void => void child.stdin.end();
  return {
    run(script) {
      const mine = last.then(() => ran(script));
      last = mine.catch(() => undefined);
      return mine;
    },
    close,
    async end() {
      close();
      await gone;
    },
  };
}
