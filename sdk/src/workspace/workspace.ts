import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { InputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import { configFile } from "./config-file.ts";

/** A member's folder: its configuration, its keys, and what it has published. */
export interface Workspace {
  readonly folder: string;
  readonly configFile: string;
  readonly config: MemberConfig;
  /** Secret of the pseudonyms; never leaves the member. */
  readonly pseudonymKeyFile: string;
  /** Secret behind the cell keys, for policies that ask for them; never leaves the member. */
  readonly cellKeyFile: string;
  /** Every publication the member has made, oldest first: the history that protection looks at. */
  readonly publications: string;
}

/** The workspace at or above a folder. */
export async function openWorkspace(start: string): Promise<Workspace> {
  const workspace = await findWorkspace(start);
  if (workspace !== undefined) return workspace;
  throw new InputError(
    `There is no member workspace here: ${configFile} was found neither in this folder nor above it.`,
    "Go to the folder of your workspace, or make one with `edufed init`.",
  );
}

/** The same, where a command can also do without. */
export async function findWorkspace(start: string): Promise<Workspace | undefined> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const file = join(folder, configFile);
    if (existsSync(file)) {
      // With the code that checks it, which takes longer to load than the rest of a small command.
      const { parseConfig } = await import("./config.ts");
      return workspaceIn(folder, parseConfig(await readText(file), file));
    }
    if (dirname(folder) === folder) return undefined;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`${file} cannot be read.`, "Look at the file and its permissions.", {
      cause,
    });
  }
}

function workspaceIn(folder: string, config: MemberConfig): Workspace {
  return {
    folder,
    configFile: join(folder, configFile),
    config,
    pseudonymKeyFile: join(folder, "keys", "pseudonym.key"),
    cellKeyFile: join(folder, "keys", "cell-key.key"),
    publications: join(folder, "publications"),
  };
}
