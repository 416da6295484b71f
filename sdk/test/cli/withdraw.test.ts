import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder, listing } from "./edufed.ts";
import { memberWithEverything } from "./member.ts";

const because = "Two schools were counted twice.";
const signing = ["--key", "keys/publisher.key", "--reason", because];
const withdrawal = ["withdraw", "1", "--to", "feed", ...signing];

let member: string;

beforeAll(async () => {
  member = await memberWithEverything("withdraw");
  await done(member, "publish", "signed", "--to", "feed");
});

let copies = 0;

/** A copy of the member that a test may change. */
function copied(): string {
  const place = join(folder(`withdraw-${(copies += 1)}`), "member");
  cpSync(member, place, { recursive: true });
  return place;
}

interface Index {
  readonly items: readonly { readonly id: string; readonly path: string }[];
  readonly withdrawals?: readonly { readonly publication: string; readonly path: string }[];
}

function indexOf(place: string, feed = "feed"): Index {
  return JSON.parse(readFileSync(join(place, feed, "feed.json"), "utf8"));
}

function itemOf(place: string): string {
  return join("feed", indexOf(place).items[0]?.path ?? "");
}

function ledgerOf(place: string): readonly { readonly kind: string }[] {
  const text = readFileSync(join(place, "ledger.jsonl"), "utf8").trimEnd();
  return text.split("\n").map((line) => JSON.parse(line));
}

