import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type BadMetric, badMetrics, badText } from "../compute/bad-metrics.ts";
import { done, edufed, expectOneError, folder, marker } from "./edufed.ts";

const sound = join(import.meta.dirname, "../compute/bad-metrics");

/** A folder of its own with the sound definitions. */
function withSound(name: string): string {
  const place = folder(name);
  mkdirSync(place, { recursive: true });
  for (const id of ["SOUND_SHARE", "SOUND_TIERS", "SOUND_GAP"]) {
    copyFileSync(join(sound, `${id}.json`), join(place, `${id}.json`));
  }
  return place;
}

interface Problem {
  readonly pointer: string;
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

interface Facts {
  readonly file: string;
  readonly problems: readonly Problem[];
}

const definitions = badMetrics.flatMap((bad) =>
  bad.says === undefined ? [] : [{ ...bad, says: bad.says }],
);

describe("a definition is refused with file, line, what is wrong and what to write instead", () => {
  test.each(definitions)("$description", async (bad) => {
    const place = withSound(
      `bad ${badMetrics.findIndex((each) => each.description === bad.description)}`,
    );
    const text = badText(bad);
    writeFileSync(join(place, `${bad.metric}.json`), text);
    const files = ["SOUND_SHARE.json", "SOUND_TIERS.json", "SOUND_GAP.json"];
    const { code, out } = await edufed(place, "metric", "check", ...files, "--json");
    const facts: readonly Facts[] = JSON.parse(out);
    const problems = facts.find(({ file }) => file === `${bad.metric}.json`)?.problems ?? [];
    const problem = problems.find(({ pointer }) => pointer === pointerOf(bad));
    expect(code).toBe(1);
    expect(problem).toBeDefined();
    expect(problem?.message).toContain(bad.says);
    expect(problem?.remedy).toContain(bad.remedy);
    expect(text.split("\n")[(problem?.line ?? 0) - 1]).toContain(lastName(pointerOf(bad)));
    const person = await edufed(place, "metric", "check", ...files);
    expect(person.out).toContain(`${bad.metric}.json:${problem?.line} ${problem?.pointer}`);
  });
});

function pointerOf({ pointer, put }: BadMetric): string {
  return pointer ?? Object.keys(put)[0] ?? "";
}

/** What stands in the line of a place: its name, and for an item of a list that of the list's line before. */
function lastName(pointer: string): string {
  const name = pointer.split("/").at(-1) ?? "";
  return /^\d+$/.test(name) ? "" : `"${name}":`;
}

const files = ["SOUND_SHARE.json", "SOUND_TIERS.json", "SOUND_GAP.json"];

describe("definitions without a mistake", () => {
  test("that are proposed together know each other", async () => {
    const place = withSound("sound");
    expect(await done(place, "metric", "check", ...files)).toBe("3 metrics can be computed.");
    expect(await done(place, "metric", "check", "SOUND_TIERS.json")).toBe(
      "1 metric can be computed.",
    );
    const alone = await edufed(place, "metric", "check", "SOUND_GAP.json");
    expect(alone.code).toBe(1);
    expect(alone.out).toContain("SOUND_GAP.json:32 /parameters/0/default");
  });

  test("are all of the standard, which a check without files looks at", async () => {
    const place = folder("standard");
    const out = await done(place, "metric", "check");
    const { metrics } = JSON.parse(await done(place, "schema", "list", "--json"));
    expect(out).toBe(`${metrics.length} metrics can be computed.`);
  });

  test("are told to machines as such", async () => {
    const facts = JSON.parse(await done(withSound("facts"), "metric", "check", ...files, "--json"));
    expect(facts).toEqual(
      files.map((file) => ({ file, metric: file.replace(".json", ""), problems: [] })),
    );
  });
});

test("a person reads what is wrong within 80 columns, and how many metrics it is about", async () => {
  const place = withSound("read");
  const put = { "/numerator/value": "repeats / 2" };
  writeFileSync(join(place, "SOUND_SHARE.json"), badText({ metric: "SOUND_SHARE", put }));
  const { code, out } = await edufed(
    place,
    "metric",
    "check",
    "SOUND_SHARE.json",
    "SOUND_TIERS.json",
  );
  expect(code).toBe(1);
  expect(out).toBe(
    [
      "SOUND_SHARE.json:88 /numerator/value",
      "  metric SOUND_SHARE, numerator: the expression “repeats / 2” divides, and the",
      "    language has no division.",
      "  Put what it is divided by into the denominator; write a threshold in whole",
      "    numbers, such as 10 * part >= whole.",
      "1 of 2 metrics cannot be computed as written.",
    ].join("\n"),
  );
});

describe("a file that is no metric", () => {
  test.each([
    [
      "because it is no JSON, with the line where it ends to be",
      `{\n  "id": "${marker}",\n  oops\n}\n`,
      3,
      "is not JSON.",
    ],
    ["because it is a list", "[]", 1, "must be a JSON object."],
    [
      "because it has none of the parts",
      '{ "id": "BROKEN" }',
      1,
      "must have required property 'denominatorScale'.",
    ],
    [
      "because it is about another one",
      badText({ metric: "SOUND_SHARE", put: {} }),
      1,
      "is about SOUND_SHARE; name the file SOUND_SHARE.json.",
    ],
  ])("is refused %s", async (_why, text, line, message) => {
    const place = folder("no metric");
    writeFileSync(join(place, "BROKEN.json"), text);
    const { code, out } = await edufed(place, "metric", "check", "BROKEN.json", "--json");
    expect(code).toBe(1);
    const [facts]: readonly Facts[] = JSON.parse(out);
    const problems = facts?.problems ?? [];
    expect(problems[0]).toMatchObject({ line, message });
    expect(problems[0]?.remedy).toMatch(/\.$/u);
    expect(out).not.toContain(marker);
  });

  test.each([
    ["is not there", "missing.json", "does not exist"],
    ["is a folder", ".", "cannot be read as a file"],
    ["is an address", "https://example.org/a.json", "not https://"],
  ])("is wrong usage when it %s", async (_what, file, says) => {
    const said = await edufed(folder("wrong usage"), "metric", "check", file);
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain(says);
  });
});
