/** Puts the generated files that the compiler does not emit beside those that it does. */
import { copyFileSync, globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const sdk = fileURLToPath(new URL("../sdk", import.meta.url));
for (const file of globSync("src/generated/*.{js,d.ts,sql}", { cwd: sdk })) {
  copyFileSync(`${sdk}/${file}`, `${sdk}/${file.replace(/^src/, "dist")}`);
}
