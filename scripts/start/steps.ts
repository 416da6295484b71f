/** Runs one piece of work, says what it is while it runs, and how long it took. */
export type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** Numbers the steps and prints a line for each; on a terminal the running one is shown too. */
export function steps(): Step {
  return async (what, work) => {
    const started = performance.now();
    const watched = process.stderr.isTTY;
    if (watched) process.stderr.write(`  … ${what}`);
    try {
      return await work();
    } finally {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (watched) process.stderr.write("\r\u001B[K");
      process.stderr.write(`  ${seconds.padStart(5)} s  ${what}\n`);
    }
  };
}
