import { Command, Option } from "commander";
import { InputError, RefusedError } from "../errors.ts";
import type { PublicationFiles } from "../publish/files.ts";
import { readFiles, writeSignatures } from "../publish/folder.ts";
import { readSigner } from "../publish/key-files.ts";
import { claimedMember } from "../publish/read.ts";
import { addSignature, signaturesOf } from "../publish/sign.ts";
import type { Role } from "../sign/dsse.ts";
import type { Signer } from "../sign/keys.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import type { MakeCommand } from "./program.ts";
import type { Shell } from "./shell.ts";
import { ownKeys } from "./trust.ts";

interface Options {
  readonly key: string;
  readonly role: Role;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell) =>
  new Command("sign")
    .description(
      "Adds a signature: the checkers first, each with a key of their own, the publisher last. Inside a workspace, only keys that its member.json lists are used.",
    )
    .argument("<draft>", "folder of the draft")
    .requiredOption("--key <file>", "private key of the person who signs")
    .addOption(
      new Option("--role <role>", "as whom").choices(["publisher", "checker"]).default("publisher"),
    )
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "sign draft --role checker --key keys/checker.key",
        "sign draft --role publisher --key keys/publisher.key",
      ),
    )
    .action(async (draft: string, options: Options) => {
      const { role } = options;
      const folder = existing(shell, draft);
      const files = await readFiles(folder);
      const signer = await signerFrom(existing(shell, options.key));
      await requireAnnounced(shell, files, { keyId: signer.keyId, role, file: options.key });
      const signed = await addSignature(files, { signer, role, now: new Date() });
      await writeSignatures(folder, signed);
      const signatures = signaturesOf(signed).map((each) => ({
        role: each.role,
        keyId: each.keyid,
      }));
      if (options.json === true) shell.out(JSON.stringify({ draft, signatures }));
      else tell(shell, draft, role, signatures);
    });

/** Opens a key; the error for one that is none names its file. */
async function signerFrom(file: string): Promise<Signer> {
  try {
    return await readSigner(file);
  } catch (cause) {
    if (!(cause instanceof InputError) || cause.message.includes(file)) throw cause;
    throw new InputError(`${file}: ${cause.message}`, cause.remedy, { cause });
  }
}

interface Signing {
  readonly keyId: string;
  readonly role: Role;
  readonly file: string;
}

/** In the workspace of the draft's member, a key must be one that the member has announced. */
async function requireAnnounced(
  shell: Shell,
  files: PublicationFiles,
  { keyId, role, file }: Signing,
): Promise<void> {
  const workspace = await findWorkspace(shell.cwd);
  const member = claimedMember(files);
  if (workspace === undefined || workspace.config.member !== member) return;
  const { keys } = await ownKeys(workspace);
  const key = keys.find((each) => each.keyId === keyId);
  if (key === undefined) {
    throw new RefusedError(
      `${file} is not a key of ${member}: member.json does not list it.`,
      "Use a key that member.json lists, or add this one to it and to the gateway's list.",
    );
  }
  if (key.roles.includes(role)) return;
  throw new RefusedError(
    `${file} may not sign as ${role}; member.json has it as ${key.roles.join(", ")}.`,
    `Say --role ${key.roles[0] ?? "checker"}, or use another key.`,
  );
}

interface Signature {
  readonly role: Role;
  readonly keyId: string;
}

function tell(shell: Shell, draft: string, role: Role, signatures: readonly Signature[]): void {
  shell.out(`Signed as ${role}. Signatures so far:`);
  for (const signature of signatures) shell.out(`  ${signature.role}  ${signature.keyId}`);
  shell.next(
    role === "publisher"
      ? `publish ${draft} --to <address or folder>`
      : `sign ${draft} --role publisher --key <file>`,
  );
}
