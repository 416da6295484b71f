import { loadExchange } from "@edufed/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { generateKeyPair, openSigner } from "../../src/sign/keys.ts";
import type { Trust } from "../../src/sign/trust.ts";
import { objectionTo, readWithdrawal, signWithdrawal } from "../../src/publish/withdrawal.ts";
import type { Withdrawal } from "../../src/publish/withdrawal.ts";

const now = new Date("2026-03-01T12:00:00Z");
const said: Omit<Withdrawal, "issuedAt"> = {
  member: "FI-HEL",
  publication: `sha256:${"a".repeat(64)}`,
  sequence: 3,
  after: 5,
  reason: "Two schools were counted twice.",
};

const pair = await generateKeyPair();
const signer = await openSigner(pair.privatePem);
const key = { keyId: pair.keyId, publicKey: pair.publicKey };

const trust = (changes: object = {}, member = "FI-HEL"): Trust => ({
  member,
  keys: [{ ...key, roles: ["publisher"], ...changes }],
});

const bytes = await signWithdrawal(said, { signer, trust: trust(), now });

function statementIn(envelope: Uint8Array): unknown {
  const { payload } = JSON.parse(new TextDecoder().decode(envelope));
  return JSON.parse(Buffer.from(payload, "base64").toString());
}

describe("a withdrawal", () => {
  test("says again what was signed, and is believed by who has the key", async () => {
    expect(readWithdrawal(bytes)).toEqual({ value: { ...said, issuedAt: "2026-03-01T12:00:00Z" } });
    expect(await objectionTo(bytes, trust())).toBeNull();
  });

  test("is what its schema describes", () => {
    const validate = new Ajv2020({ strict: false }).compile(
      loadExchange().get("withdrawal") ?? false,
    );
    const statement = Object.assign({}, statementIn(bytes));
    expect(validate(statement)).toBe(true);
    expect(validate({ ...statement, subject: [] })).toBe(false);
    expect(validate({ ...statement, predicateType: "urn:edufed:predicate:publication:v1" })).toBe(
      false,
    );
  });

  test.each<[what: string, trust: Trust, says: RegExp]>([
    ["another member's list", trust({}, "AZ"), /speaks for another member/],
    ["a list without the key", { member: "FI-HEL", keys: [] }, /not on the member's list/],
    ["a checker's key", trust({ roles: ["checker"] }), /not that of a publisher/],
    ["a key that was not valid yet", trust({ notBefore: "2026-04-01" }), /was not valid at/],
    ["a key that is not valid any more", trust({ notAfter: "2026-02-01" }), /was not valid at/],
  ])("is not believed by %s", async (_what, list, says) => {
    expect(await objectionTo(bytes, list)).toMatch(says);
    await expect(signWithdrawal(said, { signer, trust: list, now })).rejects.toThrow(says);
  });

  test("that says something else than was signed is not believed", async () => {
    const envelope = JSON.parse(new TextDecoder().decode(bytes));
    const other = new TextDecoder()
      .decode(Buffer.from(envelope.payload, "base64"))
      .replace('"sequence":3', '"sequence":4');
    const payload = Buffer.from(other).toString("base64");
    const forged = new TextEncoder().encode(JSON.stringify({ ...envelope, payload }));
    expect(await objectionTo(forged, trust())).toBe("Its signature is not valid.");
  });

  test.each<[what: string, bytes: Uint8Array]>([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("withdrawn")],
    ["an object", new TextEncoder().encode("{}")],
    ["bytes that are no text", new Uint8Array([255, 254])],
  ])("is not %s", async (_what, other) => {
    expect(readWithdrawal(other)).toHaveProperty("problem");
    expect(await objectionTo(other, trust())).toMatch(/envelope/);
  });
});
