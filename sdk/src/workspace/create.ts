import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { OutputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import { configFile } from "./config-file.ts";
import { makeFolder, writeFolder, writeWhole } from "./write.ts";

/** A key pair as text for two places: the secret for a file, the public half for the community. */
export interface WorkspaceKey {
  readonly keyId: string;
  readonly privatePem: string;
  readonly publicKey: string;
}

/** The keys a new workspace starts with, each held by another person. */
export interface WorkspaceKeys {
  readonly publisher: WorkspaceKey;
  readonly checker: WorkspaceKey;
}

/**
 * Makes a workspace: configuration, keys, folders and the entry for the community's list of members.
 * A new folder is there when it is whole; in one that exists, the configuration is written last. One that
 * has any of these files already is refused, for keys are never replaced; only a `.gitignore` that is
 * there is left as it is.
 */
export async function createWorkspace(
  folder: string,
  config: MemberConfig,
  keys: WorkspaceKeys,
): Promise<readonly string[]> {
  if (existsSync(join(folder, configFile))) {
    throw new OutputError(
      `${folder} is a workspace already; its keys were left as they are.`,
      `Edit its ${configFile}, or choose another folder.`,
    );
  }
  const files = filesOf(config, keys).filter(
    ({ path }) => path !== ignoreFile || !existsSync(join(folder, ignoreFile)),
  );
  const there = files.find(({ path }) => existsSync(join(folder, path)));
  if (there !== undefined) {
    throw new OutputError(
      `${folder} has a ${there.path} already, which was left as it is.`,
      "Choose another folder, or move the file away.",
    );
  }
  const write = (place: string): Promise<void> => writeAll(place, files);
  await (existsSync(folder) ? write(folder) : writeFolder(folder, nothing, write));
  return files.map(({ path }) => path);
}

/** A new folder takes the place of nothing. */
const nothing = { replace: false, ours: /^$/ };

interface NewFile {
  readonly path: string;
  readonly content: string;
  readonly mode?: number;
}

/** Only the owner may read a secret. */
const secret = 0o600;

const ignoreFile = ".gitignore";

function filesOf(config: MemberConfig, keys: WorkspaceKeys): readonly NewFile[] {
  return [
    { path: ignoreFile, content: "keys/\nrecords/\n*.parquet\n" },
    { path: "keys/.gitignore", content: "*\n" },
    { path: "keys/pseudonym.key", content: newSecret(), mode: secret },
    { path: "keys/cell-key.key", content: newSecret(), mode: secret },
    { path: "keys/publisher.key", content: keys.publisher.privatePem, mode: secret },
    { path: "keys/checker.key", content: keys.checker.privatePem, mode: secret },
    { path: "member.json", content: json(memberEntry(config, keys)) },
    { path: configFile, content: json(config) },
  ];
}

function newSecret(): string {
  return `${randomBytes(32).toString("hex")}\n`;
}

/** Folders that a workspace has from the beginning. */
const folders = ["keys", "publications"];

/** Writes in order, the configuration last; what was written is taken back when a later file cannot be. */
async function writeAll(folder: string, files: readonly NewFile[]): Promise<void> {
  try {
    for (const name of folders) await makeFolder(join(folder, name));
    for (const { path, content, mode } of files) {
      await writeWhole(join(folder, path), content, mode);
    }
  } catch (cause) {
    // What stopped the writing is reported; a folder that holds something else stays.
    for (const { path } of files)
      await rm(join(folder, path), { force: true }).catch(() => undefined);
    for (const name of folders) await rmdir(join(folder, name)).catch(() => undefined);
    throw cause;
  }
}

/** What the community knows of a member: names and public keys, ready for a gateway's list. */
function memberEntry(config: MemberConfig, keys: WorkspaceKeys): unknown {
  const { member, name, refArea, languages, schoolYearStart, checkersMin } = config;
  const entryOf = (role: keyof WorkspaceKeys): unknown => {
    const { keyId, publicKey } = keys[role];
    return { keyId, publicKey, roles: [role], holder: role };
  };
  return {
    id: member,
    name,
    refArea,
    languages,
    schoolYearStart,
    checkersMin,
    keys: [entryOf("publisher"), entryOf("checker")],
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
