import { inspect } from "node:util";
import { expect, test } from "vitest";
import { InputError } from "../src/errors.ts";
import { parseRecordSecret, RecordSecret, recordKey } from "../src/record-key.ts";

const bytes = new Uint8Array(32).fill(1);
const population = "student 2025/2026";
const key = new RecordSecret(bytes).of(population);

test("names of several parts are kept apart, and characters count as they are", () => {
  const own = new RecordSecret(bytes).of("p");
  // By another implementation of HMAC-SHA-256 over length-prefixed parts.
  expect(own.keyOf(["ab", "c"])).toBe(2_191_359_718);
  expect(own.keyOf(["a", "bc"])).toBe(2_114_371_224);
  expect(own.keyOf(["Å😀"])).toBe(307_971_832);
  expect(own.keyOf(["A\u030a😀"])).not.toBe(307_971_832);
  expect(own.keyOf(["one"])).toBe(recordKey(bytes, "one", "p"));
});

test("populations are the same however their name is written", () => {
  expect(recordKey(bytes, "one", "Å")).toBe(recordKey(bytes, "one", "A\u030a"));
});

test("the key of a population tells its own keys and not the secret", () => {
  expect(key.isSame(new RecordSecret(bytes).of(population))).toBe(true);
  expect(key.isSame(new RecordSecret(bytes).of("student 2026/2027"))).toBe(false);
  expect(key.isSame(new RecordSecret(new Uint8Array(32)).of(population))).toBe(false);
  const { inner, outer } = key.pads();
  for (const pad of [inner, outer]) expect(pad).toMatch(/^[0-9a-f]{128}$/);
  const digest = Buffer.from(inner, "hex").map((byte) => byte ^ 0x36);
  expect([...digest.subarray(0, 32)]).not.toEqual([...bytes]);
  expect(digest.subarray(32).every((byte) => byte === 0)).toBe(true);
});

test("nothing of a secret is shown when it is printed", () => {
  const shown = [new RecordSecret(bytes), key].map((each) => [
    JSON.stringify(each),
    inspect(each, { showHidden: true, depth: 9 }),
    Object.values(each).join(),
  ]);
  expect(shown.flat().join("\n")).not.toMatch(/[0-9a-f]{16}|1, 1, 1/i);
});

test("the file of a secret is 64 hexadecimal digits, and what it is instead is not said", () => {
  const digits = "01".repeat(32);
  expect(parseRecordSecret(`${digits}\n`, "file").of(population).isSame(key)).toBe(true);
  for (const wrong of ["", "01", `${digits}01`, digits.replace("0", "g")]) {
    expect(() => parseRecordSecret(wrong, "file")).toThrow(InputError);
    expect(() => parseRecordSecret(wrong, "file")).toThrow(/^file is not the secret/);
  }
});
