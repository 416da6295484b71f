import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { diff } from "../src/diff.ts";
import { release } from "../src/main.ts";
import { RegistryError } from "../src/registry-error.ts";
import { loadCurrent, loadRelease, loadReleases } from "../src/release-files.ts";
import { isObject, parseCommunity, parseRelease, releaseText } from "../src/release.ts";
import { base } from "./diff/vectors.ts";
import { counted, derived } from "./every-part.ts";
import { sampleFolder } from "./sample-registry.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "edufed-release-"));
  cpSync(sampleFolder, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the text of a release", () => {
  test("says everything, and says it once whatever the order of names", () => {
    const now = loadCurrent();
    const again = parseRelease(JSON.parse(releaseText(now)), "again");
    expect(releaseText(again)).toBe(releaseText(now));
    expect(diff(now, again)).toEqual([]);
    expect(releaseText(now)).toMatch(/^\{\n {2}"codeLists"[\s\S]*\}\n$/u);
    const backwards = Object.fromEntries(Object.entries(base).toReversed());
    expect(releaseText(parseRelease(backwards, "backwards"))).toBe(releaseText(base));
  });

  test("names the codes of a list once, in the list", () => {
    const { student } = loadCurrent().entities;
    const properties = isObject(student?.["properties"]) ? student["properties"] : {};
    expect(properties["sex"]).toMatchObject({ "x-code-list": "sex" });
    expect(properties["sex"]).not.toHaveProperty("enum");
  });
});

describe("a release that is read", () => {
  test.each([
    ["no version", { version: undefined }, "version"],
    ["a version of two parts", { version: "1.0" }, "/version"],
    ["an entity without properties", { entities: { student: {} } }, "/entities/student"],
    [
      "a code without a label",
      { codeLists: { sex: { codes: [{ code: "1" }] } } },
      "/codeLists/sex",
    ],
    [
      "a metric that is neither counted nor made of others",
      { metrics: { GAP: { ...derived, derivation: undefined } } },
      "/metrics/GAP",
    ],
    [
      "a metric of which nothing is divided",
      { metrics: { RIDERS: { ...counted, denominator: undefined } } },
      "/metrics/RIDERS",
    ],
    ["a limit that is no number", { policy: { ...base.policy, contributorsMin: "10" } }, "/policy"],
  ])("with %s is refused with its place", (_what, part, says) => {
    const broken: unknown = JSON.parse(JSON.stringify({ ...base, ...part }));
    expect(() => parseRelease(broken, "1.0.0.json")).toThrow(RegistryError);
    expect(() => parseRelease(broken, "1.0.0.json")).toThrow(says);
  });

  test("may have metrics that say everything a metric can", () => {
    const whole = { ...base, metrics: { RIDERS: counted, RIDERS_GAP: derived } };
    expect(parseRelease(JSON.parse(releaseText(whole)), "whole").metrics).toEqual(whole.metrics);
  });

  test("is no list and no text", () => {
    for (const broken of [[], "release", null]) {
      expect(() => parseRelease(broken, "x.json")).toThrow(/^x\.json: must be object/u);
    }
  });

  test("a misspelt limit of the policy is refused, for it would limit nothing", () => {
    const { policy, pseudonym } = base;
    expect(() => parseCommunity({ policy: { ...policy, contributorMin: 5 }, pseudonym })).toThrow(
      "policy.json: contributorMin is not a keyword",
    );
    expect(() => parseCommunity({ policy, pseudonym: {} })).toThrow("pseudonym.json");
  });
});

