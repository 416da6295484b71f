/** Finds things out beside this process, on two cores, and gives up what takes too long. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Answer, Run, Task } from "../protect/alternatives/task.ts";

/** How much time there is, and who is told how it goes. */
export interface Limits {
  readonly seconds: number;
  readonly signal?: AbortSignal;
  /** Told whenever something was found out or given up. */
  readonly progress: (done: number, all: number) => void;
}

/** Work that can be ended whatever it is doing. */
export interface Runner {
  readonly run: Run;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly make: () => Task;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

const coresMax = 2;

/**
 * Tasks are taken in their order. All are given up when the time is over, and all but the first attack
 * after a third of it when others wait, so that none costs the others their turn.
 */
export function openRunner({ seconds, signal, progress }: Limits): Runner {
  const end = Date.now() + seconds * 1000;
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  const cores = Math.max(1, Math.min(coresMax, availableParallelism()));
  let [asked, told] = [0, 0];
  const settle = (finish: () => void): void => {
    told += 1;
    finish();
    progress(told, asked);
    next();
  };
  const isOver = (): boolean => Date.now() >= end || signal?.aborted === true;
  const next = (): void => {
    while (busy.size < cores) {
      const first = waiting.shift();
      if (first === undefined) return;
      if (isOver()) settle(() => first.done({ kind: "late" }));
      else start(first.make(), first);
    }
  };
  const start = (task: Task, { done, failed }: Waiting): void => {
    const worker = idle.pop() ?? opened();
    busy.add(worker);
    const left = Math.max(0, end - Date.now());
    const share = isPatient(task) ? left : Math.min(left, (seconds * 1000) / 3);
    const stop = (finish: () => void, isGone: boolean): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", late);
      worker.off("message", answered).off("error", broken);
      busy.delete(worker);
      if (isGone) void worker.terminate();
      else idle.push(worker);
      settle(finish);
    };
    const late = (): void => stop(() => done({ kind: "late" }), true);
    const answered = (answer: Answer): void => stop(() => done(answer), false);
    const broken = (error: unknown): void => stop(() => failed(error), true);
    // Where nobody waits for its place, it may go on.
    const shareIsOver = (): void => {
      if (waiting.length > 0 || isOver()) late();
      else timer = setTimeout(late, left - share);
    };
    let timer = setTimeout(shareIsOver, share);
    signal?.addEventListener("abort", late, { once: true });
    worker.on("message", answered).on("error", broken);
    worker.postMessage(task, []);
  };
  return {
    run: (make) =>
      new Promise((done, failed) => {
        asked += 1;
        waiting.push({ make, done, failed });
        next();
      }),
    close: async () => {
      await Promise.all([...idle, ...busy].map((worker) => worker.terminate()));
    },
  };
}

/** What the officer needs most may take all the time that there is. */
function isPatient(task: Task): boolean {
  return task.kind === "attack" && !task.exact;
}

/** The program of the worker lies beside this one, in TypeScript or compiled as this one is. */
function opened(): Worker {
  return new Worker(
    import.meta.url.endsWith(".ts")
      ? new URL("./review-worker.ts", import.meta.url)
      : new URL("./review-worker.js", import.meta.url),
  );
}
