import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { InputError, UsageError } from "../../src/errors.ts";
import { sparkProcess } from "../../src/engine/spark-process.ts";

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

test("the words of a script are found after much else that was said", async () => {
  const lines = `i=0
while [ $i -lt 20000 ]; do echo "WARN a line of more than a hundred characters, as Spark writes many of them while it is busy with its work" >&2; i=$((i+1)); done
echo "__main__.NotCounted: student has no column id." >&2
exit 1`;
  const run = sparkProcess(["sh"]).run(script(lines));
  await expect(run).rejects.toThrow(new InputError("student has no column id.", ""));
});

test("a command that is not there is the operator's to mend", async () => {
  const run = sparkProcess([join(folder, "no-such-command")]).run(script(""));
  await expect(run).rejects.toThrow(UsageError);
});

test("a script that is ended from outside did not say why", async () => {
  const run = sparkProcess(["sh"]).run(script("kill -9 $$"));
  await expect(run).rejects.toThrow("by a signal");
});

test("closing ends a script and what it has started, and says so", async () => {
  const runner = sparkProcess(["sh"]);
  const mark = join(folder, "started");
  const run = runner.run(script(`sleep 60 & echo $! > started.part; mv started.part started; wait`));
  const ended = expect(run).rejects.toThrow("its engine was closed");
  await expect.poll(() => existsSync(mark), { timeout: 10_000 }).toBe(true);
  runner.close();
  await ended;
  // What it has started is in the same group, which is gone as a whole.
  runner.close();
});
