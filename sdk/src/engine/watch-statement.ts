/** How far a statement is. */
export interface StatementProgress {
  /** 0 to 100; below 0 where the engine cannot tell. */
  readonly percentage: number;
  /** Rows of its sources that it has read. */
  readonly rows: number;
  /** How long it has run. */
  readonly elapsedMs: number;
}

/** How often a statement that runs is looked at. */
export const watchMs = 500;

/** Waits for a statement and tells now and then how far it is, until it ends, well or badly. */
export async function watched<T>(
  statement: () => Promise<T>,
  look: () => Omit<StatementProgress, "elapsedMs">,
  watch: (progress: StatementProgress) => void,
): Promise<T> {
  const start = performance.now();
  const tell = (): void => watch({ ...look(), elapsedMs: performance.now() - start });
  const clock = setInterval(tell, watchMs).unref();
  try {
    return await statement();
  } finally {
    clearInterval(clock);
  }
}
