/** Puts the generated files that the compiler does not emit beside those that it does. */
import { copyFileSync, globSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const sdk = fileURLToPath(new URL("../sdk", import.meta.url));
for (const file of globSync("src/generated/**/*.{js,d.ts}", { cwd: sdk })) {
  const target = `${sdk}/${file.replace(/^src/, "dist")}`;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(`${sdk}/${file}`, target);
}
