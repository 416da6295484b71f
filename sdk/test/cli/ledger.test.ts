import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder } from "./edufed.ts";
import { memberWithEverything } from "./member.ts";

describe("the ledger of a member", () => {
  let member: string;
  const file = (): string => join(member, "ledger.jsonl");
  const lines = (): readonly string[] => readFileSync(file(), "utf8").trimEnd().split("\n");

  beforeAll(async () => {
    member = await memberWithEverything("ledger");
    await done(member, "publish", "signed", "--to", "feed");
  });

  /** A copy of the member that a test may change. */
  function copied(name: string): string {
    const place = join(folder(`ledger-${name}`), "member");
    cpSync(member, place, { recursive: true });
    return place;
  }

  test("has one line for what was published, however often it is sent", async () => {
    await done(member, "publish", "signed", "--to", "feed");
    expect(lines()).toHaveLength(1);
    expect(JSON.parse(lines()[0] ?? "")).toMatchObject({
      kind: "publication",
      number: 1,
      previous: null,
      sequence: 1,
      description: { metric: "ATT_RATE", period: "2025/2026" },
    });
  });

  test("is made again from the publications, the same to the byte", async () => {
    const place = copied("again");
    rmSync(join(place, "ledger.jsonl"));
    await done(place, "publish", "signed", "--to", "feed");
    expect(readFileSync(join(place, "ledger.jsonl"), "utf8")).toBe(readFileSync(file(), "utf8"));
  });

  test("remembers what is gone from the folder of publications", async () => {
    const place = copied("withdrawn");
    rmSync(join(place, "publications"), { recursive: true });
    const out = await done(place, "protect", "cells.parquet", "--out", "second");
    expect(out).toContain("Proven safe together with 1 earlier publication");
  });

  test("that was changed is refused, and the line is named", async () => {
    const place = copied("changed");
    writeFileSync(
      join(place, "ledger.jsonl"),
      `${lines()[0]?.replace('"number":1', '"number":2')}\n`,
    );
    const said = await edufed(place, "protect", "cells.parquet", "--out", "second");
    expectOneError(said);
    expect(said.code).toBe(2);
    expect(said.err).toContain("Line 1 of the ledger");
  });

  test("that says something else than the publication is refused", async () => {
    const place = copied("other");
    const entry = JSON.parse(lines()[0] ?? "");
    const [codes, status, num, den, value] = entry.cells[0];
    const cells = [[codes, status, num + 1, den + 1, value], ...entry.cells.slice(1)];
    writeFileSync(join(place, "ledger.jsonl"), `${JSON.stringify({ ...entry, cells })}\n`);
    const said = await edufed(place, "protect", "cells.parquet", "--out", "second");
    expectOneError(said);
    expect(said.code).toBe(2);
    expect(said.err).toContain("publication number 1");
  });
});
