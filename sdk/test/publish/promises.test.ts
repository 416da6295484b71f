import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Check } from "../../src/publish/check.ts";
import { paths } from "../../src/publish/files.ts";
import { claimedMember } from "../../src/publish/read.ts";
import { requireSigned } from "../../src/publish/sign.ts";
import { isVerified, verifyPublication } from "../../src/publish/verify.ts";
import { good } from "./alterations.ts";
import { draftFiles, registry, trust, now } from "./fixture.ts";

describe("verification promises", () => {
  test("altering any one byte of any file fails", { timeout: 20_000 }, async () => {
    const entries = [...good];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (file, place, flip) => {
          const [path, bytes] = entries[file % entries.length] ?? ["", new Uint8Array()];
          const altered = bytes.slice();
          const index = place % bytes.length;
          altered[index] = (altered[index] ?? 0) ^ flip;
          const checks = await verifyPublication(new Map([...good, [path, altered]]), trust, {
            registry,
            now,
          });
          expect(isVerified(checks)).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("altering any character of the envelope fails", { timeout: 20_000 }, async () => {
    const envelope = good.get(paths.signatures) ?? new Uint8Array();
    const tail = Array.from({ length: Math.ceil(envelope.length / 7) }, (_, step) => step * 7);
    expect(tail.length).toBeGreaterThan(100);
    for (const index of tail) {
      const altered = envelope.with(index, envelope[index] === 65 ? 66 : 65);
      const checks = await verifyPublication(
        new Map([...good, [paths.signatures, altered]]),
        trust,
      );
      expect(isVerified(checks), `character ${index}`).toBe(false);
    }
  });

  test("whatever the bytes are, verification answers and does not throw", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    );
    const path = fc.constantFrom(...Object.values(paths));
    await fc.assert(
      fc.asyncProperty(path, bytes, async (name, content) => {
        const checks = await verifyPublication(new Map([...good, [name, content]]), trust, {
          registry,
        });
        expect(checks).toHaveLength(16);
        expect(isVerified(checks)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["a million brackets", paths.manifest, "[".repeat(1_000_000)],
    [
      "a key of JavaScript's own",
      paths.quality,
      '{"__proto__":{"gate":"passed"},"coverage":null,"findings":[],"gate":"passed"}',
    ],
    [
      "a property given twice",
      paths.quality,
      '{"coverage":null,"findings":[],"gate":"passed","gate":"passed"}',
    ],
    ["a number beyond 2^53", paths.disclosure, '{"counts":9007199254740993}'],
    ["an infinite number", paths.disclosure, '{"counts":1e999}'],
    ["a byte order mark", paths.quality, '\uFEFF{"coverage":null,"findings":[],"gate":"passed"}'],
    ["a lone surrogate", paths.quality, '{"coverage":"\\ud800"}'],
  ])("a document of %s is a failed check", async (_what, path, text) => {
    const checks = await verifyPublication(
      new Map([...good, [path, new TextEncoder().encode(text)]]),
      trust,
    );
    expect(failed(checks).map(({ code }) => code)).toContain("B02");
  });

  test("a publication of too many or too large files is refused before it is read", async () => {
    const many = new Map(
      Array.from({ length: 21 }, (_, index) => [`${index}.json`, new Uint8Array()] as const),
    );
    expect(failed(await verifyPublication(many, trust)).map(({ code }) => code)).toEqual(["B01"]);
    const large = new Map([...good, [paths.data, new Uint8Array(64_000_001)]]);
    expect(failed(await verifyPublication(large, trust)).map(({ code }) => code)).toEqual(["B01"]);
  });

  test("says whose keys to look up even when the rest cannot be read, and nobody's when it says none", () => {
    const broken = new Map([...good, [paths.quality, new Uint8Array([123])]]);
    expect(claimedMember(broken)).toBe("FI-HEL");
    expect(claimedMember(new Map())).toBeNull();
    expect(
      claimedMember(new Map([[paths.manifest, new TextEncoder().encode('{"member":1}')]])),
    ).toBeNull();
  });

  test("only what passes verification is marked as signed", async () => {
    await expect(requireSigned(await draftFiles(), trust)).rejects.toThrow(/B03/);
    expect(await requireSigned(good, trust)).toBe(good);
  });
});

/** Lists and signs files that a reader may not be able to read, with the statement of the good ones. */

function failed(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ outcome }) => outcome === "failed");
}
