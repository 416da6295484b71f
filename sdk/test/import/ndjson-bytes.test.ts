import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lookAtNdjson, type NdjsonBytes } from "../../src/import/ndjson-bytes.ts";
import { makeFolder } from "./folder.ts";

async function look(content: string | Uint8Array, name = "student.ndjson"): Promise<NdjsonBytes> {
  using folder = makeFolder();
  return await lookAtNdjson(folder.write(name, content));
}

type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value };

/** How many texts a value has so many brackets deep, names included. */
function textsIn(value: Value, depth: number): number {
  if (typeof value === "string") return depth === 0 ? 1 : 0;
  if (typeof value !== "object") return 0;
  const inside = Array.isArray(value) ? value : Object.entries(value).flat();
  return inside.reduce<number>((sum, item) => sum + textsIn(item, depth - 1), 0);
}

/** A parser counts what the bytes are asked for. */
function counted(records: readonly Readonly<Record<string, Value>>[]): NdjsonBytes {
  const total = (count: (record: Readonly<Record<string, Value>>) => number): number =>
    records.reduce((sum, record) => sum + count(record), 0);
  return {
    names: total((record) => Object.keys(record).length),
    texts: total((record) => textsIn(record, 1)),
    items: total((record) => textsIn(record, 2)),
    hasLines: true,
    isPlain: true,
  };
}

const text = fc.string({
  unit: fc.constantFrom(
    '"',
    "\\",
    ":",
    ",",
    "{",
    "}",
    "[",
    "]",
    "n",
    " ",
    "\n",
    "\u0001",
    "a",
    "ə",
    "😀",
  ),
  maxLength: 8,
});
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const record = fc.dictionary(text, value, { maxKeys: 8, noNullPrototype: true });

test("names and texts are as many as a parser finds, however records are written and packed", async () => {
  const written = fc.record({
    records: fc.array(record, { minLength: 1, maxLength: 40 }),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    isSpaced: fc.boolean(),
    isPacked: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(written, async ({ records, lineEnd, isSpaced, isPacked }) => {
      const lines = records.map((one) => {
        const line = JSON.stringify(one);
        return `${isSpaced ? ` ${line} ` : line}${lineEnd}`;
      });
      const content = Buffer.from(lines.join(""));
      const seen = isPacked
        ? await look(gzipSync(content), "student.ndjson.gz")
        : await look(content);
      expect(seen).toMatchObject(counted(records));
    }),
  );
});

test("a record may start and end at any byte of a piece", async () => {
  const short = { id: "s", citizenships: ["FI"] };
  for (const length of [0, 1, 2, 3, 500]) {
    const records = Array.from({ length: 4000 }, (_, index) => ({
      ...short,
      phone: "0".repeat((index % 7) + length),
    }));
    const content = records.map((one) => `${JSON.stringify(one)}\n`).join("");
    expect(await look(content)).toMatchObject(counted(records));
  }
});

test.each([
  ["an empty line", '{"id":"s"}\n\n{"id":"t"}\n'],
  ["a line of spaces", '{"id":"s"}\n \t\r\n{"id":"t"}\n'],
  ["a line that ends in a text", '{"id":"s\n"}\n'],
  ["a line that ends behind a backslash", '{"id":"s\\\n"}\n'],
  ["a line that ends in a bracket", '{"id":"s"\n}\n'],
  ["a bracket that closes nothing", '{"id":"s"}}\n{\n'],
  ["a byte order mark", '\uFEFF{"id":"s"}\n'],
  ["more brackets than records have", '{"id":[[[[[[1]]]]]]}\n'],
])("%s is no line to count in", async (_, content) => {
  expect((await look(content)).hasLines).toBe(false);
  expect((await look(`${'{"id":"s"}\n'.repeat(40)}${content}`)).hasLines).toBe(
    content.startsWith("\uFEFF"),
  );
});

test.each([
  ["null", '{"id":null}'],
  ["a number that is none", '{"id":NaN}'],
  ["a number without end", '{"id":-Infinity}'],
  ["a comma before a bracket", '{"id":["s" , ]}'],
  ["a comma before the end of a record", '{"id":"s",}'],
])("%s is not plain, and is a line", async (_, line) => {
  const around = '{"id":"s"}\n'.repeat(40);
  expect(await look(`${around}${line}\n${around}`)).toMatchObject({
    hasLines: true,
    isPlain: false,
  });
});

test("as many brackets as records have are counted in", async () => {
  expect(await look('{"id":[[[[[1]]]]]}\n')).toMatchObject({ hasLines: true, names: 1 });
});
