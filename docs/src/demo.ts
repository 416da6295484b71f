import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ExplorerData } from "./components/explorer-data.ts";

/**
 * What was rendered for this site beside its source: `explorer.json` and `notebooks/<id>.html` in
 * the folder that EDUFED_DEMO names. Without it the pages say so.
 */
function renderedFile(path: string): string | null {
  const folder = process.env["EDUFED_DEMO"];
  const file = folder === undefined ? null : join(resolve(folder), path);
  return file !== null && existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** The figures the explorer starts with, or null when none were made. */
export function explorerFile(): ExplorerData | null {
  const text = renderedFile("explorer.json");
  if (text === null) return null;
  // `askExplorerData` wrote it.
  const data: ExplorerData = JSON.parse(text);
  return data;
}

/** A use case's notebook as an HTML fragment, or null when it was not run. */
export function notebookFragment(id: string): string | null {
  return renderedFile(join("notebooks", `${id}.html`));
}
