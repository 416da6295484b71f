import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { openStore } from "../../src/index.ts";
import type { Store } from "../../src/index.ts";
import {
  after,
  azerbaijan,
  bySex,
  bySexAndGrade,
  gatewayOver,
  helsinki,
  publication,
  publish,
} from "../community.ts";
import { handMade } from "./hand-made.ts";

const folder = mkdtempSync(join(tmpdir(), "edufed-store-"));
afterAll(() => rmSync(folder, { recursive: true }));

const first = await publication(helsinki, bySexAndGrade);
const second = await publication(helsinki, bySex, await after(first, 1));
const other = await publication(azerbaijan, bySex);

/** A store with three publications, closed again. */
async function filled(name: string): Promise<string> {
  const file = join(folder, name);
  const gateway = await gatewayOver(openStore(`sqlite:${file}`));
  await publish(gateway, first, second, other);
  await gateway.close();
  return file;
}

describe("a store that is opened again", () => {
  test("has the whole feed and goes on with every member's chain", async () => {
    const file = await filled("again.db");
    const gateway = await gatewayOver(openStore(`sqlite:${file}`));
    expect(gateway.closed()).toBeNull();
    expect(await gateway.store.publications({ first: 10 })).toHaveLength(3);
    const third = await publication(
      helsinki,
      { ...bySex, period: "2024/2025" },
      await after(second, 2),
    );
    await publish(gateway, third);
    expect(await gateway.store.head("FI-HEL")).toMatchObject({ sequence: 3 });
    await gateway.close();
  });

  const alterations = [
    [
      "a published figure",
      "update observation set value = '0.001' where status = 'A'",
      "follow from its files",
    ],
    [
      "a withheld figure filled in",
      "update observation set value = '0.1', status = 'A' where status = 'Q'",
      "follow from its files",
    ],
    ["a file", "update file set bytes = cast('x' as blob) where path = 'quality.json'", "B01"],
    [
      "a publication's place in its chain",
      "update publication set facts = json_set(facts, '$.sequence', 7) where position = 2",
      "follow from its files",
    ],
    [
      "what supersedes what",
      "update publication set superseded_by = 3 where position = 1",
      "what supersedes it",
    ],
  ] as const;

  test.each(alterations)("serves nothing when %s was altered in it", async (what, sql, said) => {
    const file = await filled(`${what.replaceAll(/\W/g, "-")}.db`);
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    const gateway = await gatewayOver(openStore(`sqlite:${file}`));
    expect(gateway.closed()).toContain(said);
    const address = await gateway.listen(0);
    for (const path of ["/ready", "/publications", "/data/ATT_CHRONIC.csv", "/graphql"]) {
      const response = await fetch(`${address}${path}`);
      expect(response.status).toBe(503);
    }
    expect((await fetch(`${address}/live`)).status).toBe(200);
    await gateway.close();
  });
});

describe("one transaction", () => {
  test("a publication that cannot be stored whole is not stored at all", async () => {
    const store = openStore("sqlite::memory:");
    await store.add(handMade(1, 3), "2026-09-01T09:00:00.000Z");
    const rival = {
      ...handMade(1, 3),
      facts: { ...handMade(1, 3).facts, digest: "sha256:x" },
    } as const;
    await expect(store.add(rival, "2026-09-01T09:00:00.000Z")).rejects.toThrow(/UNIQUE/);
    const half = handMade(2, 3);
    const [cell] = half.observations;
    if (cell === undefined) throw new Error("there is a cell");
    const broken = { ...half, observations: [...half.observations, { ...cell, num: 0.5 }] };
    await expect(store.add(broken, "2026-09-01T09:00:00.000Z")).rejects.toThrow(
      /cannot store REAL/,
    );
    expect(await store.version()).toBe(1);
    expect(await store.observations({ first: 100 })).toHaveLength(3);
    store.close();
  });

  test("a gateway that is killed while it stores keeps what it acknowledged and nothing by halves", async () => {
    const file = join(folder, "killed.db");
    let acknowledged = 0;
    for (const count of [2, 5, 3]) {
      acknowledged = await killedAfter(file, count);
    }
    const store = openStore(`sqlite:${file}`);
    const items = await store.publications({ first: 1000 });
    expect(items.length).toBeGreaterThanOrEqual(acknowledged);
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_item, index) => index + 1));
    for (const { digest, files } of items) {
      expect(files.map(({ path }) => path)).toEqual(["data.csv", "manifest.json"]);
      expect(await store.observations({ publications: [digest], first: 9999 })).toHaveLength(2000);
    }
    store.close();
  });
});

const adder = new URL("add-until-killed.ts", import.meta.url);

/** Kills a process that stores publications after so many of them; the last one it acknowledged. */
async function killedAfter(file: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(adder), file]);
  let said = "";
  let errors = "";
  child.stderr.on("data", (part) => (errors += String(part)));
  child.stdout.on("data", (part) => {
    said += String(part);
    if (said.split("\n").length > count) child.kill("SIGKILL");
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  child.on("close", () => resolve());
  await promise;
  expect(errors).toBe("");
  return Number(said.trimEnd().split("\n").at(-1));
}

function open(file: string): () => Store {
  return () => openStore(`sqlite:${file}`);
}

describe("what is no store of this gateway", () => {
  test("a file that is not SQLite is refused and left as it is", () => {
    const file = join(folder, "notes.txt");
    writeFileSync(file, "These are notes, and there are enough of them to be no database.");
    expect(open(file)).toThrow(/cannot be opened/);
    expect(readFileSync(file, "utf8")).toMatch(/^These are notes/);
  });

  test("a folder that does not exist", () => {
    expect(open(join(folder, "none", "a.db"))).toThrow(/cannot be opened/);
  });

  test("a store of another version of the gateway", () => {
    const file = join(folder, "newer.db");
    const database = new DatabaseSync(file);
    database.exec("pragma user_version = 99");
    database.close();
    expect(open(file)).toThrow(/another version/);
  });

  test.each(["gateway.db", "mysql:x", "sqlite:", ""])("the address %j", (address) => {
    expect(() => openStore(address)).toThrow(/is not the address of a store/);
  });
});
