import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type FileMark, type Growth, growthOf } from "../../src/import/growing-file.ts";

const folder = mkdtempSync(join(tmpdir(), "edufed-test-growing-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function newFile(): string {
  files += 1;
  return join(folder, `${files}.txt`);
}

/** Everything that a file has after a mark, with the header of each piece taken away. */
function rest(
  path: string,
  format: "csv" | "ndjson",
  mark: FileMark | undefined,
  header: number,
): { readonly lines: string; readonly last: Growth } {
  let lines = "";
  let known = mark;
  for (;;) {
    const growth = growthOf({ path, format, bytesMax: 16 }, known);
    known = growth.mark;
    lines += growth.text.subarray(growth.text.length === 0 ? 0 : header).toString();
    if (!growth.hasMore) return { lines, last: growth };
  }
}

describe("lines of a file that grows", () => {
  const value = fc.constantFrom("a", "bb", "\u00E4", "x\ny", 'say "so"', "");
  const record = fc.array(value, { minLength: 1, maxLength: 3 });
  const cases = [
    [
      "csv",
      (values: readonly string[]) =>
        values.map((each) => `"${each.replaceAll('"', '""')}"`).join(","),
    ],
    ["ndjson", (values: readonly string[]) => JSON.stringify(values)],
  ] as const;

  test.each(cases)("%s: each comes once and whole, however the file is written", (format, text) => {
    const header = format === "csv" ? "a,b\r\n" : "";
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 8 }),
        fc.array(fc.nat({ max: 9 })),
        (records, pieces) => {
          const path = newFile();
          const whole = Buffer.from(header + records.map((each) => `${text(each)}\n`).join(""));
          writeFileSync(path, "");
          let at = 0;
          let mark: FileMark | undefined;
          let seen = "";
          for (const size of [...pieces, whole.length]) {
            appendFileSync(path, whole.subarray(at, at + size));
            at += size;
            const { lines, last } = rest(path, format, mark, header.length);
            mark = last.mark;
            seen += lines;
            expect(last.isAnew).toBe(false);
          }
          expect(header + seen).toBe(records.length === 0 ? header : whole.toString());
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a line without an end waits, and is told of", () => {
    const path = newFile();
    writeFileSync(path, '{"a":1}\n{"a"');
    const first = growthOf({ path, format: "ndjson", bytesMax: 100 }, undefined);
    expect(first).toMatchObject({ hasHalfLine: true, hasMore: false });
    expect(first.text.toString()).toBe('{"a":1}\n');
    appendFileSync(path, ":2}\n");
    const second = growthOf({ path, format: "ndjson", bytesMax: 100 }, first.mark);
    expect(second).toMatchObject({ hasHalfLine: false, isAnew: false });
    expect(second.text.toString()).toBe('{"a":2}\n');
  });

  const others = [
    ["shorter", '{"a":1}\n'],
    ["of the same length", '{"a":9}\n{"a":2}\n'],
    ["longer", '{"b":1}\n{"a":2}\n{"a":3}\n'],
  ] as const;

  test.each(others)(
    "a file that is another one and %s is read from its beginning",
    (_how, text) => {
      const path = newFile();
      writeFileSync(path, '{"a":1}\n{"a":2}\n');
      const { mark } = growthOf({ path, format: "ndjson", bytesMax: 100 }, undefined);
      writeFileSync(path, text);
      const growth = growthOf({ path, format: "ndjson", bytesMax: 100 }, mark);
      expect(growth.isAnew).toBe(true);
      expect(growth.text.toString()).toBe(text);
    },
  );
});
