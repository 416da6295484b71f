import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import { configFile, parseConfig } from "./config.ts";

/** A member's folder: its configuration, its keys, and what it has published. */
export interface Workspace {
  readonly folder: string;
  readonly config: MemberConfig;
  /** Secret of the pseudonyms; never leaves the member. */
  readonly pseudonymKeyFile: string;
  /** Every publication the member has made, oldest first: the history that protection looks at. */
  readonly publications: string;
}

/** The workspace at or above a folder. */
export async function openWorkspace(start: string): Promise<Workspace> {
  const workspace = await findWorkspace(start);
  if (workspace !== undefined) return workspace;
  throw new InputError(
    `There is no member workspace here: ${configFile} was found neither in this folder nor above it.`,
    "Make one with `edufed init`, or name one with --workspace.",
  );
}

/** The same, where a command can also do without. */
export async function findWorkspace(start: string): Promise<Workspace | undefined> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, configFile);
    if (existsSync(file))
      return workspaceIn(folder, parseConfig(await readFile(file, "utf8"), file));
    if (dirname(folder) === folder) return undefined;
  }
}

export function workspaceIn(folder: string, config: MemberConfig): Workspace {
  return {
    folder,
    config,
    pseudonymKeyFile: join(folder, "keys", "pseudonym.key"),
    publications: join(folder, "publications"),
  };
}
