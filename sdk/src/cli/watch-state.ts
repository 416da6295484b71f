import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { OutputError } from "../errors.ts";
import { DayStore } from "../watch/day-store.ts";
import { makeFolder, unwritable } from "../workspace/write.ts";

/** The file in the folder of a watch, and those that SQLite keeps beside it. */
const stateFile = "day.sqlite";

/** What a watch keeps. */
export interface WatchState {
  readonly store: DayStore;
  /** A folder for lines on their way into the engine. */
  readonly scratch: string;
}

/**
 * Opens what a watch keeps. It is about people, by pseudonyms: the folder must be nobody else's. A
 * watch that is told to begin anew removes it first.
 */
export async function openState(folder: string, isAnew: boolean): Promise<WatchState> {
  await makePrivate(folder);
  const file = join(folder, stateFile);
  if (isAnew) {
    // Opened once, so that it is not taken away from another watch that runs.
    new DayStore(file).close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  }
  const store = new DayStore(file);
  const scratch = join(folder, "arriving");
  // A watch that was killed may have left lines there; no other one runs, as the store is open.
  rmSync(scratch, { recursive: true, force: true });
  return { store, scratch };
}

async function makePrivate(folder: string): Promise<void> {
  await makeFolder(join(folder, ".."));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) {
      throw unwritable(folder, cause);
    }
  }
  // Windows keeps rights otherwise, and says that everybody may read.
  const others = process.platform === "win32" ? 0 : statSync(folder).mode & 0o077;
  if (others === 0) return;
  throw new OutputError(
    `${folder} may be looked into by others, and what a watch keeps is about people.`,
    "Make it private (chmod 700), or name a new folder for --state.",
  );
}
