import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { sparkProcess } from "../../src/engine/spark-process.ts";
import { failure } from "./failure.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "edufed-process-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A script of the shell stands for one of Spark: what matters is how a process ends. */
function script(lines: string): string {
  const path = join(folder, "cells.py");
  writeFileSync(path, lines);
  return path;
}

test("a script runs in its own folder, where Spark may leave what it likes", async () => {
  await sparkProcess(["sh"]).run(script("echo > left-behind"));
  expect(existsSync(join(folder, "left-behind"))).toBe(true);
});

test.each([1, 2])(
  "the words of a script are found after much else on channel %i",
  async (place) => {
    const line = "WARN a line as Spark writes many of them while it is busy with its work";
    const lines = `yes "${line}" | head -n 30000 >&${place}
echo "__main__.NotCounted: student has no column id." >&${place}
exit 1`;
    const run = sparkProcess(["sh"]).run(script(lines));
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow("student has no column id.");
  },
);

test("a command that is not there is the operator's to mend", async () => {
  const run = sparkProcess([join(folder, "no-such-command")]).run(script(""));
  await expect(run).rejects.toThrow(UsageError);
});

test("a script that is ended from outside did not say why", async () => {
  const run = sparkProcess(["sh"]).run(script("kill -9 $$"));
  await expect(run).rejects.toThrow("by a signal");
});

test("what does not listen when a runner is closed is ended all the same", async () => {
  const runner = sparkProcess(["sh"]);
  const deaf = `trap '' TERM; echo > started; while true; do sleep 1; done`;
  const ended = failure(runner.run(script(deaf)));
  await expect.poll(() => existsSync(join(folder, "started")), { timeout: 10_000 }).toBe(true);
  runner.close();
  expect((await ended).message).toContain("its engine was closed");
});

test("closing ends a script and what it has started, and says so", async () => {
  const runner = sparkProcess(["sh"]);
  const started = `(trap 'echo > ended; exit' TERM; echo > started; sleep 60 & wait) & wait`;
  const ended = failure(runner.run(script(started)));
  await expect.poll(() => existsSync(join(folder, "started")), { timeout: 10_000 }).toBe(true);
  runner.close();
  expect((await ended).message).toContain("its engine was closed");
  await expect.poll(() => existsSync(join(folder, "ended")), { timeout: 10_000 }).toBe(true);
});
