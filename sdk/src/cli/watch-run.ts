import { join } from "node:path";
import type { SqlEngine } from "../engine/engine.ts";
import { UsageError } from "../errors.ts";
import type { Member } from "../pipeline.ts";
import { dayQuestion, type DayQuestion } from "../watch/day-question.ts";
import type { DayStore } from "../watch/day-store.ts";
import type { WatchedDays } from "../watch/day-watch.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { existingRecords } from "./input.ts";
import { questionOf } from "./metric-question.ts";
import { metricNamed } from "./metric-show.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";
import type { WatchOptions } from "./watch.ts";
import { openWatch } from "./watch-open.ts";
import { cellPaths, tellUpdate, writeTables } from "./watch-say.ts";
import { openSource } from "./watch-source.ts";
import { openState } from "./watch-state.ts";

/** `watch`: keeps the figures of the day up to date until it is interrupted, or once. */
export async function watchMetrics(
  shell: Shell,
  ids: readonly string[],
  options: WatchOptions,
): Promise<void> {
  const source = existingRecords(shell, options.data);
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
  const { store, scratch } = await openState(state, options.anew === true);
  try {
    const watching = { shell, options, member, questions, source, store, scratch };
    while ((await withEngine(shell, (engine) => follow(engine, watching))) === "again") {
      // The day is another one, or what does not grow has changed.
    }
  } finally {
    store.close();
  }
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
  /** A folder, or the address of a database. */
  readonly source: string;
  readonly store: DayStore;
  readonly scratch: string;
}

/** Follows the source until the watch has to be opened again, or is to end. */
async function follow(engine: SqlEngine, watching: Watching): Promise<"again" | "done"> {
  const { shell, options, questions, member, store } = watching;
  const days = daysOf(options);
  const open = await openWatch(shell, engine, { ...watching, days });
  const source = await openSource(watching, { engine, open, member, store }, days);
  const likeness = source.likeness();
  for (let isFirst = true; ; isFirst = false) {
    shell.progress("looking for new records …");
    const { taken, halfLines } = await source.look();
    // Rows that come again and say nothing new are no change.
    if (isFirst || taken.rows > taken.counts.repeated || taken.filesAnew > 0) {
      const tables = await writeTables(engine, open, { shell, options, questions });
      const update = { isAnew: open.isAnew && isFirst, taken, halfLines, day: days.day };
      tellUpdate(tables, update, { shell, options, store, policy: member.config.policy });
    }
    if (options.once === true) return "done";
    shell.progress(`waiting for new records, ${options.every} s at most …`);
    await source.untilChange(options.every * 1000);
    shell.signal?.throwIfAborted();
    if (daysOf(options).day !== days.day || source.likeness() !== likeness) return "again";
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
