import { existsSync, statSync } from "node:fs";
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
  const load = statSync(path).isDirectory() ? loadCurrent : loadRelease;
  return alone(reading(basename(path), () => load(path)));
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
