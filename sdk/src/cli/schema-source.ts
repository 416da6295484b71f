import { existsSync, statSync, type Stats } from "node:fs";
import { basename } from "node:path";
import {
  loadCurrent,
  loadRelease,
  loadReleases,
  RegistryError,
  type Release,
} from "@edufed/schemas";
import { InputError, UsageError } from "../errors.ts";
import type { Shell } from "./shell.ts";

/** A state of the standard that somebody named, and the releases up to it where it is one. */
export interface NamedRelease {
  readonly release: Release;
  /** The releases up to this one, this one last; only itself where it is none of ours. */
  readonly history: readonly Release[];
}

/** `1.0.0`, `current`, a file of a release or a folder of a standard. */
export function releaseNamed(shell: Shell, name: string): NamedRelease {
  if (name === "current") return alone(reading("The standard", () => loadCurrent()));
  if (/^\d+\.\d+\.\d+$/u.test(name)) return released(name);
  const path = shell.at(name);
  if (!existsSync(path)) {
    throw new UsageError(
      `There is no version, file or folder called “${name}”.`,
      "Give a released version such as 1.0.0, the word current, or a path.",
    );
  }
  const stats = statSync(path);
  if (!stats.isDirectory()) refuseUnfit(basename(path), stats);
  const load = stats.isDirectory() ? loadCurrent : loadRelease;
  const release = reading(basename(path), () => load(path));
  if (isDeeper(release, levelsMax)) throw tooDeep(basename(path));
  return alone(release);
}

/** A release is some megabytes of JSON; what is more than this is something else. */
const releaseBytesMax = 64 * 1024 * 1024;

/** A pipe or a device may never end, and a file of any size would be read whole. */
function refuseUnfit(name: string, stats: Stats): void {
  if (!stats.isFile()) {
    throw new InputError(
      `${name} is not an ordinary file.`,
      "Give a file of a release, or a folder of a standard.",
    );
  }
  if (stats.size <= releaseBytesMax) return;
  throw new InputError(
    `${name} is larger than ${releaseBytesMax >> 20} MB, which no release is.`,
    "Give a file of a release, or a folder of a standard.",
  );
}

function alone(release: Release): NamedRelease {
  return { release, history: [release] };
}

function released(version: string): NamedRelease {
  const releases = reading("The releases", () => loadReleases());
  const index = releases.findIndex((release) => release.version === version);
  const release = releases[index];
  if (release !== undefined) return { release, history: releases.slice(0, index + 1) };
  const known = releases.map((each) => each.version).join(", ");
  throw new UsageError(
    `Version ${version} was not released.`,
    known === "" ? "Nothing was released yet; compare files or folders." : `There are: ${known}.`,
  );
}

/** Runs what reads files of a standard; a broken one is the reader's to mend. */
export function reading<T>(what: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (isTooDeep(error)) {
      throw tooDeep(what, error);
    }
    if (!(error instanceof RegistryError)) throw error;
    const [first] = error.problems;
    const more = error.problems.length - 1;
    throw new InputError(
      `${what} cannot be used: ${[first?.file, first?.pointer, first?.message].filter(Boolean).join(" ")}.`,
      more > 0
        ? `Mend this and ${more} more, and run the command again.`
        : "Mend it and try again.",
      { cause: error },
    );
  }
}

/** A standard has some twenty levels; what walks through one would fall over many thousands. */
const levelsMax = 200;

function isDeeper(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels && level.length > 0; depth += 1)
    level = level.flatMap(within);
  return level.length > 0;
}

function within(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return value instanceof Map ? [...value.values()] : Object.values(value);
}

function tooDeep(what: string, cause?: unknown): InputError {
  return new InputError(
    `${what} cannot be used: it is nested far deeper than a standard is.`,
    "Mend it and try again.",
    { cause },
  );
}

/** Nesting that fills the stack of whatever walks through it. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}
