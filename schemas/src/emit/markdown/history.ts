import { prose } from "./text.ts";

/** What one release changed about one entity, code list or metric: a sentence for each change. */
export interface HistoryEntry {
  readonly version: string;
  readonly changes: readonly string[];
}

/** Page, as `entities/student`, `code-lists/sex` or `metrics/ATT_RATE` → its releases, newest first. */
export type History = ReadonlyMap<string, readonly HistoryEntry[]>;

/** The last section of a page; empty before the second release. */
export function historySection(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return "";
  const parts = entries.map(
    ({ version, changes }) =>
      `### ${version}\n\n${changes.map((change) => `- ${prose(change)}`).join("\n")}\n`,
  );
  return `\n## History\n\n${parts.join("\n")}`;
}
