import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCurrent, releaseText, type Change, type Release } from "@edufed/schemas";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder } from "./edufed.ts";
import { memberWithEverything } from "./member.ts";

const sample = fileURLToPath(new URL("../../../schemas/test/sample", import.meta.url));

let place: string;
/** The root of a community's repository: the sample standard, released as 0.0.1. */
let repository: string;

beforeAll(() => {
  place = folder("schema");
  repository = join(place, "repository");
  cpSync(sample, join(repository, "schemas"), { recursive: true });
  mkdirSync(join(repository, ".changeset"));
  mkdirSync(join(repository, "schemas/releases"));
  const current = loadCurrent(join(repository, "schemas"));
  writeFileSync(join(repository, "schemas/releases/0.0.1.json"), releaseText(current));
  writeFileSync(join(place, "old.json"), releaseText(current));
  writeFileSync(join(place, "new.json"), releaseText(changed(current)));
});

/** Three changes, one of each step. */
function changed(release: Release): Release {
  const ride = structuredClone(release.entities["bus-ride"] ?? {});
  const properties = { ...Object(ride["properties"]) };
  const { id, previousId } = properties;
  return {
    ...release,
    entities: {
      "bus-ride": {
        ...ride,
        title: "Ride",
        required: ["id", "direction", "date", "stopName", "previousId"],
        properties: { ...properties, previousId, nextId: { ...id, description: "The next ride." } },
      },
    },
  };
}

/** Runs in the repository with one file changed, and puts it back. */
async function withFile<T>(file: string, text: string, work: () => Promise<T>): Promise<T> {
  const path = join(repository, file);
  const before = readFileSync(path, "utf8");
  writeFileSync(path, text);
  try {
    return await work();
  } finally {
    writeFileSync(path, before);
  }
}

describe("schema list", () => {
  test("names everything there is, and machines get the same", async () => {
    const { out, err } = await edufed(place, "schema", "list");
    const facts = JSON.parse(await done(place, "schema", "list", "--json"));
    for (const name of ["student", "sex", "ATT_RATE", "SEX", "oneroster"])
      expect(out).toMatch(new RegExp(`^${name} `, "m"));
    expect(out).toContain(`Entities (${facts.entities.length})`);
    expect(out).toContain(`Rules (${facts.rules.length})`);
    expect(facts.entities).toContainEqual(expect.objectContaining({ name: "student" }));
    expect(err).toContain("schema show");
  });
});

describe("schema show", () => {
  test("an entity: what it is, and each property with its type, class and words", async () => {
    const out = await done(place, "schema", "show", "student");
    expect(out).toMatch(/^student · Student\n/u);
    expect(out).toMatch(/^sex {2}code of sex · required · quasi$/m);
    expect(out).toMatch(/^birthYear {2}whole number 1900 to 2100 · quasi$/m);
    expect(JSON.parse(await done(place, "schema", "show", "student", "--json"))).toMatchObject({
      name: "student",
      schema: { type: "object" },
    });
  });

  test("a property alone, under the name that rules and changes give it", async () => {
    const out = await done(place, "schema", "show", "student.sex");
    expect(out).toMatch(/^student\.sex {2}code of sex · required · quasi\n/u);
    expect(out).not.toContain("birthYear");
    expect(await done(place, "schema", "show", "student/sex")).toBe(out);
  });

  test("another format: what it is and how much of each entity it carries", async () => {
    const out = await done(place, "schema", "show", "oneroster");
    expect(out).toMatch(/^oneroster · OneRoster 1\.2\n/u);
    expect(out).toMatch(/^It fills \d+ of our \d+ properties \(\d+ %\)\.$/m);
    expect(out).toMatch(/^ {2}student +\d+ of \d+ properties$/m);
    expect(out).toMatch(/^Nothing for: .*vacancy/m);
  });

  test("exact names come first: sex is the code list, SEX the dimension", async () => {
    expect(await done(place, "schema", "show", "sex")).toMatch(/^ {2}1 +Male/m);
    expect(await done(place, "schema", "show", "SEX")).toMatch(/^codes of sdmx-sex · /m);
    expect(await done(place, "schema", "show", "Student")).toMatch(/^student · /u);
  });

  test("a metric as `metric show` does, and a rule with its reason and remedy", async () => {
    expect(await done(place, "schema", "show", "ATT_RATE")).toBe(
      await done(place, "metric", "show", "ATT_RATE"),
    );
    const { rules } = JSON.parse(await done(place, "schema", "list", "--json"));
    const out = await done(place, "schema", "show", rules[0].id);
    expect(out).toMatch(/^Why: \S/m);
    expect(out).toMatch(/^Fix: \S/m);
    expect(out).toMatch(/^check: \S/m);
  });
});

