import { describe, expect, test } from "vitest";
import type { Digest } from "../../src/canonical.ts";
import { checkTitles } from "../../src/publish/check.ts";
import type { Check } from "../../src/publish/check.ts";
import { paths } from "../../src/publish/files.ts";
import type { PublicationFiles } from "../../src/publish/files.ts";
import { addSignature } from "../../src/publish/sign.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { publicationStatement } from "../../src/publish/statement.ts";
import { isVerified, verifyPublication } from "../../src/publish/verify.ts";
import type { Trust } from "../../src/sign/trust.ts";
import { alterations, changedAndSigned, good } from "./alterations.ts";
import {
  checker,
  draftFiles,
  now,
  publisher,
  registry,
  signed,
  signedOver,
  stranger,
  trust,
  trusted,
} from "./fixture.ts";

async function failures(
  files: PublicationFiles,
  changes: Partial<Trust> = {},
): Promise<readonly string[]> {
  return failed(await verifyPublication(files, { ...trust, ...changes }, { registry, now })).map(
    ({ code }) => code,
  );
}

function failed(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ outcome }) => outcome === "failed");
}

describe("a publication as it was signed", () => {
  test("passes B01 to B12, says why it does not check the rest, and fails nothing", async () => {
    const checks = await verifyPublication(good, trust, { registry, now });
    expect(checks.map(({ code }) => code)).toEqual(Object.keys(checkTitles));
    expect(checks.filter(({ outcome }) => outcome === "passed")).toHaveLength(12);
    expect(failed(checks)).toEqual([]);
    expect(isVerified(checks)).toBe(true);
  });

  test("without the release and the chain at hand, says so instead of guessing", async () => {
    const second = await signed(
      await draftFiles({ sequence: 2, previous: (await parsePublication(good)).id }),
    );
    const { previous: _unknown, ...little } = trust;
    const open = (await verifyPublication(second, little)).filter(
      ({ outcome }) => outcome === "not-checked",
    );
    expect(open.map(({ code }) => code)).toEqual(["B06", "B07", "B13", "B14", "B15", "B16"]);
  });
});

/** Each alteration is made by someone who holds every key and signs the result again. */
describe("one alteration fails exactly its check", () => {
  test.each(alterations)("%s: %s", async (code, _what, alter) => {
    expect(await failures(await alter())).toEqual([code]);
  });

  test("every check from B01 to B13 has an alteration, B05 below", () => {
    const covered = new Set([...alterations.map(([code]) => code), "B05"]);
    expect([...covered].toSorted()).toEqual(
      Object.keys(checkTitles).filter((code) => code <= "B13"),
    );
  });

  test("B06: the same number after another publication than the one it names", async () => {
    const id: Digest = `sha256:${"0".repeat(64)}`;
    const other: Digest = `sha256:${"1".repeat(64)}`;
    const second = await signed(await draftFiles({ sequence: 2, previous: id }));
    expect(await failures(second, { previous: { sequence: 1, id } })).toEqual([]);
    expect(await failures(second, { previous: { sequence: 1, id: other } })).toEqual(["B06"]);
  });

  test("a cell as large as the smallest group passes", async () => {
    const exactly = await changedAndSigned(paths.disclosure, (text) =>
      text.replace('"contributorsMin":10', '"contributorsMin":50'),
    );
    expect(await failures(exactly)).toEqual([]);
  });

  test("B05: the publisher's key had ended, or had not begun, or the date lies ahead", async () => {
    expect(await failures(good, until("2026-09-01T09:00:00Z"))).toEqual([]);
    expect(await failures(good, until("2026-09-01T08:59:59Z"))).toEqual(["B05"]);
    const from = { ...trusted(publisher, "publisher"), notBefore: "2026-09-01T09:00:01Z" };
    expect(await failures(good, { keys: [trusted(checker, "checker"), from] })).toEqual(["B05"]);
    const early = await verifyPublication(good, trust, {
      registry,
      now: new Date("2026-09-01T08:44:59Z"),
    });
    expect(failed(early).map(({ code }) => code)).toEqual(["B05"]);
  });
});

describe("signatures are refused", () => {
  test("of a key that is not on the member's list", async () => {
    expect(await failures(good, { keys: [trusted(publisher, "publisher")] })).toEqual(["B03"]);
  });

  test("that another key made under the id of a listed one", async () => {
    const imposter = { ...stranger, keyId: publisher.keyId };
    const checked = await addSignature(await draftFiles(), {
      signer: checker,
      role: "checker",
      now,
    });
    expect(
      await failures(await addSignature(checked, { signer: imposter, role: "publisher", now })),
    ).toEqual(["B03"]);
  });

  test("when the list names another key's bytes under an id, or a key twice", async () => {
    const swapped = { ...trusted(publisher, "publisher"), publicKey: stranger.publicKey };
    expect(await failures(good, { keys: [trusted(checker, "checker"), swapped] })).toEqual(["B03"]);
    expect(await failures(good, { keys: [...trust.keys, ...trust.keys] })).toEqual(["B03"]);
  });

  test("when the list is wrong about a key that did not even sign", async () => {
    const swapped = { ...trusted(stranger, "checker"), publicKey: checker.publicKey };
    expect(await failures(good, { keys: [...trust.keys, swapped] })).toEqual(["B03"]);
  });

  test("when there are none", async () => {
    expect(await failures(await draftFiles())).toEqual(["B03"]);
  });

  test("of one person with two keys who checks its own publication", async () => {
    const holder = "the same person";
    const keys = [
      { ...trusted(publisher, "publisher"), holder },
      { ...trusted(checker, "checker"), holder },
    ];
    expect(await failures(good, { keys })).toEqual(["B04"]);
  });

  test("of the keys of another member", async () => {
    expect(await failures(good, { member: "AZ" })).toEqual(["B04"]);
  });

  test("when the community asks for more checkers than the publication says", async () => {
    expect(await failures(good, { checkersMin: 2 })).toEqual(["B04"]);
  });

  test("that were made for another publication of the same member", async () => {
    const other = await draftFiles({ quality: { gate: "passed", coverage: null, findings: [] } });
    const statement = await publicationStatement(
      await parsePublication(other),
      "2026-09-01T09:00:00Z",
    );
    expect(await failures(await signedOver(await draftFiles(), statement))).toContain("B01");
    const third = await draftFiles({ sequence: 2, previous: `sha256:${"1".repeat(64)}` });
    const claims = await publicationStatement(
      { ...(await parsePublication(third)), files: await draftFiles() },
      "2026-09-01T09:00:00Z",
    );
    expect(await failures(await signedOver(await draftFiles(), claims))).toEqual(["B03"]);
  });
});

/** The member's keys, the publisher's one ending then. */
const until = (notAfter: string): Partial<Trust> => ({
  keys: [trusted(checker, "checker"), { ...trusted(publisher, "publisher"), notAfter }],
});
