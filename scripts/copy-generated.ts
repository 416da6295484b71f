/** Puts the generated files that the compiler does not emit beside those that it does, and the standard resolved. */
import { copyFileSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { loadRegistry } from "@edufed/schemas";
import { registryText } from "../schemas/src/registry-text.ts";

const sdk = fileURLToPath(new URL("../sdk", import.meta.url));
for (const file of globSync("src/generated/**/*.{js,d.ts}", { cwd: sdk })) {
  const target = `${sdk}/${file.replace(/^src/, "dist")}`;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(`${sdk}/${file}`, target);
}

const schemas = fileURLToPath(new URL("../schemas/dist", import.meta.url));
writeFileSync(`${schemas}/registry.json`, registryText(loadRegistry()));
