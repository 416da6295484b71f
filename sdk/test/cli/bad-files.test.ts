import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { edufed, expectOneError, folder, marker, type Said } from "./edufed.ts";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Long enough for any start of the program on a busy machine; a read of a pipe never ends. */
const timeout = 25_000;

/** The program of POSIX that makes a named pipe. */
const makePipe = "mkfifo";

let place: string;
beforeAll(() => {
  place = folder("bad files");
  mkdirSync(join(place, "student.csv"));
  mkdirSync(join(place, "pipes"));
  mkdirSync(join(place, "circle"));
  execFileSync(makePipe, [join(place, "pipe.csv"), join(place, "pipes", "student.csv")]);
  symlinkSync("loop.csv", join(place, "loop.csv"));
  symlinkSync("../circle", join(place, "circle", "student"));
  symlinkSync("/dev/zero", join(place, "zero.csv"));
  symlinkSync("nowhere.csv", join(place, "dangling.csv"));
  writeFileSync(join(place, "deep.json"), "[".repeat(20_000) + "]".repeat(20_000));
  writeFileSync(
    join(place, "deep-object.json"),
    `${'{"version":'.repeat(20_000)}1${"}".repeat(20_000)}`,
  );
  writeFileSync(join(place, "secret.csv"), `id,sex\n${marker},1\n`);
  chmodSync(join(place, "secret.csv"), 0o000);
});

/**
 * In a process of its own with little memory: what never ends must not end the test as well. One
 * that is killed has the code that a shell shows.
 */
function started(...argv: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=256", main, ...argv],
    { cwd: place, encoding: "utf8", timeout, env: { ...process.env, NO_COLOR: "1" } },
  );
  return { code: status ?? 137, out: stdout.trim(), err: stderr.trim() };
}

describe("only ordinary files are read", () => {
  test.each([
    ["a pipe", ["validate", "pipe.csv", "--entity", "student"], "pipe.csv is a pipe"],
    ["a pipe in a folder", ["validate", "pipes"], "student.csv is a pipe"],
    ["a device", ["validate", "zero.csv", "--entity", "student"], "zero.csv is a device"],
    ["a device as a release", ["schema", "diff", "/dev/zero", "current"], "not an ordinary file"],
    ["a pipe as a release", ["schema", "diff", "pipe.csv", "current"], "not an ordinary file"],
  ])(
    "%s: one error, code 2, at once",
    (_, argv, says) => {
      const said = started(...argv);
      expect(said).toMatchObject({ code: 2 });
      expectOneError(said);
      expect(said.err).toContain(says);
    },
    timeout + 5_000,
  );

  test.each([
    ["a folder with a file's name and nothing in it", "student.csv", "No records in"],
    ["a link to itself", "loop.csv", "its links lead in a circle"],
    ["a link to nothing", "dangling.csv", "does not exist"],
    ["a folder that a link leads back to", "circle", "whose records would not be read"],
  ])("%s: one error, code 2", async (_, path, says) => {
    const said = await edufed(place, "validate", path);
    expect(said).toMatchObject({ code: 2 });
    expectOneError(said);
    expect(said.err).toContain(says);
  });

  test.skipIf(process.getuid?.() === 0)(
    "a file that nobody may read: one error, code 2 (skipped for root, who may)",
    async () => {
      const said = await edufed(place, "validate", "secret.csv", "--entity", "student");
      expect(said).toMatchObject({ code: 2 });
      expectOneError(said);
      expect(said.err).toContain("secret.csv may not be read");
    },
  );
});

test("a release with a property of lists of lists of lists, without end", async () => {
  const text = readFileSync(
    new URL("../../../schemas/releases/1.0.0.json", import.meta.url),
    "utf8",
  );
  const items = `${'{"items":'.repeat(20_000)}{}${"}".repeat(20_000)}`;
  const deep = text.replace(/"properties":\s*\{/, (start) => `${start}"endless":${items},`);
  expect(deep.length).toBeGreaterThan(text.length);
  writeFileSync(join(place, "endless.json"), deep);
  const said = await edufed(place, "schema", "diff", "endless.json", "1.0.0");
  expect(said).toMatchObject({ code: 2 });
  expectOneError(said);
  expect(said.err).toContain("nested far deeper");
});

test.each(["deep.json", "deep-object.json"])("a release nested without end, %s", async (file) => {
  const said = await edufed(place, "schema", "diff", file, "current");
  expect(said).toMatchObject({ code: 2 });
  expectOneError(said);
});

/** Prints the most memory that the process had, in kilobytes, as its last line. */
const measuring = 'process.on("exit", () => console.error(process.resourceUsage().maxRSS))';

/** Room for the program, its engine, and the text of a line up to where it is given up. */
const kilobytesMax = 1_500_000;

test.each([
  ["CSV", "student.csv", `id,sex\ns1,"`],
  ["NDJSON", "student.ndjson", '{"id":"'],
])(
  "a line of 300 MB in %s: one finding, in bounded memory",
  (_, file, start) => {
    const long = folder(`long ${file}`);
    const piece = Buffer.alloc(100_000_000, marker);
    writeFileSync(join(long, file), start);
    for (let written = 0; written < 3; written += 1) {
      writeFileSync(join(long, file), piece, { flag: "a" });
    }
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(measuring)}`, main, "validate", file],
      { cwd: long, encoding: "utf8", timeout, env: { ...process.env, NO_COLOR: "1" } },
    );
    const lines = stderr.trim().split("\n");
    expect({ status, stderr: stderr.slice(0, 400) }).toMatchObject({ status: 1 });
    expect(stderr).not.toContain(marker);
    expect(Number(lines.at(-1))).toBeLessThan(kilobytesMax);
  },
  timeout + 5_000,
);

test.skipIf(!existsSync("/dev/stdin"))(
  "records are not read from a stream",
  () => {
    const said = started("validate", "/dev/stdin", "--entity", "student");
    expect(said).toMatchObject({ code: 2 });
    expectOneError({ ...said, err: said.err.replaceAll(/\n {4,}/gu, " ") });
  },
  timeout + 5_000,
);
