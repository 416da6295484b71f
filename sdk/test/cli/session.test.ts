import { existsSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { withEngine } from "../../src/cli/session.ts";
import { shellOver } from "../../src/cli/shell.ts";

const silent = shellOver({
  out: () => undefined,
  err: () => undefined,
  progress: () => undefined,
  style: (_, text) => text,
  cwd: process.cwd(),
});

test("what does not fit in memory goes where nobody else can read it, and is gone afterwards", async () => {
  let folder = "";
  await withEngine(silent, async (engine) => {
    const [row] = await engine.rows("SELECT current_setting('temp_directory') AS folder");
    folder = String(row?.["folder"]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
  expect(existsSync(folder)).toBe(false);
});