describe("a publication that is withdrawn", () => {
  test("is told by its number or its id, and stands as withdrawn in the feed, its files as they were", async () => {
    for (const id of ["1", indexOf(member).items[0]?.id ?? ""]) {
      const place = copied();
      const before = listing(join(place, itemOf(place)));
      const out = await done(place, "withdraw", id, "--to", "feed", ...signing);
      expect(out).toMatch(/^Withdrawn as of \d{4}-\d{2}-\d{2}: number 1, sha256:[0-9a-f]{64}$/m);
      const { items, withdrawals = [] } = indexOf(place);
      expect(withdrawals).toMatchObject([
        { kind: "withdrawal", publication: items[0]?.id, member: "FI-HEL", after: 1 },
      ]);
      expect(indexOf(place, "publications").withdrawals).toEqual(withdrawals);
      expect(listing(join(place, itemOf(place)))).toEqual(before);
    }
  });

  test("no longer passes verification, and the reason is told", async () => {
    const place = copied();
    expect(await done(place, "verify", itemOf(place))).not.toContain("WITHDRAWN");
    await done(place, ...withdrawal);
    const said = await edufed(place, "verify", itemOf(place));
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^WITHDRAWN on \d{4}-\d{2}-\d{2} by its member: /m);
    expect(said.out).toContain(because);
    expect(said.out).not.toContain("FAIL");
    const json = await edufed(place, "verify", itemOf(place), "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ verified: true, withdrawn: { reason: because } });
  });

  test("says so over a web server that carries the feed, too", async () => {
    const place = copied();
    await done(place, ...withdrawal);
    const server = createServer(({ url = "" }, response) => {
      try {
        response.writeHead(200).end(readFileSync(join(place, url)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const item = `http://127.0.0.1:${port}/${itemOf(place)}`;
    const said = await edufed(place, "verify", item, "--members", "member.json");
    server.close();
    expect(said.out).toContain("WITHDRAWN");
    expect(said.code).toBe(1);
  });

  test("is an entry of the ledger and still part of every later proof", async () => {
    const place = copied();
    await done(place, ...withdrawal);
    expect(ledgerOf(place)).toMatchObject([
      { kind: "publication" },
      { kind: "withdrawal", publication: indexOf(place).items[0]?.id },
    ]);
    const out = await done(place, "protect", "cells.parquet", "--out", "second");
    expect(out).toContain("Proven safe together with 1 earlier publication");
    const manifest = JSON.parse(readFileSync(join(place, "second", "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ sequence: 2, previous: indexOf(place).items[0]?.id });
  });

  test("can be withdrawn twice, and the next publication follows it", async () => {
    const place = copied();
    await done(place, ...withdrawal);
    const once = listing(place);
    expect(await done(place, ...withdrawal)).toContain("was withdrawn already");
    expect(listing(place)).toEqual(once);
    await done(place, "protect", "cells.parquet", "--out", "second");
    for (const role of ["checker", "publisher"]) {
      await done(place, "sign", "second", "--role", role, "--key", `keys/${role}.key`);
    }
    await done(place, "publish", "second", "--to", "feed");
    expect(indexOf(place).items).toHaveLength(2);
    expect(indexOf(place).withdrawals).toHaveLength(1);
    const ledger = readFileSync(join(place, "ledger.jsonl"), "utf8");
    rmSync(join(place, "ledger.jsonl"));
    await done(place, "publish", "second", "--to", "feed");
    expect(readFileSync(join(place, "ledger.jsonl"), "utf8")).toBe(ledger);
    expect(ledgerOf(place).map(({ kind }) => kind)).toEqual([
      "publication",
      "withdrawal",
      "publication",
    ]);
  });

  test("is withdrawn from every feed by the same document", async () => {
    const place = copied();
    await done(place, "publish", "signed", "--to", "mirror");
    await done(place, ...withdrawal);
    await done(place, "withdraw", "1", "--to", "mirror", ...signing);
    expect(listing(join(place, "mirror", "withdrawals"))).toEqual(
      listing(join(place, "feed", "withdrawals")),
    );
  });
});

test("a publication that was withdrawn goes to no other feed without its withdrawal", async () => {
  const place = copied();
  const facts = JSON.parse(await done(place, ...withdrawal, "--json"));
  expect(facts).toMatchObject({
    member: "FI-HEL",
    publication: indexOf(place).items[0]?.id,
    sequence: 1,
    reason: because,
    wasThere: false,
  });
  const said = await edufed(place, "publish", "signed", "--to", "mirror");
  expect(said).toMatchObject({ code: 0 });
  expect(said.err).toContain("It was withdrawn, and the feed says so, too.");
  expect(indexOf(place, "mirror").withdrawals).toEqual(indexOf(place).withdrawals);
});

describe("a withdrawal that nobody should believe", () => {
  test("changes no verdict, and is told", async () => {
    const place = copied();
    await done(place, ...withdrawal);
    const file = join(place, "feed", indexOf(place).withdrawals?.[0]?.path ?? "");
    const flags = ["--member", "FI-HEL", "--name", "Impostor", "--contact", "nobody"];
    await done(place, "init", "impostor", ...flags);
    const entry = join(place, "impostor", "member.json");
    const list = join(place, "member.json");
    expect((await edufed(place, "verify", itemOf(place), "--members", entry)).out).toContain(
      "counts for nothing. Its key is not on the member's list.",
    );
    const envelope = JSON.parse(readFileSync(file, "utf8"));
    const claims = Buffer.from(envelope.payload, "base64").toString();
    const other = Buffer.from(claims.replace("counted twice", "closed")).toString("base64");
    writeFileSync(file, JSON.stringify({ ...envelope, payload: other }));
    const said = await edufed(place, "verify", itemOf(place), "--members", list);
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain("counts for nothing. Its signature is not valid.");
    writeFileSync(file, "{}");
    expect((await edufed(place, "verify", itemOf(place))).out).toContain("is not an envelope");
  });

  test("that says another publication's name is not one of this", async () => {
    const place = copied();
    await done(place, ...withdrawal);
    const { withdrawals, items } = indexOf(place);
    mkdirSync(join(place, "strange", "items"), { recursive: true });
    mkdirSync(join(place, "strange", "withdrawals"));
    writeFileSync(join(place, "strange", "feed.json"), '{"feedVersion":"1.0","items":[]}');
    cpSync(join(place, "draft"), join(place, "strange", items[0]?.path ?? ""), {
      recursive: true,
    });
    const path = withdrawals?.[0]?.path ?? "";
    const bytes = readFileSync(join(place, "feed", path), "utf8");
    const envelope = JSON.parse(bytes);
    const claims = Buffer.from(envelope.payload, "base64").toString();
    const hex = (items[0]?.id ?? "").slice("sha256:".length);
    const other = Buffer.from(claims.replace(hex, "0".repeat(64))).toString("base64");
    writeFileSync(join(place, "strange", path), JSON.stringify({ ...envelope, payload: other }));
    const said = await edufed(place, "verify", join("strange", items[0]?.path ?? ""));
    expect(said.out).toContain("It speaks of another publication.");
  });
});

describe("what cannot be withdrawn is refused, and nothing is written", () => {
  test.each([
    [
      "a number that was never published",
      ["withdraw", "2", "--to", "feed", ...signing],
      2,
      "nothing with this id or number",
      "1 (ATT_RATE, 2025/2026)",
    ],
    [
      "a folder that is no feed",
      ["withdraw", "1", "--to", "records", ...signing],
      2,
      "is not a feed folder",
      "edufed publish",
    ],
    [
      "a gateway",
      ["withdraw", "1", "--to", "https://gateway.example.org", ...signing],
      2,
      "no gateway takes one",
      "--to",
    ],
    [
      "without a reason",
      ["withdraw", "1", "--to", "feed", "--key", "keys/publisher.key"],
      2,
      "--reason",
      "--help",
    ],
    [
      "an empty reason",
      ["withdraw", "1", "--to", "feed", "--key", "keys/publisher.key", "--reason", " "],
      2,
      "--reason must be one line",
      "--reason",
    ],
    [
      "by a checker",
      ["withdraw", "1", "--to", "feed", "--key", "keys/checker.key", "--reason", because],
      1,
      "not that of a publisher",
      "member.json",
    ],
    [
      "with a file that is no key",
      ["withdraw", "1", "--to", "feed", "--key", "member.json", "--reason", because],
      2,
      "not an Ed25519 private key",
      "edufed init",
    ],
  ] as const)("%s", async (_what, argv, code, says, remedy) => {
    const place = copied();
    const before = listing(place);
    const said = await edufed(place, ...argv);
    expect(said.code).toBe(code);
    expectOneError(said);
    expect(said.err).toContain(says);
    expect(said.err).toContain(remedy);
    expect(listing(place)).toEqual(before);
  });

  test("from a feed that never had it", async () => {
    const place = copied();
    mkdirSync(join(place, "empty"));
    writeFileSync(join(place, "empty", "feed.json"), '{"feedVersion":"1.0","items":[]}');
    const said = await edufed(place, "withdraw", "1", "--to", "empty", ...signing);
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(said.err).toContain("empty does not have this publication");
  });
});
