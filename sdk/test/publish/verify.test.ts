import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkTitles } from "../../src/publish/check.ts";
import type { Check } from "../../src/publish/check.ts";
import { paths } from "../../src/publish/files.ts";
import type { PublicationFiles } from "../../src/publish/files.ts";
import { addSignature, requireSigned } from "../../src/publish/sign.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { publicationStatement } from "../../src/publish/statement.ts";
import { isVerified, verifyPublication } from "../../src/publish/verify.ts";
import type { Trust } from "../../src/sign/trust.ts";
import {
  checker,
  draftFiles,
  draftInput,
  now,
  publisher,
  registry,
  relisted,
  resigned,
  signed,
  signedOver,
  stranger,
  trust,
  trusted,
  withText,
} from "./fixture.ts";

const good = await signed(await draftFiles());

async function failures(files: PublicationFiles, changes: Partial<Trust> = {}): Promise<readonly string[]> {
  return failed(await verifyPublication(files, { ...trust, ...changes }, { registry, now })).map(({ code }) => code);
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
    const open = (await verifyPublication(second, little)).filter(({ outcome }) => outcome === "not-checked");
    expect(open.map(({ code }) => code)).toEqual(["B06", "B07", "B13", "B14", "B15", "B16"]);
  });
});

/** Each alteration is made by someone who holds every key and signs the result again. */
const alterations: readonly (readonly [code: string, what: string, alter: () => Promise<PublicationFiles>])[] = [
  ["B01", "a document was changed after signing", async () => withText(good, paths.quality, (text) => text.replace("0.98", "0.99"))],
  ["B01", "a file was added", async () => new Map([...good, ["extra.txt", new Uint8Array([1])]])],
  ["B01", "a name that leaves the folder was added", async () => new Map([...good, ["../evil.json", new Uint8Array([1])]])],
  ["B02", "a document has a space more", () => signAnew(withText(good, paths.quality, (text) => `${text} `))],
  ["B02", "a document has an unknown property", () => signAnew(withText(good, paths.quality, (text) => text.replace("{", '{"a":1,')))],
  ["B02", "a name is not in normal form C", () => signAnew(withText(good, paths.metric, (text) => text.replace("ä", "a\u0308")))],
  ["B03", "the payload was changed by one character", async () => withText(good, paths.signatures, (text) => text.replace('"payload":"e', '"payload":"f'))],
  ["B04", "the checker is missing", () => signedBy([publisher, "publisher"])],
  ["B04", "the publisher is missing", () => signedBy([checker, "checker"])],
  ["B04", "the checker signed as publisher", () => signedBy([publisher, "checker"], [checker, "publisher"])],
  ["B06", "the sequence skips a number", () => draftFiles({ sequence: 3, previous: `sha256:${"0".repeat(64)}` }).then(signed)],
  ["B07", "the schema is another one", () => changedAndSigned(paths.manifest, (text) => text.replace(/("entities":\[\{"digest":"sha256:).{4}/, "$10000"))],
  ["B08", "the population was changed", () => changedAndSigned(paths.metric, (text) => text.replace("expectedHalfDays >= 2", "expectedHalfDays >= 4"), fullHashToo)],
  ["B09", "a code is not in its list", () => changedRow("FI-HEL,F,3,2025,NaN,M,F,0,0", "FI-HEL,F,9,2025,NaN,M,F,0,0")],
  ["B09", "a cell is given twice", () => changedRow("FI-HEL,F,3,", "FI-HEL,F,3,2025,NaN,M,F,0,0\r\ndataflow,FI-HEL:DF_ATT_CHRONIC_BY_SEX_GRADE(1.0.0),R,FI-HEL,F,3,", oneCellMore)],
  ["B09", "the header has a column more", () => changedAndSigned(paths.data, (text) => text.replace("NUM,DEN", "NUM,DEN,NOTE"))],
  ["B09", "a cell is quoted", () => changedAndSigned(paths.data, (text) => text.replace("0.150", '"0.150"'))],
  ["B09", "the lines end as on another system", () => changedAndSigned(paths.data, (text) => text.replaceAll("\r\n", "\n"))],
  ["B10", "a withheld cell is empty", () => changedRow("F,1,2025,NaN,Q,C,NaN,NaN", "F,1,2025,,Q,C,NaN,NaN")],
  ["B10", "a withheld cell shows its denominator", () => changedRow("F,1,2025,NaN,Q,C,NaN,NaN", "F,1,2025,NaN,Q,C,NaN,72")],
  ["B10", "a withheld cell is called free", () => changedRow("F,1,2025,NaN,Q,C,NaN,NaN", "F,1,2025,NaN,Q,F,NaN,NaN")],
  ["B10", "a cell with nobody in it has a value", () => changedRow("F,3,2025,NaN,M", "F,3,2025,0.000,M")],
  ["B11", "a value is not its numerator over its denominator", () => changedRow("0.150,A,F,30,200", "0.151,A,F,30,200")],
  ["B11", "the parts do not make the whole", () => changedRow("0.125,A,F,12,96", "0.126,A,F,12,95")],
  ["B11", "a visible part is more than its whole", () => changedRow("0.133,A,F,20,150", "0.100,A,F,20,201")],
  ["B12", "a value has a decimal more", () => changedRow("0.150,", "0.1500,")],
  ["B13", "a cell of nine is shown", () => changedRow("0.200,A,F,10,50", "0.222,A,F,2,9")],
  ["B13", "the report counts other cells", () => changedAndSigned(paths.disclosure, (text) => text.replace('"withheld":4', '"withheld":3'))],
];

describe("one alteration fails exactly its check", () => {
  test.each(alterations)("%s: %s", async (code, _what, alter) => {
    expect(await failures(await alter())).toEqual([code]);
  });

  test("every check from B01 to B13 has an alteration, B05 below", () => {
    const covered = new Set([...alterations.map(([code]) => code), "B05"]);
    expect([...covered].toSorted()).toEqual(Object.keys(checkTitles).filter((code) => code <= "B13"));
  });

  test("B05: the publisher's key had ended, or had not begun, or the date lies ahead", async () => {
    const until = (notAfter: string): Partial<Trust> => ({
      keys: [trusted(checker, "checker"), { ...trusted(publisher, "publisher"), notAfter }],
    });
    expect(await failures(good, until("2026-09-01T09:00:00Z"))).toEqual([]);
    expect(await failures(good, until("2026-09-01T08:59:59Z"))).toEqual(["B05"]);
    const from = { ...trusted(publisher, "publisher"), notBefore: "2026-09-01T09:00:01Z" };
    expect(await failures(good, { keys: [trusted(checker, "checker"), from] })).toEqual(["B05"]);
    const early = await verifyPublication(good, trust, { registry, now: new Date("2026-09-01T08:44:59Z") });
    expect(failed(early).map(({ code }) => code)).toEqual(["B05"]);
  });
});

describe("signatures are refused", () => {
  test("of a key that is not on the member's list", async () => {
    expect(await failures(good, { keys: [trusted(publisher, "publisher")] })).toEqual(["B03"]);
  });

  test("that another key made under the id of a listed one", async () => {
    const imposter = { ...stranger, keyId: publisher.keyId };
    const checked = await addSignature(await draftFiles(), { signer: checker, role: "checker", now });
    expect(await failures(await addSignature(checked, { signer: imposter, role: "publisher", now }))).toEqual(["B03"]);
  });

  test("when the list names another key's bytes under an id, or a key twice", async () => {
    const swapped = { ...trusted(publisher, "publisher"), publicKey: stranger.publicKey };
    expect(await failures(good, { keys: [trusted(checker, "checker"), swapped] })).toEqual(["B03"]);
    expect(await failures(good, { keys: [...trust.keys, ...trust.keys] })).toEqual(["B03"]);
  });

  test("when there are none", async () => {
    expect(await failures(await draftFiles())).toEqual(["B03"]);
  });

  test("of one person with two keys who checks its own publication", async () => {
    const keys = trust.keys.map((key) => ({ ...key, holder: "the same person" }));
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
    const statement = await publicationStatement(await parsePublication(other), "2026-09-01T09:00:00Z");
    expect(await failures(await signedOver(await draftFiles(), statement))).toContain("B01");
    const third = await draftFiles({ sequence: 2, previous: `sha256:${"1".repeat(64)}` });
    const claims = await publicationStatement(
      { ...(await parsePublication(third)), files: await draftFiles() },
      "2026-09-01T09:00:00Z",
    );
    expect(await failures(await signedOver(await draftFiles(), claims))).toEqual(["B03"]);
  });
});

describe("promises", () => {
  test("altering any one byte of any file fails", { timeout: 20_000 }, async () => {
    const entries = [...good];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (file, place, flip) => {
        const [path, bytes] = entries[file % entries.length] ?? ["", new Uint8Array()];
        const altered = bytes.slice();
        const index = place % bytes.length;
        altered[index] = (altered[index] ?? 0) ^ flip;
        const checks = await verifyPublication(new Map([...good, [path, altered]]), trust, { registry, now });
        expect(isVerified(checks)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test("altering any character of the envelope fails", { timeout: 20_000 }, async () => {
    const envelope = good.get(paths.signatures) ?? new Uint8Array();
    const tail = Array.from({ length: Math.ceil(envelope.length / 7) }, (_, step) => step * 7);
    expect(tail.length).toBeGreaterThan(100);
    for (const index of tail) {
      const altered = envelope.with(index, envelope[index] === 65 ? 66 : 65);
      // oxlint-disable-next-line no-await-in-loop -- one after the other keeps memory small
      const checks = await verifyPublication(new Map([...good, [paths.signatures, altered]]), trust);
      expect(isVerified(checks), `character ${index}`).toBe(false);
    }
  });

  test("whatever the bytes are, verification answers and does not throw", async () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map((text) => new TextEncoder().encode(text)));
    const path = fc.constantFrom(...Object.values(paths));
    await fc.assert(
      fc.asyncProperty(path, bytes, async (name, content) => {
        const checks = await verifyPublication(new Map([...good, [name, content]]), trust, { registry });
        expect(checks).toHaveLength(16);
        expect(isVerified(checks)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["a million brackets", paths.manifest, "[".repeat(1_000_000)],
    ["a key of JavaScript's own", paths.quality, '{"__proto__":{"gate":"passed"},"coverage":null,"findings":[],"gate":"passed"}'],
    ["a property given twice", paths.quality, '{"coverage":null,"findings":[],"gate":"passed","gate":"passed"}'],
    ["a number beyond 2^53", paths.disclosure, '{"counts":9007199254740993}'],
    ["an infinite number", paths.disclosure, '{"counts":1e999}'],
    ["a byte order mark", paths.quality, '\uFEFF{"coverage":null,"findings":[],"gate":"passed"}'],
    ["a lone surrogate", paths.quality, '{"coverage":"\\ud800"}'],
  ])("a document of %s is a failed check", async (_what, path, text) => {
    const checks = await verifyPublication(new Map([...good, [path, new TextEncoder().encode(text)]]), trust);
    expect(failed(checks).map(({ code }) => code)).toContain("B02");
  });

  test("a publication of too many or too large files is refused before it is read", async () => {
    const many = new Map(Array.from({ length: 21 }, (_, index) => [`${index}.json`, new Uint8Array()] as const));
    expect(failed(await verifyPublication(many, trust)).map(({ code }) => code)).toEqual(["B01"]);
    const large = new Map([...good, [paths.data, new Uint8Array(64_000_001)]]);
    expect(failed(await verifyPublication(large, trust)).map(({ code }) => code)).toEqual(["B01"]);
  });

  test("only what passes verification is marked as signed", async () => {
    await expect(requireSigned(await draftFiles(), trust)).rejects.toThrow(/B03/);
    expect(await requireSigned(good, trust)).toBe(good);
  });
});

/** Lists and signs files that a reader may not be able to read, with the statement of the good ones. */
async function signAnew(files: PublicationFiles): Promise<PublicationFiles> {
  const listed = await relisted(files);
  const parts = await parsePublication(await draftFiles());
  const statement = await publicationStatement({ ...parts, files: listed }, "2026-09-01T09:00:00Z");
  return signedOver(listed, statement);
}

type Change = (files: PublicationFiles) => Promise<PublicationFiles> | PublicationFiles;

async function changedAndSigned(
  path: string,
  change: (text: string) => string,
  more: Change = (files) => files,
): Promise<PublicationFiles> {
  const changed = await more(withText(good, path, change));
  return path === paths.data ? signAnew(changed) : resigned(changed);
}

async function changedRow(from: string, to: string, more?: Change): Promise<PublicationFiles> {
  return changedAndSigned(paths.data, (text) => text.replace(from, to), more);
}

async function fullHashToo(files: PublicationFiles): Promise<PublicationFiles> {
  const { metricValue, manifest } = await parsePublication(files);
  const { canonicalDigest } = await import("../../src/canonical.ts");
  const hash = await canonicalDigest(metricValue);
  return withText(files, paths.manifest, (text) => text.replace(manifest.metric.fullHash, hash));
}

function oneCellMore(files: PublicationFiles): PublicationFiles {
  return withText(files, paths.disclosure, (text) => text.replace('"cells":12', '"cells":13'));
}

async function signedBy(...signatures: readonly (readonly [typeof publisher, "publisher" | "checker"])[]): Promise<PublicationFiles> {
  let files = await draftFiles({ config: { ...draftInput().config, checkersMin: 0 } });
  for (const [signer, role] of signatures) {
    // oxlint-disable-next-line no-await-in-loop -- each signature is added to the one before
    files = await addSignature(files, { signer, role, now });
  }
  return files;
}
