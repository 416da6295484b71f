/** A record as it is kept: what is counted of it, and when its source wrote it. */
export interface Version {
  /** Microseconds since 1970; null where the source does not say. */
  readonly writtenAt: number | null;
  /** The columns that are counted, as JSON. */
  readonly body: string;
}

/**
 * What a record that arrives is beside the one of the same key: `repeated` says nothing new of what is
 * counted, `outdated` was written earlier than the one that is kept.
 */
export type Novelty = "new" | "corrected" | "repeated" | "outdated";

/** Whether a record that arrives takes the place of the one that is kept, and what it is beside it. */
export function compared(
  kept: Version | undefined,
  arriving: Version,
): { readonly novelty: Novelty; readonly replaces: boolean } {
  if (kept === undefined) return { novelty: "new", replaces: true };
  const replaces = !isEarlier(arriving, kept);
  if (arriving.body === kept.body) return { novelty: "repeated", replaces };
  return { novelty: replaces ? "corrected" : "outdated", replaces };
}

/** Where one of two records does not say when it was written, the one that arrives is the later. */
function isEarlier({ writtenAt: own }: Version, { writtenAt: their }: Version): boolean {
  return own !== null && their !== null && own < their;
}
