import { describe, expect, test } from "vitest";
import { publicationEvent, publishedTable, seenIn } from "../../../src/protect/ledger/ledger.ts";
import type { LedgerEvent } from "../../../src/protect/ledger/ledger.ts";
import {
  emptyHead,
  lineAfter,
  readLedger,
  writeLedger,
} from "../../../src/protect/ledger/lines.ts";
import { publishedWith } from "../shared.ts";
import { flat, tableOf } from "../tables.ts";

const table = publishedWith(
  tableOf(
    [flat("AREA", "a", "b", "c"), flat("SEX", "F", "M")],
    [
      [["a", "F"], 1, 2],
      [["a", "M"], 3, 9],
      [["b", "F"], 4, 12],
      [["b", "M"], 4, 13],
      [["c", "F"], 0, 0],
    ],
  ),
  ({ AREA, SEX }) => SEX !== "_T" && AREA !== "_T" && AREA !== "c",
);
const first = publicationEvent({ publication: `sha256:${"1".repeat(64)}`, sequence: 1 }, table);
const events: readonly LedgerEvent[] = [
  first,
  { kind: "withdrawal", publication: first.publication, day: "2025-10-02" },
  { ...first, publication: `sha256:${"2".repeat(64)}`, sequence: 2 },
];

describe("a ledger", () => {
  test("keeps everything that a publication says about its cells", async () => {
    expect(publishedTable(first)).toEqual(table);
    const { ledger } = await readLedger(await writeLedger(events));
    expect(seenIn(ledger)).toEqual([table, table]);
  });

  test("knows a withdrawn figure like any other", async () => {
    const { ledger } = await readLedger(await writeLedger(events.slice(0, 2)));
    expect(ledger.map(({ kind }) => kind)).toEqual(["publication", "withdrawal"]);
    expect(seenIn(ledger)).toEqual([table]);
  });

  test("made again from the same publications is the same text", async () => {
    const { line, head } = await lineAfter(emptyHead, events[0] ?? first);
    const next = await lineAfter(head, events[1] ?? first);
    const last = await lineAfter(next.head, events[2] ?? first);
    expect(await writeLedger(events)).toBe(line + next.line + last.line);
    expect(await readLedger(line + next.line + last.line, last.head)).toMatchObject({
      head: last.head,
    });
  });

  test("that is empty has no entries", async () => {
    expect(await readLedger("")).toEqual({ ledger: [], head: emptyHead });
  });
});

describe("what is noticed", () => {
  async function lines(): Promise<string[]> {
    return (await writeLedger(events)).trimEnd().split("\n");
  }
  const textOf = (list: readonly string[]): string => list.map((line) => `${line}\n`).join("");

  test("a changed number, at the line after it", async () => {
    const [one = "", ...rest] = await lines();
    const changed = one.replace('"sequence":1', '"sequence":7');
    expect(changed).not.toBe(one);
    await expect(readLedger(textOf([changed, ...rest]))).rejects.toThrow(/Line 2 .* was changed/);
  });

  test("a lost line", async () => {
    const [one = "", , three = ""] = await lines();
    await expect(readLedger(textOf([one, three]))).rejects.toThrow(/Line 2 .* does not follow/);
  });

  test("lines in another order", async () => {
    const [one = "", two = "", three = ""] = await lines();
    await expect(readLedger(textOf([two, one, three]))).rejects.toThrow(/Line 1 /);
  });

  test("a last line that was not written to its end", async () => {
    const text = await writeLedger(events);
    await expect(readLedger(text.slice(0, -1))).rejects.toThrow(/Line 3 .* not written to its end/);
  });

  test("an end that was cut off, or changed, by who kept the head", async () => {
    const all = await lines();
    const { head } = await readLedger(textOf(all));
    await expect(readLedger(textOf(all.slice(0, 2)), head)).rejects.toThrow(/Line 3 .* missing/);
    const last = (all[2] ?? "").replace('"sequence":2', '"sequence":3');
    const changed = textOf([...all.slice(0, 2), last]);
    await expect(readLedger(changed, head)).rejects.toThrow(/Line 3 .* not the one/);
  });

  test.each([
    ["no JSON", "{"],
    ["another spelling", '{ "kind": "withdrawal" }'],
    ["another thing", '{"kind":"note","number":1,"previous":null}'],
  ])("a line that is %s", async (_, line) => {
    await expect(readLedger(`${line}\n`)).rejects.toThrow(/Line 1 of the ledger is not/);
  });
});
