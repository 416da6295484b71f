import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  answerTo,
  type DiffAnswer,
  type DiffCase,
  type ExpectedChange,
} from "../../src/conformance-diff.ts";
import type { Change } from "../../src/diff/change.ts";
import { parseRelease, type Release } from "../../src/release.ts";

const folder = join(import.meta.dirname, "../../conformance/diff");

/** The cases of one rule of the catalogue. */
export interface DiffVector {
  readonly rule: string;
  readonly number: number;
  readonly cases: readonly DiffCase[];
}

/** Every vector, by the name of its file. */
export function diffVectors(): readonly (readonly [name: string, vector: DiffVector])[] {
  return globSync("[0-9]*.json", { cwd: folder })
    .toSorted()
    .map((file) => [basename(file, ".json"), JSON.parse(read(file))]);
}

/** The release that the patches of the cases change. */
export const base: Release = parseRelease(JSON.parse(read("base.json")), "base.json");

/** What the code says about a case, in the form of its expectation. */
export function answer(
  one: DiffCase,
  wanted: DiffCase["expected"],
): {
  readonly changes: readonly ExpectedChange[];
  readonly steps: readonly Change[];
  readonly findings: DiffAnswer["findings"];
} {
  const { changes, findings } = answerTo(one, base);
  return {
    changes: changes.map((change, index) => likeWanted(change, wanted.changes[index])),
    steps: changes,
    findings,
  };
}

function likeWanted(change: Change, wanted: ExpectedChange | undefined): ExpectedChange {
  const { rule, pointer, step, text } = change;
  return {
    rule,
    pointer,
    ...(wanted?.step === undefined ? {} : { step }),
    ...(wanted?.text === undefined ? {} : { text }),
  };
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}
