import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadRegistry, type Registry } from "@edufed/schemas";
import { openDuckDb } from "../engine/duckdb.ts";
import type { SqlEngine } from "../engine/engine.ts";
import { type EngineWork, memoryLimitOf, thisMachine } from "../engine/memory.ts";
import { InputError, OutputError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import type { Member } from "../pipeline.ts";
import { defaultPolicy, raisedPolicy } from "../protect/policy.ts";
import { parsePseudonymKey, pseudonymKey, type PseudonymKey } from "../pseudonymise/key.ts";
import { parseRecordSecret } from "../record-key.ts";
import { extendedBy } from "../workspace/extensions.ts";
import { whileUnfinished } from "../workspace/unfinished.ts";
import { findWorkspace, type Workspace } from "../workspace/workspace.ts";
import { interruptible } from "./interruptible.ts";
import { policyChanges } from "./policy-file.ts";
import type { Shell } from "./shell.ts";

/** Runs some work in an embedded engine and lets go of it, whatever happens. */
export async function withEngine<T>(
  shell: Shell,
  work: (engine: SqlEngine) => Promise<T>,
  kind: EngineWork = "reading",
): Promise<T> {
  const spill = join(tmpdir(), `edufed-${randomBytes(6).toString("hex")}`);
  return whileUnfinished(spill, async () => {
    await makePrivate(spill);
    try {
      return await inEngine(shell, { spill, kind }, work);
    } finally {
      await rm(spill, { recursive: true, force: true });
    }
  });
}

/** What does not fit in memory may be about people: nobody else on this machine may read it. */
async function makePrivate(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    throw new OutputError(
      `The temporary folder ${dirname(folder)} cannot be written to.`,
      "Make room in it, or name another one in TMPDIR.",
      { cause },
    );
  }
}

async function inEngine<T>(
  shell: Shell,
  { spill, kind }: { readonly spill: string; readonly kind: EngineWork },
  work: (engine: SqlEngine) => Promise<T>,
): Promise<T> {
  const opened = await openDuckDb({
    tempDirectory: spill,
    memoryLimit: memoryLimitOf(thisMachine(), kind),
    ...(shell.measured === undefined ? {} : { watch: shell.measured }),
  });
  const engine = interruptible(opened, shell.signal);
  try {
    return await work(engine);
  } finally {
    // An engine that was interrupted may still be at work; closing it then is not safe.
    if (shell.signal?.aborted !== true) {
      await engine.settled();
      engine.close();
    }
  }
}

let released: Registry | undefined;

/** The released standard of this version, which a process reads once. */
export function standard(): Registry {
  released ??= loadRegistry();
  return released;
}

/**
 * The standard with the extensions of the workspace around here or around the data: what records are
 * read and checked by. The standard alone where there is no workspace.
 */
export async function standardHere(shell: Shell, data: string): Promise<Registry> {
  const workspace = (await findWorkspace(shell.cwd)) ?? (await findWorkspace(data));
  return workspace === undefined ? standard() : extendedBy(workspace, standard());
}

/**
 * The member of a workspace, with its secret. Its registry has the workspace's extensions, and its
 * policy is never below the community's.
 */
export async function memberOf(workspace: Workspace, registry: Registry): Promise<Member> {
  const { config, pseudonymKeyFile, cellKeyFile } = workspace;
  const policy = raisedPolicy(defaultPolicy, policyChanges(config.policy, workspace.configFile));
  return {
    config: { ...config, policy },
    key: await readKey(pseudonymKeyFile),
    ...(policy.method?.kind === "cell-key" ? await recordSecretIn(cellKeyFile) : {}),
    registry: extendedBy(workspace, registry),
  };
}

/**
 * The member of the workspace around here or around the data; outside of one, a nameless system with
 * a secret that is forgotten when the command ends, so that figures can be computed before anything
 * is set up.
 */
export async function memberHere(shell: Shell, data: string, registry: Registry): Promise<Member> {
  const workspace = (await findWorkspace(shell.cwd)) ?? (await findWorkspace(data));
  if (workspace !== undefined) return memberOf(workspace, registry);
  shell.err(
    shell.style("dim", "No member workspace here: school years are taken to start on 1 August."),
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

/** Only what counts needs it: where there is none, that says so. */
async function recordSecretIn(file: string): Promise<Pick<Member, "recordSecret">> {
  if (!existsSync(file)) return {};
  try {
    return { recordSecret: parseRecordSecret(await readFile(file, "utf8"), file) };
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const remedy = "Look at the file and its permissions.";
    throw new InputError(`The secret of cell keys ${file} cannot be read.`, remedy, { cause });
  }
}

async function readKey(file: string): Promise<PseudonymKey> {
  const remedy = "Restore it from your backup; a new key makes new pseudonyms.";
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`The pseudonym key ${file} cannot be read.`, remedy, { cause });
  }
  try {
    return parsePseudonymKey(text);
  } catch (cause) {
    throw new InputError(`${file} is not a pseudonym key: 64 hexadecimal digits.`, remedy, {
      cause,
    });
  }
}
