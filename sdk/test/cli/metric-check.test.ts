import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type BadMetric, badMetrics, badText } from "../compute/bad-metrics.ts";
import { edufed, folder } from "./edufed.ts";

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
    expect(problem, JSON.stringify(problems, null, 1)).toBeDefined();
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