describe("the published series that a change may concern", () => {
  let member: string;

  beforeAll(async () => {
    member = await memberWithEverything("series");
    await done(member, "publish", "signed", "--to", "feed");
    const current = loadCurrent();
    const rate = current.metrics["ATT_RATE"];
    if (rate === undefined) throw new Error("There is a rate of attendance.");
    const stricter = { ...rate, coverageMin: "0.95" };
    const { ATT_RATE: _gone, ...others } = current.metrics;
    const standards = {
      now: current.metrics,
      stricter: { ...current.metrics, ATT_RATE: stricter },
      without: others,
    };
    for (const [name, metrics] of Object.entries(standards))
      writeFileSync(join(member, `${name}.json`), releaseText({ ...current, metrics }));
  }, 60_000);

  test.each([
    ["stricter", "another definition from now on"],
    ["without", "the metric is gone"],
  ])("are named with member, period and hash: %s", async (newer, says) => {
    const out = await done(
      member,
      "schema",
      "diff",
      "now.json",
      `${newer}.json`,
      "--history",
      "feed",
    );
    expect(out).toContain("Published series that this may concern (1):");
    expect(out).toContain(`  ATT_RATE of FI-HEL, 2025/2026: ${says}`);
    expect(out).toMatch(/^ {4}sha256:[0-9a-f]{64}$/mu);
    expect(
      await done(member, "schema", "diff", "now.json", `${newer}.json`, "--from", "feed"),
    ).toBe(out);
  });

  test("are told to machines, and only when somebody asks", async () => {
    const diff = ["schema", "diff", "now.json", "stricter.json", "--json"];
    const asked = JSON.parse(await done(member, ...diff, "--history", "feed"));
    expect(asked.series).toMatchObject([
      { metric: "ATT_RATE", member: "FI-HEL", periods: ["2025/2026"], definition: "other" },
    ]);
    expect(JSON.parse(await done(member, ...diff))).not.toHaveProperty("series");
  });

  test("are none where nothing changes, and that is said", async () => {
    const out = await done(member, "schema", "diff", "now.json", "now.json", "--history", "feed");
    expect(out).toContain("It concerns no published series.");
  });

  test("are not looked for in a folder that is no feed", async () => {
    const said = await edufed(
      member,
      "schema",
      "diff",
      "now.json",
      "now.json",
      "--history",
      "records",
    );
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("is not a feed folder");
  });
});

