import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Change } from "../../src/diff/change.ts";
import { diffAgainstHistory } from "../../src/diff.ts";
import { processFindings, type Proposal } from "../../src/process.ts";
import { parseChangeset, withDeclaredWording } from "../../src/process/changeset.ts";
import { isObject, parseRelease, type Release } from "../../src/release.ts";

const folder = join(import.meta.dirname, "../../conformance/diff");

/** One case of a vector: releases as merge patches (RFC 7386) over base.json, and what is expected. */
export interface DiffCase {
  readonly description: string;
  readonly history?: readonly object[];
  readonly old: object;
  readonly new: object;
  readonly proposal?: {
    /** Texts of changesets. */
    readonly changesets?: readonly string[];
    readonly migrations?: Proposal["migrations"];
    readonly vectors?: readonly string[];
  };
  readonly expected: {
    readonly step: string;
    readonly changes: readonly ExpectedChange[];
    /** Expected where the case has a proposal. */
    readonly findings?: readonly { readonly rule: string; readonly pointer: string }[];
  };
}

interface ExpectedChange {
  readonly rule: string;
  readonly pointer: string;
  readonly step?: string;
  readonly text?: string;
}

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

/** A release of a case: base.json with the patches on it, one after the other. */
export function patched(...patches: readonly object[]): Release {
  const value = patches.reduce<unknown>((older, patch) => merged(older, patch), base);
  return parseRelease(value, "vector");
}

/** What the code says about a case, in the form of its expectation. */
export function answer(one: DiffCase, wanted: DiffCase["expected"]) {
  const older = patched(one.old);
  const newer = patched(one.old, one.new);
  const history = [...(one.history ?? []).map((patch) => patched(patch)), older];
  const changesets = (one.proposal?.changesets ?? []).map((text) => parseChangeset("a.md", text));
  const all = diffAgainstHistory(history, newer);
  const changes = withDeclaredWording(all, changesets);
  const { migrations = [], vectors = [] } = one.proposal ?? {};
  const proposal = { older, newer, changes: all, changesets, migrations, vectors };
  return {
    changes: changes.map((change, index) => likeWanted(change, wanted.changes[index])),
    steps: changes,
    findings: one.proposal === undefined ? undefined : processFindings(proposal),
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

/** RFC 7386: null takes away, objects are merged, everything else takes the place of what was there. */
function merged(older: unknown, patch: object): object {
  const target: Record<string, unknown> = isObject(older) ? { ...older } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(target, name);
    else target[name] = isObject(value) ? merged(target[name], value) : value;
  }
  return target;
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}
