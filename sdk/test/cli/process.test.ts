import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { folder, marker } from "./edufed.ts";
import { newMember } from "./member.ts";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

interface Ended {
  /** As a shell shows it: a process that dies of SIGINT ends with 130. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts a command line as a process of its own, with a temporary directory of its own. */
function start(cwd: string, argv: readonly string[], stdout: "pipe" | number = "pipe"): Running {
  const temporary = join(cwd, "tmp");
  mkdirSync(temporary, { recursive: true });
  const child = spawn(process.execPath, [main, ...argv], {
    cwd,
    stdio: ["ignore", stdout, "pipe"],
    env: { ...process.env, TMPDIR: temporary, NO_COLOR: "1" },
  });
  const said = { out: "", err: "" };
  child.stdout?.on("data", (text) => (said.out += String(text)));
  child.stderr?.on("data", (text) => (said.err += String(text)));
  const ended = new Promise<Ended>((done) => {
    child.on("close", (code, signal) => done({ ...said, code: signal === "SIGINT" ? 130 : code }));
  });
  return { child, ended };
}

/** Waits until something is true, which it must become soon. */
async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isTrue()) {
    expect(Date.now(), "it took too long").toBeLessThan(deadline);
    await new Promise((again) => setTimeout(again, 20));
  }
}

describe("exit codes of real processes", () => {
  const cases = [
    ["fine", ["metric", "list"], 0],
    ["findings", ["validate", "bad"], 1],
    ["wrong usage", ["valdate"], 2],
    ["a gateway that is down", ["verify", "http://127.0.0.1:1/x", "--members", "none.json"], 3],
  ] as const;

  test.each(cases)("%s", async (_what, argv, code) => {
    const place = folder("codes");
    mkdirSync(join(place, "bad"), { recursive: true });
    writeFileSync(join(place, "bad", "student.csv"), `id,sex\n${marker},${marker}\n`);
    const { out, err, ...ended } = await start(place, argv).ended;
    expect({ err, code: ended.code }).toMatchObject({ code });
    expect(out + err).not.toContain(marker);
    expect(out + err).not.toContain("\u001B");
    expect(out + err).not.toMatch(/\n {4}at /);
    expect(out === "").toBe(code > 1);
    expect(readdirSync(join(place, "tmp"))).toEqual([]);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "a result that cannot be written is an error (skipped where there is no /dev/full)",
    async () => {
      const full = openSync("/dev/full", "w");
      const ended = await start(folder("full"), ["metric", "list"], full).ended;
      closeSync(full);
      expect(ended.code).toBe(2);
      expect(ended.err).toContain("error: The result could not be written: ENOSPC.");
    },
  );

  test("a reader that stops reading is no error", async () => {
    const { child, ended } = start(folder("closed"), ["metric", "show", "ATT_CHRONIC", "--json"]);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, err: "" });
  });
});

describe("an interrupted command ends with 130 and leaves nothing half written", () => {
  let member: string;
  beforeAll(async () => {
    member = await newMember("interrupted");
  });

  /** Names of folders that are being written, beside the place of the result. */
  const unfinished = (place: string): readonly string[] =>
    readdirSync(place).filter((name) => /\.(tmp|partial)/.test(name));

  test.each(["SIGINT", "SIGTERM"] as const)("synth, %s while it writes", async (signal) => {
    const place = folder(`synth ${signal}`);
    const size = ["--students", "2000000"];
    const { child, ended } = start(place, ["synth", "--member", "helsinki", ...size, "--out", "r"]);
    await until(() => unfinished(place).length > 0);
    child.kill(signal);
    const { code, out, err } = await ended;
    expect({ code, out, err }).toEqual({
      code: 130,
      out: "",
      err: "Interrupted. Nothing was left half written.\n",
    });
    expect(readdirSync(place)).toEqual(["tmp"]);
    expect(readdirSync(join(place, "tmp"))).toEqual([]);
  });

  test("synth, by somebody impatient who presses Ctrl-C twice", async () => {
    const place = folder("synth twice");
    const size = ["--students", "2000000"];
    const { child, ended } = start(place, ["synth", "--member", "helsinki", ...size, "--out", "r"]);
    await until(() => unfinished(place).length > 0);
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(readdirSync(place)).toEqual(["tmp"]);
    expect(readdirSync(join(place, "tmp"))).toEqual([]);
  });

  test("synth over records that are there: the old ones stay", async () => {
    const before = readdirSync(join(member, "records"));
    const argv = ["synth", "--member", "helsinki", "--students", "2000000", "--out", "records"];
    const { child, ended } = start(member, [...argv, "--force"]);
    await until(() => unfinished(member).length > 0);
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(readdirSync(join(member, "records"))).toEqual(before);
    expect(unfinished(member)).toEqual([]);
  });

  test("run, at any moment: all drafts or none", async () => {
    const useCase = fileURLToPath(
      new URL("../../../use-cases/virtual-school-monitoring", import.meta.url),
    );
    const { child, ended } = start(member, [
      "run",
      useCase,
      "--data",
      "records",
      "--out",
      "drafts",
    ]);
    await until(() => unfinished(member).length > 0);
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(readdirSync(member)).not.toContain("drafts");
    expect(unfinished(member)).toEqual([]);
    expect(readdirSync(join(member, "tmp"))).toEqual([]);
  });

  test("serve: the gateway is told to stop, and stops well", async () => {
    const { child, ended } = start(member, [
      "serve",
      "--members",
      "member.json",
      "--port",
      "0",
      "--json",
    ]);
    const address = await new Promise<string>((ready) => {
      child.stdout?.once("data", (text) => ready(JSON.parse(String(text)).address));
    });
    expect((await fetch(`${address}/live`)).status).toBe(200);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0, err: "" });
    await expect(fetch(`${address}/live`)).rejects.toThrow("fetch failed");
  });
});
