import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vectors from "../../../schemas/conformance/canonical.json" with { type: "json" };
import { canonicalDigest, canonicalJson, digestOf, sha256Hex } from "../../src/canonical.ts";
import { RefusedError } from "../../src/errors.ts";

describe("canonical form", () => {
  test.each(vectors.accepted)("$description", async ({ input, canonical, digest }) => {
    expect(canonicalJson(JSON.parse(input))).toBe(canonical);
    expect(await canonicalDigest(JSON.parse(input))).toBe(digest);
  });

  test.each(vectors.refused)("$description is refused", ({ input }) => {
    expect(() => canonicalJson(JSON.parse(input))).toThrow(RefusedError);
  });

  test.each([
    ["undefined", undefined],
    ["an undefined property", { a: undefined }],
    ["a hole in a list", Array.from<number>({ length: 1 })],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["a bigint", 1n],
    ["not a number", Number.NaN],
    ["a function", (): number => 1],
  ])("%s is refused", (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(RefusedError);
  });

  test("a value nested without end is refused, not followed", () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(() => canonicalJson(loop)).toThrow(RefusedError);
  });

  test("a refusal names the place and never the value", () => {
    expect(() => canonicalJson({ list: [{ share: 0.15 }] })).toThrow(/\/list\/0\/share/);
    expect(() => canonicalJson({ name: "secret a\u0308" })).not.toThrow(/secret/);
  });

  test("one composed and one decomposed spelling never have the same digest by accident: one is refused", async () => {
    const composed = "Jyväskylä";
    expect(await digestOf(composed)).not.toBe(await digestOf(composed.normalize("NFD")));
    expect(() => canonicalJson(composed.normalize("NFD"))).toThrow(RefusedError);
  });

  test("the order of keys does not change the digest", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: "grapheme-ascii" }), fc.integer()),
        async (value) => {
          const turned = Object.fromEntries(Object.entries(value).toReversed());
          expect(await canonicalDigest(turned)).toBe(await canonicalDigest(value));
          expect(JSON.parse(canonicalJson(value))).toEqual(value);
        },
      ),
    );
  });

  test("SHA-256 of text and of its bytes is the known answer", async () => {
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(await sha256Hex("abc")).toBe(abc);
    expect(await sha256Hex(new TextEncoder().encode("abc"))).toBe(abc);
    expect(await digestOf("abc")).toBe(`sha256:${abc}`);
  });
});