describe("schema diff", () => {
  test("says every change with its rule, the greatest step first, and what they are together", async () => {
    const out = await done(place, "schema", "diff", "old.json", "new.json");
    expect(out).toMatchInlineSnapshot(`
      "Major: what was valid or comparable no longer is (1)
        bus-ride.previousId is required now; records without it were valid before.
          rule 4 optional-to-required · entities/bus-ride/properties/previousId

      Minor: more than before (1)
        bus-ride.nextId is new and may be left out.
          rule 37 optional-field-added · entities/bus-ride/properties/nextId

      Patch: words and facts about the standard (1)
        The title of bus-ride is worded differently.
          rule 50 wording-changed · entities/bus-ride

      This is a major change: 0.0.1 → 1.0.0."
    `);
  });

  test("machines get the same", async () => {
    const out = await done(place, "schema", "diff", "old.json", "new.json", "--json");
    const facts: { readonly changes: readonly Change[] } = JSON.parse(out);
    expect(facts).toMatchObject({ older: "0.0.1", step: "major", requiredVersion: "1.0.0" });
    expect(new Set(facts.changes.map(({ number }) => number))).toEqual(new Set([4, 37, 50]));
  });

  test.each([
    ["none", "old.json", 0],
    ["none", "new.json", 1],
    ["patch", "new.json", 1],
    ["minor", "new.json", 1],
  ])("--fail-above %s with %s ends with %i", async (step, newer, code) => {
    const said = await edufed(place, "schema", "diff", "old.json", newer, "--fail-above", step);
    expect(said).toMatchObject({ code, err: "" });
  });

  test("without --fail-above a major change is no failure", async () => {
    expect(await edufed(place, "schema", "diff", "old.json", "new.json")).toMatchObject({
      code: 0,
    });
  });

  test("says so where the second is older than the first", async () => {
    const later = { ...loadCurrent(join(repository, "schemas")), version: "0.2.0" };
    writeFileSync(join(place, "later.json"), releaseText(later));
    const { err } = await edufed(place, "schema", "diff", "later.json", "old.json");
    expect(err).toContain("is newer than");
    expect((await edufed(place, "schema", "diff", "old.json", "later.json")).err).not.toContain(
      "is newer than",
    );
  });

  test("takes folders of a standard, and says where nothing differs", async () => {
    const out = await done(place, "schema", "diff", "old.json", "repository/schemas");
    expect(out).toBe("Nothing differs from 0.0.1.");
    expect(await done(place, "schema", "diff", "current", "current")).toMatch(/^Nothing differs/u);
  });
});

describe("schema check", () => {
  const list = "schemas/code-lists/direction.json";
  const grown = (text: string): string => text.replace('"version": "1.0.0"', '"version": "2.0.0"');

  test("a standard that is as it was released may be released", async () => {
    const said = await edufed(repository, "schema", "check");
    expect(said).toEqual({ code: 0, out: "Nothing differs from 0.0.1.", err: "" });
  });

  test("a change without a changeset may not, until one says enough", async () => {
    const text = grown(readFileSync(join(repository, list), "utf8"));
    await withFile(list, text, async () => {
      const said = await edufed(place, "schema", "check", "repository");
      expect(said.code).toBe(1);
      expect(said.out).toMatch(
        /^missing No changeset declares a step, and the changes are patch: /m,
      );
      expect(said.out).toContain("rule 55 version-too-low");
      expect(said.out).toContain("rule 60 release-note-missing");
      const changeset = '---\n"@edufed/schemas": patch\n---\n\nA list follows its source.\n';
      writeFileSync(join(repository, ".changeset/list.md"), changeset);
      expect(await edufed(place, "schema", "check", "repository")).toMatchObject({ code: 0 });
      const out = await done(place, "schema", "check", "repository", "--json");
      expect(JSON.parse(out)).toMatchObject({ step: "patch", findings: [] });
    });
  });

  test("a release that was written with too small a version is found all the same", async () => {
    const copy = join(place, "hasty");
    cpSync(repository, copy, { recursive: true });
    const schemas = join(copy, "schemas");
    const rule = join(schemas, "rules/year-of-ride.json");
    writeFileSync(
      rule,
      readFileSync(rule, "utf8").replace('"severity": "error"', '"severity": "warning"'),
    );
    writeFileSync(join(schemas, "package.json"), JSON.stringify({ version: "0.0.2" }));
    writeFileSync(join(schemas, "releases/0.0.2.json"), releaseText(loadCurrent(schemas)));
    const { code, out } = await edufed(place, "schema", "check", "hasty");
    expect(out).toContain("0.0.2 follows 0.0.1, and its changes are minor");
    expect(code).toBe(1);
  });

  test("before the first release there is nothing to compare with", async () => {
    const fresh = join(place, "fresh");
    cpSync(sample, join(fresh, "schemas"), { recursive: true });
    const said = await edufed(fresh, "schema", "check");
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toContain("Nothing was released yet");
  });

  test("a standard that cannot be read is an error with its place", async () => {
    await withFile(list, "{", async () => {
      const said = await edufed(repository, "schema", "check");
      expect(said.code).toBe(2);
      expectOneError(said);
      expect(said.err).toContain("code-lists/direction.json");
    });
  });
});
