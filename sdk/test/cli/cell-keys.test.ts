import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { metricNamed } from "../../src/cli/metric-show.ts";
import { recordsIn } from "../../src/cli/records.ts";
import { memberOf, standard, withEngine } from "../../src/cli/session.ts";
import { shellOver } from "../../src/cli/shell.ts";
import { admit, answer } from "../../src/pipeline.ts";
import { openWorkspace } from "../../src/workspace/workspace.ts";
import { done, edufed, expectOneError, marker } from "./edufed.ts";
import { newMember } from "./member.ts";

let member: string;
let secret: string;
beforeAll(async () => {
  member = await newMember("cell-keys");
  secret = readFileSync(keyFile(), "utf8");
}, 60_000);
beforeEach(() => writeFileSync(keyFile(), secret));

const silent = shellOver({
  out: () => undefined,
  err: () => undefined,
  progress: () => undefined,
  style: (_, text) => text,
  cwd: process.cwd(),
});
const keyFile = (): string => join(member, "keys", "cell-key.key");
const run = ["metric", "run", "ATT_SEVERE", "--data", "records", "--by", "SEX"] as const;

function usePolicy(more: object): void {
  const file = join(member, "edufed.config.json");
  const config = JSON.parse(readFileSync(file, "utf8"));
  const { method: _method, ...policy } = config.policy;
  writeFileSync(file, JSON.stringify({ ...config, policy: { ...policy, ...more } }));
}

/** The rows of a file of cells, by column. */
async function cells(out: string): Promise<readonly Readonly<Record<string, string>>[]> {
  await done(member, ...run, "--out", out);
  const [head = "", ...lines] = readFileSync(join(member, out), "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const fields = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""]));
  });
}

describe("a member whose policy gives noise by cell keys", () => {
  beforeEach(() => usePolicy({ method: { kind: "cell-key", deviationMax: 5, variance: "3" } }));

  test("has cells with a key for each side, which are the same at every run and add up", async () => {
    const rows = await cells("cells.csv");
    expect(await cells("again.csv")).toEqual(rows);
    const [whole, ...parts] = rows;
    for (const name of ["NUM_CELL_KEY", "DEN_CELL_KEY"]) {
      const sum = parts.reduce((before, row) => before + BigInt(row[name] ?? ""), 0n);
      expect(String(sum % 2n ** 32n)).toBe(whole?.[name]);
    }
    expect(Number(whole?.["DEN_CELL_KEY"])).toBeGreaterThan(0);
    const nobody = rows.find((row) => row["NUM"] === "0");
    expect(nobody?.["NUM_CELL_KEY"] ?? "0").toBe("0");
  });

  test("gives the same persons the same keys, whatever a table is for", async () => {
    const keys = async (id: string): Promise<readonly unknown[]> =>
      withEngine(silent, async (engine) => {
        const own = await memberOf(await openWorkspace(member), standard());
        const folder = join(member, "records");
        const records = await recordsIn(silent, engine, folder, own.registry);
        const admitted = await admit(records, own, { id, needs: new Set() });
        const metric = metricNamed(own.registry, "ATT_SEVERE");
        const asked = { metric, dimensions: ["SEX"], parameters: {} };
        return (await answer(admitted, asked, own)).cells.map((cell) => cell.keys);
      });
    const one = await keys("one-purpose");
    expect(one[0]).toBeDefined();
    expect(await keys("another-purpose")).toEqual(one);
  });

  test("has other keys with another secret", async () => {
    const before = await cells("cells.csv");
    writeFileSync(keyFile(), "5f".repeat(32));
    const after = await cells("other.csv");
    expect(after.map((row) => row["DEN"])).toEqual(before.map((row) => row["DEN"]));
    expect(after[0]?.["DEN_CELL_KEY"]).not.toBe(before[0]?.["DEN_CELL_KEY"]);
  });

  test("is told what to do where the secret is missing, and no cells are written", async () => {
    rmSync(keyFile());
    const said = await edufed(member, ...run, "--out", "none.csv");
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(said.err).toContain("there is no secret to make them with");
    expect(said.err).toContain("keys/cell-key.key");
    expect(() => statSync(join(member, "none.csv"))).toThrow("ENOENT");
  });

  test("is told where the secret is none, and not what it is instead", async () => {
    writeFileSync(keyFile(), marker);
    const said = await edufed(member, ...run);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("cell-key.key is not the secret of cell keys");
    expect(said.err).not.toContain(marker);
  });

  test("shows the statement of a metric without a word of keys", async () => {
    const { out, err } = await edufed(member, "metric", "sql", "ATT_SEVERE", "--by", "SEX");
    expect(out).toContain("group by");
    expect(out + err).not.toMatch(/key of|record_key/i);
  });
});

test("where the policy does not ask, no cell has a key and no secret is needed", async () => {
  usePolicy({});
  rmSync(keyFile());
  const [whole] = await cells("plain.csv");
  expect(Object.keys(whole ?? {})).not.toContain("NUM_CELL_KEY");
});
