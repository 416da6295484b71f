import { resolve } from "node:path";
import { Command, Option } from "commander";
import { readFiles, writeSignatures } from "../publish/folder.ts";
import { readSigner } from "../publish/key-files.ts";
import { addSignature, signaturesOf } from "../publish/sign.ts";
import type { Role } from "../sign/dsse.ts";
import type { MakeCommand } from "./program.ts";

interface Options {
  readonly key: string;
  readonly role: Role;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) =>
  new Command("sign")
    .description(
      "Adds a signature: the checkers first, each with a key of their own, the publisher last.",
    )
    .argument("<draft>", "folder of the draft")
    .requiredOption("--key <file>", "private key")
    .addOption(
      new Option("--role <role>", "as whom").choices(["publisher", "checker"]).default("publisher"),
    )
    .option("--json", "the same facts for machines")
    .action(async (draft: string, options: Options) => {
      const folder = resolve(io.cwd, draft);
      const signer = await readSigner(resolve(io.cwd, options.key));
      const signed = await addSignature(await readFiles(folder), {
        signer,
        role: options.role,
        now: new Date(),
      });
      await writeSignatures(folder, signed);
      const signatures = signaturesOf(signed).map(({ role, keyid }) => ({ role, keyId: keyid }));
      if (options.json === true) {
        io.out(JSON.stringify({ draft, signatures }));
        return;
      }
      io.out(`Signed as ${options.role}. Signatures so far:`);
      for (const { role, keyId } of signatures) io.out(`  ${role}  ${keyId}`);
      io.out(
        options.role === "publisher"
          ? `Next: edufed publish ${draft} --to <url or folder>`
          : `Next: edufed sign ${draft} --role publisher --key <file>`,
      );
    });
