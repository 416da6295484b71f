import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { sparkProcess } from "../../src/engine/spark-process.ts";
import { makeFolder, type Scratch } from "../import/folder.ts";
import { failure } from "./failure.ts";

/** A script of the shell stands for one of Spark: what matters is how a process ends. */
function script(folder: Scratch, lines: string): string {
  return folder.write("cells.py", lines);
}

/** Whether a script has left a file. */
function hasLeft({ path }: Scratch, name: string): () => boolean {
  return () => existsSync(join(path, name));
}

// Side by side: one of them waits until a process is killed that does not listen.

test.concurrent("a script runs in its own folder, where Spark may leave what it likes", async ({
  expect,
}) => {
  using folder = makeFolder();
  await sparkProcess(["sh"]).run(script(folder, "echo > left-behind"));
  expect(hasLeft(folder, "left-behind")()).toBe(true);
});

test.concurrent.for([1, 2])(
  "the words of a script are found after much else on channel %i",
  async (place, { expect }) => {
    using folder = makeFolder();
    const line = "WARN a line as Spark writes many of them while it is busy with its work";
    const lines = `yes "${line}" | head -n 30000 >&${place}
echo "__main__.NotCounted: student has no column id." >&${place}
exit 1`;
    const run = sparkProcess(["sh"]).run(script(folder, lines));
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow("student has no column id.");
  },
);

test.concurrent("a command that is not there is the operator's to mend", async ({ expect }) => {
  using folder = makeFolder();
  const run = sparkProcess([join(folder.path, "no-such-command")]).run(script(folder, ""));
  await expect(run).rejects.toThrow(UsageError);
});

test.concurrent("a script that is ended from outside did not say why", async ({ expect }) => {
  using folder = makeFolder();
  const run = sparkProcess(["sh"]).run(script(folder, "kill -9 $$"));
  await expect(run).rejects.toThrow("by a signal");
});

test.concurrent("what does not listen when a runner is closed is ended all the same", async ({
  expect,
}) => {
  using folder = makeFolder();
  const runner = sparkProcess(["sh"]);
  const deaf = `trap '' TERM; echo > started; while true; do sleep 1; done`;
  const ended = failure(runner.run(script(folder, deaf)));
  await expect.poll(hasLeft(folder, "started"), { timeout: 10_000 }).toBe(true);
  runner.close();
  expect((await ended).message).toContain("its engine was closed");
});

test.concurrent("closing ends a script and what it has started, and says so", async ({
  expect,
}) => {
  using folder = makeFolder();
  const runner = sparkProcess(["sh"]);
  const started = `(trap 'echo > ended; exit' TERM; echo > started; sleep 60 & wait) & wait`;
  const ended = failure(runner.run(script(folder, started)));
  await expect.poll(hasLeft(folder, "started"), { timeout: 10_000 }).toBe(true);
  runner.close();
  expect((await ended).message).toContain("its engine was closed");
  await expect.poll(hasLeft(folder, "ended"), { timeout: 10_000 }).toBe(true);
});
