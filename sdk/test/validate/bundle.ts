import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** The sources of the SDK. */
export const sources: string = fileURLToPath(new URL("../../src/", import.meta.url));

/** What a browser loads: one minified module, and the files that something of it comes from. */
export interface Bundle {
  readonly code: string;
  readonly modules: readonly string[];
}

/** Where the program would be; a bundler looks for packages from there. */
const entry = `${sources}program.ts`;

/** Bundles what a program says, such as `export { validate } from "@edufed/sdk"`. */
export async function bundleOf(program: string, format: "es" | "iife" = "es"): Promise<Bundle> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? program : undefined),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: "es2024",
      lib: { entry, formats: [format], name: "edufed" },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunks = outputs
    .flatMap((result) => ("output" in result ? result.output : []))
    .flatMap((output) => (output.type === "chunk" ? [output] : []));
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length > 1) throw new Error("There is more than one module.");
  const kept = Object.entries(chunk.modules).filter(([, { renderedLength }]) => renderedLength > 0);
  return {
    code: chunk.code,
    modules: kept.map(([path]) => path.replace(sources, "")),
  };
}

/** What a browser downloads, in kB of 1000 bytes. */
export function kilobytes(text: string): number {
  return gzipSync(text, { level: 9 }).length / 1000;
}
