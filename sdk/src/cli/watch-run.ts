import { join } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { UsageError } from "../errors.ts";
import type { Member } from "../pipeline.ts";
import { dayQuestion, type DayQuestion } from "../watch/day-question.ts";
import type { DayStore } from "../watch/day-store.ts";
import type { WatchedDays } from "../watch/day-watch.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { isPostgresAddress } from "../engine/postgres-address.ts";
import { existing } from "./input.ts";
import { questionOf } from "./metric-question.ts";
import { metricNamed } from "./metric-show.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";
import type { WatchOptions } from "./watch.ts";
import { likenessOf, takeNew, untilChange, type WatchedFiles } from "./watch-files.ts";
import { openWatch } from "./watch-open.ts";
import { cellPaths, tellUpdate, writeTables } from "./watch-say.ts";
import { openState } from "./watch-state.ts";
import { isMark, markName, nothingTaken, taken, type Taken, takeBatch } from "./watch-take.ts";

/** `watch`: keeps the figures of the day up to date until it is interrupted, or once. */
export async function watchMetrics(
  shell: Shell,
  ids: readonly string[],
  options: WatchOptions,
): Promise<void> {
  refuseDatabase(options.data);
  const folder = existing(shell, options.data);
  const workspace = await openWorkspace(shell.cwd);
  const member = await memberOf(workspace, standard());
  const questions = ids.map((id) =>
    dayQuestion(questionOf(metricNamed(standard(), id), options, standard()), member.registry),
  );
  requireOnce(questions);
  // Paths that cannot be written are told before anything is read.
  cellPaths(shell, questions, options.out);
  const state =
    options.state === undefined ? join(workspace.folder, "watch") : shell.at(options.state);
  const store = await openState(state, options.anew === true);
  try {
    const watching = { shell, options, member, questions, folder, store };
    while ((await withEngine(shell, (engine) => follow(engine, watching))) === "again") {
      // The day is another one, or what does not grow has changed.
    }
  } finally {
    store.close();
  }
}

function refuseDatabase(data: string): void {
  if (!isPostgresAddress(data)) return;
  throw new UsageError(
    "A watch reads files that grow, not a database.",
    "Let the database append to a file, or compute from it with edufed metric run.",
  );
}

function requireOnce(questions: readonly DayQuestion[]): void {
  const ids = questions.map(({ metric }) => metric.id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice === undefined) return;
  throw new UsageError(`${twice} is named twice.`, "Name each metric once.");
}

interface Watching {
  readonly shell: Shell;
  readonly options: WatchOptions;
  readonly member: Member;
  readonly questions: readonly DayQuestion[];
  readonly folder: string;
  readonly store: DayStore;
}

/** Follows the files until the watch has to be opened again, or is to end. */
async function follow(engine: SqlEngine, watching: Watching): Promise<"again" | "done"> {
  const { shell, options, folder, member, store } = watching;
  const days = daysOf(options);
  const open = await openWatch(shell, engine, { ...watching, days });
  const files: WatchedFiles = {
    folder,
    registry: member.registry,
    growing: new Set(open.growing.keys()),
    ...(options.once === true ? {} : { lying: new Map<string, string>() }),
  };
  const likeness = likenessOf(files, open.stillEntities);
  let isFirst = true;
  for (;;) {
    let all: Taken = nothingTaken;
    const markOf = (source: string) => {
      const fact = store.fact(markName(source));
      return isMark(fact) ? fact : undefined;
    };
    shell.progress("looking for new records …");
    const { halfLines } = await takeNew(files, markOf, async (batch) => {
      all = taken(all, await takeBatch(engine, open, { batch, member, store, shell }));
    });
    if (isFirst || all.rows > 0) {
      const tables = await writeTables(engine, open, {
        shell,
        options,
        questions: watching.questions,
      });
      const update = { isAnew: open.isAnew && isFirst, taken: all, halfLines, day: days.day };
      tellUpdate(tables, update, { shell, options, store, policy: member.config.policy });
    }
    isFirst = false;
    if (options.once === true) return "done";
    shell.progress(`waiting for new records, ${options.every} s at most …`);
    await untilChange(folder, options.every * 1000, shell.signal);
    shell.signal?.throwIfAborted();
    if (daysOf(options).day !== days.day) return "again";
    if (likenessOf(files, open.stillEntities) !== likeness) return "again";
  }
}

/** The day that is watched, and the first of those that are kept. */
function daysOf({ day = today(), keep }: WatchOptions): WatchedDays {
  const before = (keep - 1) * 24 * 60 * 60 * 1000;
  const first = new Date(Date.parse(`${day}T00:00:00Z`) - before).toISOString().slice(0, 10);
  return { day, first };
}

/** The day of the calendar where this machine is. */
function today(): string {
  const now = new Date();
  const [month, date] = [now.getMonth() + 1, now.getDate()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${now.getFullYear()}-${month}-${date}`;
}
