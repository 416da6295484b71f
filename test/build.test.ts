import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `tsc` reads the tests too, which need no declarations; the packages that are published do. */
test("every export of a package says its type, so that the package builds", () => {
  const folder = mkdtempSync(join(tmpdir(), "edufed-build-"));
  try {
    const config = {
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: { noEmit: true, typeRoots: [join(root, "node_modules/@types")] },
      include: ["schemas/src", "sdk/src"].map((path) => join(root, path)),
    };
    const file = join(folder, "tsconfig.json");
    writeFileSync(file, JSON.stringify(config));
    const tsc = join(root, "node_modules/.bin/tsc");
    const { status, stdout } = spawnSync(tsc, ["-p", file], { encoding: "utf8" });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
