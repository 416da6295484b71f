import type { SqlEngine } from "../engine/engine.ts";

/**
 * An engine that stops answering once somebody interrupts: whoever waits for it gets an error, and
 * tidies up on the way out. The engine itself may go on in the background until the process ends.
 */
export function interruptible(engine: SqlEngine, signal: AbortSignal | undefined): SqlEngine {
  if (signal === undefined) return engine;
  const unlessAborted = <T>(work: () => Promise<T>): Promise<T> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = (): void => reject(new Error("interrupted"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    const racing = signal.aborted ? promise : Promise.race([work(), promise]);
    return racing.finally(() => signal.removeEventListener("abort", stop));
  };
  return {
    name: engine.name,
    version: engine.version,
    run: (sql, values) => unlessAborted(() => engine.run(sql, values)),
    rows: (sql, values) => unlessAborted(() => engine.rows(sql, values)),
    cells: (plan) => unlessAborted(() => engine.cells(plan)),
    close: () => engine.close(),
  };
}
