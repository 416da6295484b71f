import { eachCellsOf, type SqlEngine } from "../engine/engine.ts";

/** An engine that one command has for itself. */
export interface OwnEngine extends SqlEngine {
  /** Waits until nothing is asked any more; only then may the engine be closed. */
  settled(): Promise<void>;
}

/**
 * An engine that answers one question after the other, and stops answering once somebody
 * interrupts: whoever waits for it gets an error, and tidies up on the way out. The engine itself
 * may go on in the background until the process ends.
 */
export function interruptible(engine: SqlEngine, signal: AbortSignal | undefined): OwnEngine {
  let last: Promise<unknown> = Promise.resolve();
  const ask = <T>(question: () => Promise<T>): Promise<T> => {
    const answer = last.then(() => (signal?.aborted === true ? interrupted() : question()));
    last = answer.catch(() => undefined);
    return signal === undefined ? answer : unlessAborted(answer, signal);
  };
  return {
    name: engine.name,
    version: engine.version,
    run: (sql, values) => ask(() => engine.run(sql, values)),
    rows: (sql, values) => ask(() => engine.rows(sql, values)),
    cells: (plan) => ask(() => engine.cells(plan)),
    eachCells: (plan) => inSteps(() => eachCellsOf(engine, plan), ask),
    close: () => engine.close(),
    settled: async () => void (await last),
  };
}

/** Somebody else may ask between two steps. */
async function* inSteps<T>(
  start: () => AsyncIterable<T>,
  ask: <Answer>(question: () => Promise<Answer>) => Promise<Answer>,
): AsyncGenerator<T, void, undefined> {
  const steps = start()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await ask(() => steps.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await ask(async () => void (await steps.return?.()));
  }
}

function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (): void => void interrupted().catch(reject);
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([answer, stopped]).finally(() => signal.removeEventListener("abort", stop));
}

async function interrupted(): Promise<never> {
  throw new Error("interrupted");
}
