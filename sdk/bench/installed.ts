import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The packages in a folder, as a user has them. */
export interface Installed {
  /** What `edufed` starts. */
  readonly command: string;
  readonly folder: string;
  readonly remove: () => void;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly publishConfig: object;
}

/** Builds the packages and lays them out as an installation does: compiled, and without the workspace. */
export function installPackages(): Installed {
  execFileSync("npm", ["run", "build"], { cwd: root, stdio: "ignore" });
  const folder = mkdtempSync(join(tmpdir(), "edufed-installed-"));
  const modules = join(folder, "node_modules");
  for (const name of ["schemas", "sdk"]) {
    const own = join(root, name);
    const target = join(modules, "@edufed", name);
    const manifest: Manifest = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
    const skipped = new Set(
      ["node_modules", "src", "test", "bench"].map((part) => join(own, part)),
    );
    cpSync(own, target, { recursive: true, filter: (path) => !skipped.has(path) });
    const published = { ...manifest, ...manifest.publishConfig };
    writeFileSync(join(target, "package.json"), JSON.stringify(published));
    for (const needed of Object.keys(manifest.dependencies)) link(modules, own, needed);
  }
  return {
    command: join(modules, "@edufed/sdk/dist/cli/main.js"),
    folder,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Other people's packages are where the workspace has them; ours are copied. */
function link(modules: string, own: string, needed: string): void {
  if (needed.startsWith("@edufed/")) return;
  const target = join(modules, needed);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { force: true });
  symlinkSync(join(own, "node_modules", needed), target);
}
