import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import { parsePseudonymKey } from "../../src/pseudonymise/key.ts";
import { configFile } from "../../src/workspace/config-file.ts";
import { configProblems, parseConfig } from "../../src/workspace/config.ts";
import { createWorkspace } from "../../src/workspace/create.ts";
import { readMembers } from "../../src/workspace/trust-file.ts";
import { findWorkspace, openWorkspace } from "../../src/workspace/workspace.ts";

const config = {
  member: "FI-HEL",
  name: { en: "Helsinki", sv: "Helsingfors" },
  refArea: "FI-HEL",
  languages: ["fi", "sv", "en"],
  schoolYearStart: "--08-01",
  engine: "duckdb",
  contact: "data@example.org",
  licence: "CC-BY-4.0",
  policy: defaultPolicy,
  checkersMin: 1,
} as const;

const key = (name: string) => ({
  keyId: name,
  privatePem: `private ${name}`,
  publicKey: `public ${name}`,
});
const keys = { publisher: key("p"), checker: key("c") };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "edufed-test-workspace-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("a configuration", () => {
  test("that is right is taken as it is", () => {
    expect(parseConfig(JSON.stringify(config), "file")).toEqual(config);
    expect(configProblems(config)).toEqual([]);
  });

  const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
    [
      "a member in small letters",
      { member: "fi" },
      "member must be a country in two capital letters",
    ],
    ["a member that is too long", { member: "FI-ABCDEFGHIJK" }, "member must be"],
    [
      "no name in English",
      { name: { fi: "Helsinki" } },
      "name must be the system's name by language",
    ],
    ["no languages", { languages: [] }, "languages must be"],
    ["a language twice", { languages: ["fi", "fi"] }, "languages must be"],
    ["a day without its dashes", { schoolYearStart: "08-01" }, "schoolYearStart must be"],
    ["a day that not every year has", { schoolYearStart: "--02-29" }, "schoolYearStart must be"],
    ["a day that no year has", { schoolYearStart: "--04-31" }, "schoolYearStart must be"],
    ["an engine that is not built in", { engine: "postgres" }, "engine must be duckdb"],
    ["an empty contact", { contact: " " }, "contact must be"],
    ["checkers in parts", { checkersMin: 1.5 }, "checkersMin must be a whole number from 0 to 10"],
    ["more checkers than anyone has", { checkersMin: 11 }, "checkersMin must be"],
    ["an entry that does not exist", { colour: "red" }, "“colour” is not an entry"],
  ];

  test.each(wrong)("%s is told in words", (_what, change, words) => {
    const text = JSON.stringify({ ...config, ...change });
    expect(() => parseConfig(text, "file")).toThrow(words);
    expect(() => parseConfig(text, "file")).toThrow(InputError);
  });

  test.each(["--02-28", "--12-31", "--01-01", "--09-15"])("%s is a day of every year", (day) => {
    expect(configProblems({ ...config, schoolYearStart: day })).toEqual([]);
  });

  test.each(Object.keys(config))("%s may not be missing", (entry) => {
    const rest = Object.fromEntries(Object.entries(config).filter(([name]) => name !== entry));
    expect(configProblems(rest)).toEqual([expect.stringContaining(`${entry} is missing`)]);
  });
});

describe("a workspace", () => {
  test("has a configuration, keys that only its owner may read, and the entry for the community", async () => {
    const files = await createWorkspace(join(root, "new"), config, keys);
    expect(files.at(-1)).toBe(configFile);
    const secrets = files.filter((file) => file.endsWith(".key"));
    expect(secrets).toHaveLength(4);
    for (const file of secrets) expect(statSync(join(root, "new", file)).mode & 0o777).toBe(0o600);
    const pseudonymKey = readFileSync(join(root, "new", "keys", "pseudonym.key"), "utf8");
    expect(parsePseudonymKey(pseudonymKey).secret).toHaveLength(32);
    const entry = readFileSync(join(root, "new", "member.json"), "utf8");
    expect(entry).not.toContain("private");
    expect(await readMembers(join(root, "new", "member.json"))).toMatchObject([{ id: "FI-HEL" }]);
  });

  test("is found from below, and not from beside", async () => {
    await createWorkspace(join(root, "m"), config, keys);
    mkdirSync(join(root, "m", "a", "b"), { recursive: true });
    expect((await openWorkspace(join(root, "m", "a", "b"))).folder).toBe(join(root, "m"));
    expect(await findWorkspace(root)).toBeUndefined();
    await expect(openWorkspace(root)).rejects.toThrow("There is no member workspace here");
  });

  test("two workspaces have secrets of their own, and each is another one", async () => {
    await createWorkspace(join(root, "a"), config, keys);
    await createWorkspace(join(root, "b"), config, keys);
    const secrets = ["a", "b"].flatMap((name) =>
      ["pseudonym.key", "cell-key.key"].map((file) =>
        readFileSync(join(root, name, "keys", file), "utf8"),
      ),
    );
    expect(new Set(secrets).size).toBe(4);
  });

  test("keeps its keys from version control, and leaves a list that is there alone", async () => {
    writeFileSync(join(root, ".gitignore"), "mine\n");
    await createWorkspace(root, config, keys);
    expect(readFileSync(join(root, ".gitignore"), "utf8")).toBe("mine\n");
    expect(readFileSync(join(root, "keys", ".gitignore"), "utf8")).toBe("*\n");
  });

  test.each(["keys/pseudonym.key", "keys/cell-key.key", "keys/publisher.key", "member.json"])(
    "is not made where %s is already: a secret is never replaced",
    async (file) => {
      mkdirSync(join(root, "keys"));
      writeFileSync(join(root, file), "kept");
      await expect(createWorkspace(root, config, keys)).rejects.toThrow(`has a ${file} already`);
      expect(readFileSync(join(root, file), "utf8")).toBe("kept");
      expect(readdirSync(root)).not.toContain(configFile);
    },
  );
});

describe("a list of members", () => {
  const entry = {
    id: "AZ",
    checkersMin: 1,
    keys: [{ keyId: "k", publicKey: "p", roles: ["publisher"] }],
  };
  const list = (value: unknown): string => {
    const file = join(root, "members.json");
    writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
    return file;
  };

  test("is a list, or the entry of one", async () => {
    expect(await readMembers(list({ version: 1, members: [entry] }))).toEqual([entry]);
    expect(await readMembers(list(entry))).toEqual([entry]);
  });

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ["not JSON", "{", "is not JSON"],
    ["something else", [], "is not a list of members"],
    ["an entry without keys", { ...entry, keys: [] }, "/keys"],
    [
      "a role that does not exist",
      { members: [{ ...entry, keys: [{ ...entry.keys[0], roles: ["boss"] }] }] },
      "/members/0/keys/0/roles/0",
    ],
  ];

  test.each(wrong)("%s is an error that names the place", async (_what, value, words) => {
    await expect(readMembers(list(value))).rejects.toThrow(words);
  });

  test("one that is not there is an error", async () => {
    await expect(readMembers(join(root, "nothere"))).rejects.toThrow("cannot be read");
  });
});
