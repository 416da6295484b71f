import type { Finding, Severity } from "../../finding.ts";
import type { PreviousReport } from "./previous.ts";
import type { FileFacts } from "./run-facts.ts";

/** What has changed since an earlier report. */
export interface Since {
  /** Moment of the earlier report; absent where it does not say. */
  readonly made?: string;
  /** Version of the program that wrote it, where it is another: checks may have changed. */
  readonly version?: string;
  /** Whether the report is about these data at all; if it is not, nothing is compared. */
  readonly isOfSameData: boolean;
  /** Undefined where the earlier report does not name its files. */
  readonly files?: FileChanges;
  readonly changes: readonly Change[];
}

/** How many files are as they were. */
export interface FileChanges {
  readonly same: number;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
}

/** A finding in the earlier report, in this one, or in both; counted over all files. */
export interface Change {
  readonly rule: string;
  readonly entity?: string;
  readonly severity: Severity;
  readonly kind: "new" | "solved" | "there-still" | "not-checked";
  readonly before: number;
  readonly now: number;
}

/** What is compared with an earlier report. */
export interface Present {
  readonly version: string;
  readonly member?: string | undefined;
  readonly records: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  readonly files: readonly FileFacts[];
  /** Ids of the checks that were not made. */
  readonly unchecked: ReadonlySet<string>;
}

/** Compares by rule and entity. What is no longer found is solved only if it was looked for. */
export function since(previous: PreviousReport, present: Present): Since {
  const { made, member, version } = previous;
  const isOther = member !== undefined && present.member !== undefined && member !== present.member;
  const shares = Object.keys(previous.records).some((entity) => entity in present.records);
  const isOfSameData = !isOther && shares;
  return {
    ...(made === undefined ? {} : { made }),
    ...(version === present.version ? {} : { version }),
    isOfSameData,
    ...(isOfSameData && previous.files.length > 0
      ? { files: fileChanges(previous.files, present.files) }
      : {}),
    changes: isOfSameData ? changesOf(previous, present) : [],
  };
}

function changesOf(previous: PreviousReport, present: Present): readonly Change[] {
  const before = byRule(previous.findings);
  const now = byRule(present.findings);
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), now.get(key)];
    const either = is ?? was;
    if (either === undefined) return [];
    return [
      { ...either, kind: kindOf(was, is, present), before: was?.now ?? 0, now: is?.now ?? 0 },
    ];
  });
}

type Counted = Pick<Change, "rule" | "entity" | "severity" | "now">;

function kindOf(
  was: Counted | undefined,
  is: Counted | undefined,
  { records, unchecked }: Present,
): Change["kind"] {
  if (is !== undefined) return was === undefined ? "new" : "there-still";
  if (was === undefined || unchecked.has(was.rule)) return "not-checked";
  return was.entity === undefined || was.entity in records ? "solved" : "not-checked";
}

/** Errors and warnings; what was not checked is no finding about the data. */
function byRule(findings: PreviousReport["findings"]): ReadonlyMap<string, Counted> {
  const found = findings.filter(({ severity }) => severity !== "info");
  const groups = Map.groupBy(found, ({ rule, entity }) => JSON.stringify([rule, entity]));
  return new Map(
    [...groups].flatMap(([key, [first, ...others]]) => {
      if (first === undefined) return [];
      const { rule, entity, severity } = first;
      const now = others.reduce((sum, { count }) => sum + count, first.count);
      return [[key, { rule, severity, now, ...(entity === undefined ? {} : { entity }) }] as const];
    }),
  );
}

function fileChanges(
  before: PreviousReport["files"],
  now: readonly Pick<FileFacts, "file" | "sha256">[],
): FileChanges {
  const old = new Map(before.map(({ file, sha256 }) => [file, sha256]));
  const names = new Set(now.map(({ file }) => file));
  return {
    same: now.filter(({ file, sha256 }) => old.get(file) === sha256).length,
    changed: now.filter(({ file, sha256 }) => (old.get(file) ?? sha256) !== sha256).length,
    added: now.filter(({ file }) => !old.has(file)).length,
    removed: before.filter(({ file }) => !names.has(file)).length,
  };
}