describe("freezing", () => {
  test("writes the release and its digest once", () => {
    expect(release(folder)).toEqual([
      `written releases/${loadCurrent(folder).version}.json`,
      "written releases/digests.json",
    ]);
    expect(release(folder)).toEqual([]);
    const [first, ...others] = loadReleases(folder);
    expect(others).toEqual([]);
    expect(first).toEqual(JSON.parse(releaseText(loadCurrent(folder))));
  });

  test("refuses another content for a version that was released", () => {
    release(folder);
    const file = join(folder, "rules/year-of-ride.json");
    const before = loadReleases(folder);
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"severity": "error"', '"severity": "warning"'),
    );
    expect(() => release(folder)).toThrow(/was released with another content; raise the version/u);
    expect(loadReleases(folder)).toEqual(before);
  });

  test("refuses another content for a version whose file is gone and whose digest is there", () => {
    release(folder);
    rmSync(join(folder, `releases/${loadCurrent(folder).version}.json`));
    const file = join(folder, "rules/year-of-ride.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"severity": "error"', '"severity": "warning"'),
    );
    const digests = readFileSync(join(folder, "releases/digests.json"), "utf8");
    expect(() => release(folder)).toThrow(/was released with another content/u);
    expect(readFileSync(join(folder, "releases/digests.json"), "utf8")).toBe(digests);
    expect(loadReleases(folder)).toEqual([]);
  });

  test("refuses a version that is less than its changes ask for, and writes one that is enough", () => {
    const manifest = join(folder, "package.json");
    writeFileSync(manifest, JSON.stringify({ version: "1.9.0" }));
    release(folder);
    const file = join(folder, "rules/year-of-ride.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"severity": "error"', '"severity": "warning"'),
    );
    writeFileSync(manifest, JSON.stringify({ version: "1.9.1" }));
    expect(() => release(folder)).toThrow("cannot be written: 1.9.1 follows 1.9.0");
    expect(loadReleases(folder)).toHaveLength(1);
    writeFileSync(manifest, JSON.stringify({ version: "1.10.0" }));
    expect(release(folder)).toContain("written releases/1.10.0.json");
  });

  test("a release keeps the name it was given", () => {
    release(folder);
    const { version } = loadCurrent(folder);
    cpSync(join(folder, `releases/${version}.json`), join(folder, "releases/9.9.9.json"));
    expect(() => loadReleases(folder)).toThrow(/9\.9\.9\.json .*keeps the name it was given/u);
    expect(loadRelease(join(folder, `releases/${version}.json`)).version).toBe(version);
  });

  test("versions are in the order of their numbers, not of their letters", () => {
    const manifest = join(folder, "package.json");
    for (const version of ["1.10.0", "1.9.0", "2.0.0"]) {
      writeFileSync(manifest, JSON.stringify({ version }));
      release(folder);
    }
    expect(loadReleases(folder).map(({ version }) => version)).toEqual([
      "1.9.0",
      "1.10.0",
      "2.0.0",
    ]);
  });
});

/** Every value of a release that is no object, with the names that lead to it. */
function leavesOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

function withLeaf(value: unknown, [name = "", ...rest]: readonly string[], leaf: unknown): unknown {
  const target = isObject(value) ? value : {};
  return {
    ...target,
    [name]: rest.length === 0 ? leaf : withLeaf(target[name], rest, leaf),
  };
}

describe("nothing changes unseen", () => {
  const leaves = leavesOf(base, []).filter(([first]) => first !== "version");

  test("whatever one value of a release becomes, there is a change, and none without", () => {
    let examined = 0;
    fc.assert(
      fc.property(fc.constantFrom(...leaves), fc.nat(), (path, salt) => {
        const old = path.reduce<unknown>(
          (part, name) => (isObject(part) ? part[name] : null),
          base,
        );
        const changed = withLeaf(base, path, other(old, salt));
        if (isEmptyList(old)) return;
        let newer;
        try {
          newer = parseRelease(changed, "changed");
        } catch {
          return;
        }
        examined += 1;
        expect({ path, changes: diff(base, newer) }).not.toEqual({ path, changes: [] });
        expect({ path, changes: diff(newer, base) }).not.toEqual({ path, changes: [] });
      }),
      { numRuns: 1500 },
    );
    expect(examined).toBeGreaterThan(800);
  });
});

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A value of the same kind that is not the same. */
function other(value: unknown, salt: number): unknown {
  if (typeof value === "number") return value + 1 + salt;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) {
    return salt % 2 === 0 || value.length < 2 ? value.slice(1) : value.toReversed();
  }
  return `${String(value)}${salt}`;
}
