import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError } from "./edufed.ts";
import { newMember } from "./member.ts";

/** One row of `data.csv`: what stands under each name. */
type Row = Readonly<Record<string, string>>;

function rowsIn(draft: string): readonly Row[] {
  const [head = "", ...lines] = readFileSync(join(draft, "data.csv"), "utf8")
    .trimEnd()
    .split("\r\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
}

async function signed(member: string, draft: string): Promise<void> {
  await done(member, "sign", draft, "--role", "checker", "--key", "keys/checker.key");
  await done(member, "sign", draft, "--role", "publisher", "--key", "keys/publisher.key");
}

describe("a policy that rounds", () => {
  let member: string;
  let said: string;

  beforeAll(async () => {
    member = await newMember("rounds");
    writeFileSync(join(member, "policy.json"), '{"method": {"kind": "round", "base": 10}}');
    const by = ["--by", "GRADE,SEX", "--out", "cells.parquet"];
    await done(member, "metric", "run", "ATT_CHRONIC", "--data", "records", ...by);
    const flags = ["--policy", "policy.json", "--out", "draft"];
    said = await done(member, "protect", "cells.parquet", ...flags);
  });

  test("says how numbers were changed, and what that promises", () => {
    expect(said).toContain("additive rounding of inner counts below 10");
    expect(said).toContain("add up over all margins");
  });

  test("shows no count between 0 and the base, and withholds nothing", () => {
    const rows = rowsIn(join(member, "draft"));
    expect(rows.length).toBeGreaterThan(20);
    for (const { OBS_STATUS, NUM, DEN } of rows) {
      expect(OBS_STATUS).not.toBe("Q");
      for (const count of [Number(NUM), Number(DEN) - Number(NUM)]) {
        expect(count === 0 || count >= 10).toBe(true);
      }
    }
  });

  test("is signed, verified and published like any other", async () => {
    await signed(member, "draft");
    expect(await done(member, "verify", "draft")).toContain("Verified");
    await done(member, "publish", "draft", "--to", "feed");
  });

  test("a review says how numbers were changed", async () => {
    expect(await done(member, "review", "draft")).toContain("not as they were counted");
  });

  test("says nothing new about a coarser table, and counts nothing as it is", async () => {
    const by = ["--by", "SEX", "--out", "by-sex.parquet"];
    await done(member, "metric", "run", "ATT_CHRONIC", "--data", "records", ...by);
    await done(member, "protect", "by-sex.parquet", "--policy", "policy.json", "--out", "by-sex");
    const finer = rowsIn(join(member, "draft")).filter(({ GRADE }) => GRADE === "_T");
    expect(finer.length).toBe(3);
    const numbers = ({ SEX, NUM, DEN, OBS_VALUE }: Row): readonly unknown[] => [
      SEX,
      NUM,
      DEN,
      OBS_VALUE,
    ];
    expect(rowsIn(join(member, "by-sex")).map(numbers)).toEqual(finer.map(numbers));
    const refused = await edufed(member, "protect", "by-sex.parquet", "--out", "as-counted");
    expectOneError(refused);
    expect(refused.err).toContain("shows the same numbers rounded");
  });

  test("refuses sums", async () => {
    const by = ["--by", "SEX", "--out", "rate.parquet"];
    await done(member, "metric", "run", "ATT_RATE", "--data", "records", ...by);
    const flags = ["--policy", "policy.json", "--out", "rate"];
    const refused = await edufed(member, "protect", "rate.parquet", ...flags);
    expectOneError(refused);
    expect(refused.err).toContain("Only counted persons or organisations can be rounded");
  });
});

describe("a policy that adds noise from a budget", () => {
  let member: string;
  const budget = (): readonly { readonly kind: string }[] =>
    readFileSync(join(member, "budget.jsonl"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  beforeAll(async () => {
    member = await newMember("noise");
    const method = { kind: "noise", distribution: "gaussian", rho: "0.5", rhoMax: "1" };
    writeFileSync(join(member, "policy.json"), JSON.stringify({ method }));
    const by = ["--by", "SEX", "--out", "cells.parquet"];
    await done(member, "metric", "run", "ATT_CHRONIC", "--data", "records", ...by);
  });

  test("spends once for every table, and refuses when nothing is left", async () => {
    const drawn = (name: string): readonly string[] => [
      ...["protect", "cells.parquet", "--policy", "policy.json", "--out", name],
    ];
    const out = await done(member, ...drawn("first"));
    expect(out).toContain("discrete Gaussian noise");
    expect(budget().map(({ kind }) => kind)).toEqual(["ledger", "account", "spend"]);
    await done(member, ...drawn("second"));
    const said = await edufed(member, ...drawn("third"));
    expectOneError(said);
    expect(said.code).toBe(1);
    expect(said.err).toContain("ρ = 0 of 1 is left, and the table costs 0.5");
    expect(budget().map(({ kind }) => kind)).toEqual(["ledger", "account", "spend", "spend"]);
  });

  test("`edufed budget` shows what is spent and what is left, in words and for machines", async () => {
    const words = await done(member, "budget");
    expect(words).toContain("student 2025/2026: ρ = 1 of 1 is spent, 0 is left");
    expect(words.match(/ρ = 0\.5 {2}ATT_CHRONIC 2025\/2026 SEX/g)).toHaveLength(2);
    const { accounts } = JSON.parse(await done(member, "budget", "--json"));
    expect(accounts).toMatchObject([
      { population: "student", schoolYear: "2025/2026", rhoMax: "1", spent: "1", left: "0" },
    ]);
    expect(accounts[0].releases).toHaveLength(2);
  });

  test("two draws of one table differ, and both can be verified", async () => {
    const text = (draft: string): string => readFileSync(join(member, draft, "data.csv"), "utf8");
    expect(text("first")).not.toBe(text("second"));
    for (const draft of ["first", "second"]) {
      await signed(member, draft);
      expect(await done(member, "verify", draft)).toContain("Verified");
    }
  });

  test("a ledger that was cut off after something was published is refused", async () => {
    await done(member, "publish", "first", "--to", "feed");
    const whole = readFileSync(join(member, "budget.jsonl"), "utf8");
    const [line = ""] = whole.split("\n");
    writeFileSync(join(member, "budget.jsonl"), `${line}\n`);
    const flags = ["--policy", "policy.json", "--out", "fourth"];
    const said = await edufed(member, "protect", "cells.parquet", ...flags);
    expectOneError(said);
    expect(said.err).toContain("The privacy ledger cannot be trusted");
    writeFileSync(join(member, "budget.jsonl"), whole);
  });
});

test("a member that never drew noise has spent nothing", async () => {
  const member = await newMember("no-budget");
  expect(await done(member, "budget")).toContain("Nothing was spent");
  expect(JSON.parse(await done(member, "budget", "--json")).accounts).toEqual([]);
});

describe("a policy of cell keys", () => {
  let member: string;

  beforeAll(async () => {
    member = await newMember("cell-keys");
    const file = join(member, "edufed.config.json");
    const config = JSON.parse(readFileSync(file, "utf8"));
    const method = { kind: "cell-key", deviationMax: 5, variance: "3" };
    const policy = { ...config.policy, method };
    writeFileSync(file, JSON.stringify({ ...config, policy }));
    const by = ["--by", "GRADE,SEX", "--out", "cells.parquet"];
    await done(member, "metric", "run", "ATT_CHRONIC", "--data", "records", ...by);
  });

  test("gives the same noise to the same people, whatever they are cut by", async () => {
    const out = await done(member, "protect", "cells.parquet", "--out", "draft");
    expect(out).toContain("cell-key noise of at most 5 with variance 3");
    await signed(member, "draft");
    expect(await done(member, "verify", "draft")).toContain("Verified");
    await done(member, "publish", "draft", "--to", "feed");
    const by = ["--by", "SEX", "--out", "by-sex.parquet"];
    await done(member, "metric", "run", "ATT_CHRONIC", "--data", "records", ...by);
    await done(member, "protect", "by-sex.parquet", "--out", "by-sex");
    const numbers = ({ SEX, NUM, DEN }: Row): readonly unknown[] => [SEX, NUM, DEN];
    const finer = rowsIn(join(member, "draft")).filter(({ GRADE }) => GRADE === "_T");
    expect(finer).toHaveLength(3);
    expect(rowsIn(join(member, "by-sex")).map(numbers)).toEqual(finer.map(numbers));
  });

  test("cells that were computed without keys are refused", async () => {
    const place = await newMember("no-keys");
    const by = ["--by", "SEX", "--out", "cells.parquet"];
    await done(place, "metric", "run", "ATT_CHRONIC", "--data", "records", ...by);
    const method = { kind: "cell-key", deviationMax: 5, variance: "3" };
    writeFileSync(join(place, "policy.json"), JSON.stringify({ method }));
    const flags = ["--policy", "policy.json", "--out", "draft"];
    const said = await edufed(place, "protect", "cells.parquet", ...flags);
    expectOneError(said);
    expect(said.err).toContain("has no cell keys");
  });
});
