import type { CaseOutcome } from "./conformance-report.ts";
import type { Change } from "./diff/change.ts";
import { diffAgainstHistory, stepOf } from "./diff.ts";
import { processFindings, type Proposal } from "./process.ts";
import type { ProcessFinding } from "./process/finding.ts";
import { parseChangeset, withDeclaredWording } from "./process/changeset.ts";
import { isObject, parseRelease, type Release } from "./release.ts";

/** One case: releases as merge patches (RFC 7386) over diff/base.json, and what is expected. */
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

/** A change that a case expects: step and words only where the case asks about them. */
export interface ExpectedChange {
  readonly rule: string;
  readonly pointer: string;
  readonly step?: string;
  readonly text?: string;
}

/** Every pair of releases with the changes, the step and the findings that the suite expects of it. */
export function diffOutcomes(
  vectors: ReadonlyMap<string, string>,
): readonly (CaseOutcome & { readonly difference?: string })[] {
  const baseFile = "diff/base.json";
  const base = parseRelease(JSON.parse(vectors.get(baseFile) ?? "null"), baseFile);
  return [...vectors].flatMap(([path, text]) => {
    if (!path.startsWith("diff/") || path === baseFile) return [];
    const { cases }: { readonly cases: readonly DiffCase[] } = JSON.parse(text);
    return cases.map((one, place) => {
      const id = `${path.replace(/\.json$/u, "")}#cases/${place}`;
      const expected = inWords(one.expected);
      const found = foundIn(one, base);
      if (found === expected) return { id, passed: true };
      return { id, passed: false, difference: `expected ${expected}, found ${found}` };
    });
  });
}

/** What the code says about a case; findings only where the case has a proposal. */
export interface DiffAnswer {
  readonly changes: readonly Change[];
  readonly findings?: readonly ProcessFinding[];
}

/** The answer to a case over the release that its patches change. Throws where one cannot be read. */
export function answerTo(one: DiffCase, base: Release): DiffAnswer {
  const patched = (...patches: readonly object[]): Release =>
    parseRelease(patches.reduce<unknown>(merged, base), "vector");
  const older = patched(one.old);
  const newer = patched(one.old, one.new);
  const history = [...(one.history ?? []).map((patch) => patched(patch)), older];
  const changesets = (one.proposal?.changesets ?? []).map((text) => parseChangeset("a.md", text));
  const all = diffAgainstHistory(history, newer);
  const changes = withDeclaredWording(all, changesets);
  const { migrations = [], vectors = [] } = one.proposal ?? {};
  const proposal = { older, newer, changes: all, changesets, migrations, vectors };
  return {
    changes,
    ...(one.proposal !== undefined && { findings: processFindings(proposal) }),
  };
}

/** The answer as one line; a release that cannot be read has a line too. */
function foundIn(one: DiffCase, base: Release): string {
  try {
    const { changes, findings } = answerTo(one, base);
    return inWords({
      step: stepOf(changes),
      changes: changes.map((change) => asExpected(change, one.expected.changes)),
      ...(findings !== undefined && { findings }),
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A change with what the case asks about it: step and words only where they are expected. */
function asExpected(
  { rule, pointer, step, text }: Change,
  expected: readonly ExpectedChange[],
): ExpectedChange {
  const wanted = expected.find((each) => each.rule === rule && each.pointer === pointer);
  return {
    rule,
    pointer,
    ...(wanted?.step !== undefined && { step }),
    ...(wanted?.text !== undefined && { text }),
  };
}

function inWords({ step, changes, findings }: DiffCase["expected"]): string {
  const told = changes.map((change) =>
    [change.pointer, change.rule, change.step, change.text].filter(Boolean).join(" "),
  );
  const missing = (findings ?? []).map(({ rule, pointer }) => `${rule} ${pointer}`);
  return JSON.stringify([step, told.toSorted(), missing]);
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
