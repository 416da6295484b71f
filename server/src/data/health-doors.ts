import { cache, failed, json } from "../http/answer.ts";
import type { Door } from "../http/door.ts";
import type { Store } from "../store/store.ts";

/** What `/ready` reports. */
export interface Health {
  readonly store: Store;
  /** Why the doors are closed; null when they are open. */
  closed(): string | null;
}

/** `/live`: the process answers. `/ready`: the store can be read and the feed was verified. */
export function healthDoors(health: Health): readonly Door[] {
  return [
    {
      path: "/live",
      methods: ["GET"],
      always: true,
      answer: async () => json(200, { status: "live" }),
    },
    {
      path: "/ready",
      methods: ["GET"],
      always: true,
      answer: async () => {
        const problem = health.closed() ?? (await storeProblem(health.store));
        if (problem === null) {
          return json(
            200,
            { status: "ready", publications: await health.store.version() },
            { "cache-control": cache.never },
          );
        }
        return failed(
          503,
          {
            code: "not-ready",
            message: problem,
            remedy: "Use another mirror until this one answers 200 here.",
          },
          { "retry-after": "30" },
        );
      },
    },
  ];
}

async function storeProblem(store: Store): Promise<string | null> {
  try {
    await store.check();
    return null;
  } catch {
    // Whatever is wrong with the store, readers only need to know that it cannot be read.
    return "The store cannot be read.";
  }
}
