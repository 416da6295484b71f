import { globSync, readFileSync, lstatSync } from "node:fs";
import { join, sep } from "node:path";
import { InputError } from "@edufed/sdk";

/**
 * The files of a static site by their path below it (`guides/join/index.html`), as they were when
 * the gateway started. Only what is in this map can be asked for, so no address leads outside.
 */
export type Site = ReadonlyMap<string, Uint8Array>;

/** Reads the folder of a site that was built. Links are left out, because they can lead anywhere. */
export function readSite(folder: string): Site {
  const paths = globSync("**/*", { cwd: folder })
    .filter((path) => lstatSync(join(folder, path)).isFile())
    .toSorted();
  if (!paths.includes("index.html")) {
    throw new InputError(
      `The site ${folder} has no index.html.`,
      "Build the site first, or name the folder that holds it.",
    );
  }
  return new Map(
    paths.map((path) => [path.split(sep).join("/"), readFileSync(join(folder, path))]),
  );
}
