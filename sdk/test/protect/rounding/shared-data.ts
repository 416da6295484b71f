import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../../shared/data/sdc/", import.meta.url));

/** Whether the public instances of disclosure control are at hand; they are not part of the repository. */
export const isSharedThere: boolean = existsSync(folder);

/** The text of one file of the instances. */
export function sharedText(path: string): string {
  return readFileSync(`${folder}${path}`, "utf8");
}

/** The rows of one CSV file, by column. */
export function sharedRows(path: string): readonly ReadonlyMap<string, string>[] {
  const [header = [], ...rows] = sharedText(path)
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((field) => field.replaceAll('"', "")));
  if (rows.length === 0) throw new Error(`${path} has no rows.`);
  return rows.map((row) => new Map(header.map((name, place) => [name, row[place] ?? ""])));
}
