import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { InputError, OutputError } from "../../src/errors.ts";
import { readSigner, writeKeyPair } from "../../src/publish/key-files.ts";
import { emptyEnvelope, isSignedBy, withSignature } from "../../src/sign/dsse.ts";
import { generateKeyPair, openSigner } from "../../src/sign/keys.ts";
import { openPublicKey } from "../../src/sign/public-key.ts";

describe("a key pair", () => {
  test("signs so that its public half verifies, over these bytes only", async () => {
    const pair = await generateKeyPair();
    const signer = await openSigner(pair.privatePem);
    expect(signer.keyId).toBe(pair.keyId);
    const key = await openPublicKey(pair.publicKey);
    if (typeof key === "string") throw new Error(key);
    const envelope = await withSignature(
      emptyEnvelope("text/plain", new Uint8Array([1, 2])),
      signer,
      "checker",
    );
    const [signature] = envelope.signatures;
    if (signature === undefined) throw new Error("nothing was signed");
    expect(await isSignedBy(envelope, signature, key)).toBe(true);
    expect(await isSignedBy({ ...envelope, payload: "AQM=" }, signature, key)).toBe(false);
  });

  test("is never the same twice", async () => {
    expect((await generateKeyPair()).keyId).not.toBe((await generateKeyPair()).keyId);
  });

  test("opens a key that OpenSSL made", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const signer = await openSigner(privateKey.export({ type: "pkcs8", format: "pem" }));
    expect(signer.keyId).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("is written once, its private half for its owner's eyes only", async () => {
    const folder = await mkdtemp(join(tmpdir(), "edufed-keys-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "publisher.key");
    const pair = await generateKeyPair();
    await writeKeyPair(file, pair);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(`${file}.pub.json`, "utf8"))).toEqual({
      keyId: pair.keyId,
      publicKey: pair.publicKey,
    });
    expect((await readSigner(file)).keyId).toBe(pair.keyId);
    await expect(writeKeyPair(file, pair)).rejects.toThrow(OutputError);
  });
});

describe("a private key is refused", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  });

  test.each([
    ["of another algorithm", rsa],
    ["that is not PEM", "hello"],
    ["that is empty", ""],
    [
      "whose bytes are cut",
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----\n",
    ],
  ])("%s", async (_what, pem) => {
    await expect(openSigner(pem)).rejects.toThrow(InputError);
  });

  test("whose file is missing", async () => {
    await expect(readSigner("/nowhere/publisher.key")).rejects.toThrow(InputError);
  });
});
