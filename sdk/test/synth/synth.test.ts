import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { UsageError } from "../../src/errors.ts";
import { readRecords } from "../../src/import/records.ts";
import { profiles, type SynthProfile } from "../../src/synth/profile.ts";
import { synthesise } from "../../src/synth/synth.ts";
import { validate } from "../../src/validate/validate.ts";

const registry = loadRegistry();
const root = mkdtempSync(join(tmpdir(), "edufed-test-synth-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let systems = 0;

interface System {
  readonly folder: string;
  readonly entities: readonly string[];
}

async function withEngine<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
  const engine = await openDuckDb();
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

async function system(profile: SynthProfile, students: number, seed: number): Promise<System> {
  const folder = mkdtempSync(join(root, `${(systems += 1)}-`));
  const entities = await withEngine((engine) =>
    synthesise(engine, { profile, students, seed, folder }),
  );
  return { folder, entities };
}

const made = new Map<string, Promise<System>>();

/** A system to look at, made when it is first asked for. */
function onceMade(profile: SynthProfile, students: number, seed: number): Promise<System> {
  const name = JSON.stringify([profile.id, students, seed]);
  const there = made.get(name) ?? system(profile, students, seed);
  made.set(name, there);
  return there;
}

function bytesOf({ folder }: System): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ]),
  );
}

/** Counts something of the records in a folder. */
async function counted({ folder }: System, sql: string): Promise<number> {
  const query = sql.replaceAll(/\{([a-z-]+)\}/g, `read_parquet('${folder}/$1.parquet')`);
  const [row] = await withEngine((engine) => engine.rows(query));
  return Number(row?.["n"]);
}

const all = Object.values(profiles);

test("there are profiles", () => {
  expect(all.map(({ id }) => id)).toEqual(["helsinki", "azerbaijan"]);
});

describe.each(all)("a synthetic system of the profile $id", (profile) => {
  const cases: readonly (readonly [students: number, seed: number])[] = [
    [1, 1],
    [1, 5],
    [2, 2],
    [50, 1],
    [50, 2 ** 31 - 1],
    [3000, 3],
  ];

  test.each(cases)("of %i students, seed %i, is valid by construction", async (students, seed) => {
    const looked = await onceMade(profile, students, seed);
    const findings = await withEngine(async (engine) => {
      const read = await readRecords(engine, [looked.folder], registry);
      const checked = await validate(read.records, registry);
      return [...read.findings, ...checked.findings];
    });
    const told = findings
      .filter(({ severity }) => severity !== "info")
      .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
    expect(told).toEqual([]);
    expect(await counted(looked, "select count(*) as n from {student}")).toBe(students);
  });

  test("has a file for every entity that has records, and for no other", async () => {
    const one = await onceMade(profile, 1, 1);
    expect(readdirSync(one.folder).toSorted()).toEqual(
      one.entities.map((entity) => `${entity}.parquet`).toSorted(),
    );
    const many = await onceMade(profile, 3000, 1);
    expect(many.entities.length).toBeGreaterThan(one.entities.length);
    for (const entity of many.entities) {
      expect(await counted(many, `select count(*) as n from {${entity}}`)).toBeGreaterThan(0);
    }
  });

  test("is the same, byte for byte, from the same seed, and another from another", async () => {
    const [one, again, other] = await Promise.all([
      system(profile, 400, 3),
      system(profile, 400, 3),
      system(profile, 400, 4),
    ]);
    expect(bytesOf(again)).toEqual(bytesOf(one));
    expect(Object.keys(bytesOf(one)).length).toBeGreaterThan(5);
    expect(bytesOf(other)["student.parquet"]).not.toBe(bytesOf(one)["student.parquet"]);
  });

  test("a day without a feed has no counts: unknown is never nought", async () => {
    const looked = await onceMade(profile, 3000, 1);
    const uncovered = `select count(*) as n from {activity-day} where not "sourceCoverage"`;
    expect(await counted(looked, uncovered)).toBeGreaterThan(0);
    expect(await counted(looked, `${uncovered} and events is not null`)).toBe(0);
  });
});

describe("sizes that cannot be", () => {
  const cases = [
    ["nobody", 0, 1],
    ["half a student", 0.5, 1],
    ["more than the draws can tell apart", 100_000_001, 1],
    ["a seed below nought", 10, -1],
    ["a seed beyond the largest", 10, 2 ** 31],
  ] as const;

  test.each(cases)("%s", async (_what, students, seed) => {
    await expect(
      Promise.all(all.map((profile) => system(profile, students, seed))),
    ).rejects.toThrow(UsageError);
  });
});
