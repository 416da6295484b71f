import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extensionsOf } from "@edufed/schemas";
import { afterAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import type { MemberConfig } from "../../src/member-config.ts";
import { defaultPolicy } from "../../src/protect/policy.ts";
import { configProblems } from "../../src/workspace/config.ts";
import { extendedBy } from "../../src/workspace/extensions.ts";
import { hel, shared } from "../extension/hel.ts";

const folder = mkdtempSync(join(tmpdir(), "edufed-extensions-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plain: MemberConfig = {
  member: "FI-HEL",
  name: { en: "Helsinki" },
  refArea: "FI-HEL",
  languages: ["fi"],
  schoolYearStart: "--08-01",
  engine: "duckdb",
  contact: "data@example.org",
  licence: "CC-BY-4.0",
  policy: defaultPolicy,
  checkersMin: 1,
};

/** A workspace that names these extensions, of which these are there. */
function workspace(names: readonly string[], files: Readonly<Record<string, unknown>>) {
  const home = mkdtempSync(join(folder, "home-"));
  mkdirSync(join(home, "extensions"));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(home, "extensions", name), JSON.stringify(content));
  }
  const extensions = names.map((name) => `extensions/${name}`);
  return {
    folder: home,
    configFile: join(home, "edufed.config.json"),
    config: { ...plain, extensions },
  };
}

describe("a configuration", () => {
  test.each([
    ["none", undefined, 0],
    ["one", ["extensions/hel.json"], 0],
    ["a file elsewhere", ["../hel.json"], 1],
    ["a file that leaves the folder", ["extensions/../../hel.json"], 1],
    ["a name that is no prefix", ["extensions/Hel.json"], 1],
    ["a prefix of one letter", ["extensions/h.json"], 1],
    ["the same twice", ["extensions/hel.json", "extensions/hel.json"], 1],
  ])("may name extensions: %s", (_what, extensions, problems) => {
    const config = extensions === undefined ? plain : { ...plain, extensions };
    expect(configProblems(config)).toHaveLength(problems);
  });
});

describe("the registry of a workspace", () => {
  test("is the standard itself where no extension is named, whatever files are there", () => {
    expect(extendedBy(workspace([], { "hel.json": hel }), shared)).toBe(shared);
  });

  test("has every extension that is named", () => {
    const { student } = hel.entities;
    const properties = Object.entries(student?.properties ?? {}).map(([name, property]) => {
      const { "x-code-list": _, ...rest } = property;
      return [name.replace("hel_", "city_"), rest] as const;
    });
    const { codeLists: _, ...own } = hel;
    const city = {
      ...own,
      prefix: "city",
      entities: { student: { properties: Object.fromEntries(properties) } },
    };
    const place = workspace(["hel.json", "city.json"], { "hel.json": hel, "city.json": city });
    expect([...extensionsOf(extendedBy(place, shared))].toSorted()).toEqual(["city", "hel"]);
  });

  test.each([
    ["is not there", {}, "there is no such file"],
    ["is not JSON", { "hel.json": "{" }, "/hel.json cannot be used"],
    ["is something else", { "hel.json": {} }, "must have required property 'prefix'"],
    ["is another's", { "hel.json": { ...hel, prefix: "esp" } }, "name the file esp.json"],
  ])("is refused where an extension %s", (_what, files, message) => {
    const place = workspace(["hel.json"], files);
    expect(() => extendedBy(place, shared)).toThrow(InputError);
    expect(() => extendedBy(place, shared)).toThrow(message);
  });
});
