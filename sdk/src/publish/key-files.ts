import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { InputError, OutputError } from "../errors.ts";
import { openSigner } from "../sign/keys.ts";
import type { KeyPair, Signer } from "../sign/keys.ts";
import { writeWhole } from "../workspace/write.ts";

/**
 * Writes a key pair: the private key as PEM that only its owner may read (mode 0600), the public
 * one beside it as `<file>.pub.json`, ready for a trust list. Refuses to replace a key.
 */
export async function writeKeyPair(file: string, pair: KeyPair): Promise<void> {
  const { keyId, publicKey, privatePem } = pair;
  if (existsSync(file)) {
    throw new OutputError(
      `${file} exists already; keys are never overwritten.`,
      "Name a new file.",
    );
  }
  await writeWhole(`${file}.pub.json`, `${JSON.stringify({ keyId, publicKey }, null, 2)}\n`);
  await writeWhole(file, privatePem, 0o600);
}

/** Opens a private key file for signing. */
export async function readSigner(file: string): Promise<Signer> {
  return openSigner(await readPem(file));
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(
      `The key file ${file} cannot be read.`,
      "Name the key with --key, or make one with `edufed init`.",
      {
        cause,
      },
    );
  }
}
