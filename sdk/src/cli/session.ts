import { readFile } from "node:fs/promises";
import { loadRegistry, type Registry } from "@edufed/schemas";
import { openDuckDb } from "../engine/duckdb.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { InputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import type { Member } from "../pipeline.ts";
import { defaultPolicy } from "../protect/policy.ts";
import { parsePseudonymKey, pseudonymKey, type PseudonymKey } from "../pseudonymise/key.ts";
import { findWorkspace, type Workspace } from "../workspace/workspace.ts";
import type { Io } from "./io.ts";

/** Runs some work in an embedded engine and lets go of it, whatever happens. */
export async function withEngine<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
  const engine = await openDuckDb();
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

/** The released standard of this version. */
export function standard(): Registry {
  return loadRegistry();
}

/** The member of a workspace, with its secret. */
export async function memberOf(workspace: Workspace, registry: Registry): Promise<Member> {
  return { config: workspace.config, key: await readKey(workspace.pseudonymKeyFile), registry };
}

/**
 * The member of the workspace around here; outside of one, a nameless system with a secret that is
 * forgotten when the command ends, so that figures can be computed before anything is set up.
 */
export async function memberHere(io: Io, start: string, registry: Registry): Promise<Member> {
  const workspace = await findWorkspace(start);
  if (workspace !== undefined) return memberOf(workspace, registry);
  io.err(
    io.style(
      "dim",
      "No member workspace here: school years start on 1 August, policy is the default.",
    ),
  );
  return {
    config: nameless,
    key: pseudonymKey(crypto.getRandomValues(new Uint8Array(32))),
    registry,
  };
}

const nameless: MemberConfig = {
  member: "XX",
  name: { en: "Unnamed system" },
  refArea: "XX",
  languages: ["en"],
  schoolYearStart: "--08-01",
  engine: "duckdb",
  contact: "none",
  licence: "none",
  policy: defaultPolicy,
  checkersMin: 1,
};

async function readKey(file: string): Promise<PseudonymKey> {
  try {
    return parsePseudonymKey(await readFile(file, "utf8"));
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(
      `The pseudonym key ${file} cannot be read.`,
      "Restore it from your backup; a new key makes new pseudonyms.",
      { cause },
    );
  }
}
