import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { update } from "../src/main.ts";
import { RegistryError } from "../src/registry-error.ts";
import { sampleFolder } from "./sample-registry.ts";

let root: string;
let schemas: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "edufed-generate-"));
  schemas = join(root, "schemas");
  cpSync(sampleFolder, schemas, { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

test("the first run writes every file, the second none, and none is left half written", async () => {
  const changes = await update({ schemas, root });
  expect(changes).toContain("written sdk/src/generated/types.ts");
  expect(changes).toContain("written docs/src/generated/reference/entities/bus-ride.md");
  const file = join(root, "sdk/src/generated/types.ts");
  const { mtimeMs } = statSync(file);
  expect(await update({ schemas, root })).toEqual([]);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test("a change of the standard changes the files that follow from it, and only those", async () => {
  await update({ schemas, root });
  const rule = join(schemas, "rules/year-of-ride.json");
  writeFileSync(rule, readFileSync(rule, "utf8").replace("Correct the year", "Change the year"));
  expect(await update({ schemas, root })).toEqual([
    "written docs/src/generated/reference/entities/bus-ride.md",
  ]);
});

test("a file that nothing generates any more is removed, and nothing beside the generated folders", async () => {
  await update({ schemas, root });
  const stale = "docs/src/generated/reference/entities/tram-ride.md";
  const own = "docs/src/own/tram-ride.md";
  mkdirSync(join(root, "docs/src/own"));
  for (const path of [stale, own]) writeFileSync(join(root, path), "");
  expect(await update({ schemas, root })).toEqual([`removed ${stale}`]);
  expect(existsSync(join(root, own))).toBe(true);
});

test("what the SDK generates into the same folder is left alone", async () => {
  await update({ schemas, root });
  const ofSdk = [
    "records.ts",
    "conditions.ts",
    "records/tram-ride.ts",
    "rules/tram-ride.ts",
    "rule-words/fi.ts",
  ];
  const paths = ofSdk.map((name) => join(root, "sdk/src/generated", name));
  for (const path of paths) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  expect(await update({ schemas, root })).toEqual([]);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test("a standard with a problem is refused and nothing is written", async () => {
  const list = join(schemas, "code-lists/direction.json");
  writeFileSync(list, readFileSync(list, "utf8").replace('"sv": "Hem", ', ""));
  await expect(update({ schemas, root })).rejects.toThrow(RegistryError);
  expect(existsSync(join(root, "sdk"))).toBe(false);
});

test("the command says so in one line per problem and ends with 1", async () => {
  const repository = join(root, "repository");
  const here = join(import.meta.dirname, "..");
  cpSync(join(here, "src"), join(repository, "schemas/src"), { recursive: true });
  for (const name of globSync("*.json", { cwd: here })) {
    cpSync(join(here, name), join(repository, "schemas", name));
  }
  cpSync(sampleFolder, join(repository, "schemas"), { recursive: true });
  const rule = join(repository, "schemas/rules/year-of-ride.json");
  writeFileSync(
    rule,
    readFileSync(rule, "utf8").replace('"entity": "bus-ride"', '"entity": "tram"'),
  );
  const modules = join(here, "node_modules");
  cpSync(modules, join(repository, "schemas/node_modules"), {
    recursive: true,
    verbatimSymlinks: false,
  });
  const run = promisify(execFile)(process.execPath, [join(repository, "schemas/src/main.ts")]);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("rules/year-of-ride.json /entity: there is no entity tram"),
  });
});
