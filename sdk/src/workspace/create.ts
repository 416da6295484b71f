import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OutputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import { configFile } from "./config.ts";
import { unwritable, writeWhole } from "./write.ts";

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
 * The configuration is written last, so a folder is a workspace only when it is whole. A folder that
 * is a workspace already is refused: its keys are never replaced.
 */
export async function createWorkspace(
  folder: string,
  config: MemberConfig,
  keys: WorkspaceKeys,
): Promise<readonly string[]> {
  if (existsSync(join(folder, configFile))) {
    throw new OutputError(
      `${folder} is a workspace already; its keys were left as they are.`,
      "Edit its edufed.config.json, or choose another folder.",
    );
  }
  const secret = 0o600;
  const files: readonly (readonly [path: string, content: string, mode?: number])[] = [
    ["keys/pseudonym.key", `${randomBytes(32).toString("hex")}\n`, secret],
    ["keys/publisher.key", keys.publisher.privatePem, secret],
    ["keys/checker.key", keys.checker.privatePem, secret],
    ["member.json", json(memberEntry(config, keys))],
    [".gitignore", "keys/\nrecords/\n"],
    [configFile, json(config)],
  ];
  for (const [path, content, mode] of files) {
    // oxlint-disable-next-line no-await-in-loop -- in order: the configuration makes it a workspace
    await writeWhole(join(folder, path), content, mode);
  }
  await makeFolder(join(folder, "publications"));
  return files.map(([path]) => path);
}

/** What the community knows of a member: names and public keys, ready for a gateway's list. */
export function memberEntry(config: MemberConfig, keys: WorkspaceKeys): unknown {
  const { member, name, refArea, languages, schoolYearStart, checkersMin } = config;
  return {
    id: member,
    name,
    refArea,
    languages,
    schoolYearStart,
    checkersMin,
    keys: [
      {
        keyId: keys.publisher.keyId,
        publicKey: keys.publisher.publicKey,
        roles: ["publisher"],
        holder: "publisher",
      },
      {
        keyId: keys.checker.keyId,
        publicKey: keys.checker.publicKey,
        roles: ["checker"],
        holder: "checker",
      },
    ],
  };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
