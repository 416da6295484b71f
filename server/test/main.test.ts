import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { azerbaijan, bySex, helsinki, publication, trustListText } from "./community.ts";
import { ask, post } from "./gateway-over-http.ts";

const folder = mkdtempSync(join(tmpdir(), "edufed-main-"));
afterAll(() => rmSync(folder, { recursive: true }));

const members = join(folder, "members.json");
writeFileSync(members, trustListText(helsinki, azerbaijan));

interface Run {
  readonly pid: number;
  readonly said: () => string;
  readonly complained: () => string;
  readonly ready: Promise<string>;
  readonly ended: Promise<number | null>;
  stop(): void;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const main = join(import.meta.dirname, "..", "src", "main.ts");
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
  let said = "";
  let complained = "";
  const ready = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<number | null>();
  child.stdout.on("data", (part) => {
    said += String(part);
    const address = /^Gateway ready at (\S+)\n/.exec(said)?.[1];
    if (address !== undefined) ready.resolve(address);
  });
  child.stderr.on("data", (part) => (complained += String(part)));
  child.on("close", (code) => {
    ready.resolve("");
    ended.resolve(code);
  });
  return {
    pid: child.pid ?? 0,
    said: () => said,
    complained: () => complained,
    ready: ready.promise,
    ended: ended.promise,
    stop: () => void child.kill("SIGTERM"),
  };
}

describe("the gateway as a process", () => {
  test("says where it listens, takes publications, and ends cleanly when it is told to", async () => {
    const store = `sqlite:${join(folder, "gateway.db")}`;
    const run = start(["--store", store, "--members", members, "--port", "0"]);
    const address = await run.ready;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await post(address, await publication(helsinki, bySex))).status).toBe(201);
    run.stop();
    expect(await run.ended).toBe(0);
    expect(run.complained()).toBe("");

    const again = start([], { EDUFED_STORE: store, EDUFED_MEMBERS: members, PORT: "0" });
    const { body } = await ask(await again.ready, "{ gateway { dataVersion } }");
    expect(body.data).toEqual({ gateway: { dataVersion: 1 } });
    again.stop();
    expect(await again.ended).toBe(0);
  });

  const wrong = [
    ["no store", [], "--store is missing.\nGive --store or set EDUFED_STORE.\n"],
    ["a flag it does not know", ["--stor", "x"], "Unknown option '--stor'"],
    [
      "a port that is none",
      ["--store", "x", "--members", "y", "--port", "70000"],
      '"70000" is not a port.\nUse a number from 0 to 65535.\n',
    ],
  ] as const;

  test.each(wrong)("ends with code 2 and a remedy for %s", async (_what, args, message) => {
    const run = start(args);
    expect(await run.ended).toBe(2);
    expect(run.complained()).toContain(message);
    expect(run.said()).toBe("");
  });
});
