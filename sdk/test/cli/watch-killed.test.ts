import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { atOnce, cellsIn, copyOf, day, look, text, watchedMember } from "./watching.ts";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const by = ["--by", "SEX,GRADE"];

let member: string;
let lines: readonly string[];

beforeAll(async () => {
  ({ member, lines } = await watchedMember("watching and killed"));
});

const place = (name: string): ReturnType<typeof copyOf> => copyOf(member, name);

describe("a watch that is killed", () => {
  test("goes on where it was, with the same cells", async () => {
    const { cwd } = place("killed");
    const parts = join(cwd, "records", "attendance-record");
    mkdirSync(parts);
    for (let from = 0; from < lines.length; from += 60) {
      writeFileSync(join(parts, `part-${from}.ndjson`), text(lines.slice(from, from + 60)));
    }
    const state = join(cwd, "watch", "day.sqlite-wal");
    const words = ["watch", "ATT_RATE", "--data", "records", "--day", day, ...by];
    for (const bytes of [1, 100_000, 200_000]) {
      const child = spawn(process.execPath, [main, ...words, "--every", "1"], {
        cwd,
        stdio: "ignore",
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      const ended = new Promise((resolve) => child.on("exit", resolve));
      const written = (): number => (existsSync(state) ? statSync(state).size : 0);
      // In the middle of writing, or a little after it began where there is less to write.
      let deadline = Date.now() + 20_000;
      while (written() < bytes && Date.now() < deadline && child.exitCode === null) {
        if (written() > 0) deadline = Math.min(deadline, Date.now() + 1_500);
        await new Promise((again) => setTimeout(again, 5));
      }
      child.kill("SIGKILL");
      await ended;
    }
    // A killed watch leaves what it was at; the next one tidies up.
    mkdirSync(join(cwd, "watch", "arriving"), { recursive: true });
    const facts = await look(cwd, ...by, "--out", "cells.parquet");
    expect(existsSync(join(cwd, "watch", "arriving"))).toBe(false);
    expect(facts).toMatchObject({ isAnew: false, repeated: 0 });
    expect(await cellsIn(join(cwd, "cells.parquet"))).toEqual(await atOnce(cwd));
  }, 120_000);

  test("ends with 130 when it is interrupted, and leaves its state whole", async () => {
    const { cwd, file } = place("stopped");
    writeFileSync(file, text(lines.slice(0, 100)));
    const words = ["watch", "ATT_RATE", "--data", "records", "--day", day, "--json"];
    const child = spawn(process.execPath, [main, ...words], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = new Promise<readonly unknown[]>((resolve) =>
      child.on("close", (code, signal) => resolve([code, signal])),
    );
    const told = child.stdout.setEncoding("utf8")[Symbol.asyncIterator]();
    expect(String((await told.next()).value)).toContain('"rows":100');
    appendFileSync(file, text(lines.slice(100, 130)));
    expect(String((await told.next()).value)).toContain('"rows":30');
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(await look(cwd)).toMatchObject({ rows: 0, isAnew: false });
  });
});
