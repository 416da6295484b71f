import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCommunity } from "../src/release-files.ts";

const folder = join(import.meta.dirname, "..");

interface Case {
  readonly description: string;
  readonly secret: string;
  readonly system: string;
  readonly entity: string;
  readonly purpose: string;
  readonly value: string;
  readonly pseudonym: string;
}

const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(join(folder, "conformance/pseudonyms.json"), "utf8"),
);

const { pseudonym: algorithm } = loadCommunity(folder);

/** Written from pseudonym.json alone, as somebody would who has never seen another program do it. */
function pseudonymOf(one: Case): string {
  const secret = Buffer.from(one.secret, "hex");
  expect(secret.length).toBe(algorithm.secretBytes);
  const keyId = createHash("sha256").update(algorithm.keyIdLabel).update(secret).digest("hex");
  const domain = createHmac("sha256", secret).update(algorithm.domainLabel);
  for (const part of algorithm.domain) {
    const bytes = Buffer.from(String(Reflect.get(one, part)).normalize("NFC"), "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    domain.update(length).update(bytes);
  }
  const digest = createHmac("sha256", domain.digest()).update(one.value, "utf8").digest("hex");
  const { keyIdHexDigits, pseudonymHexDigits } = algorithm;
  return `${keyId.slice(0, keyIdHexDigits)}.${digest.slice(0, pseudonymHexDigits)}`;
}

test("there are pseudonyms to compare with, and the function has a name", () => {
  expect(cases.length).toBeGreaterThan(3);
  expect(algorithm.function).toBe("HMAC-SHA-256");
});

test.each(cases)("pseudonym.json says all it takes: $description", (one) => {
  expect(pseudonymOf(one)).toBe(one.pseudonym);
});
