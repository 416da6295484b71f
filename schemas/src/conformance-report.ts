import {
  caseIds,
  isNeeded,
  kindOf,
  suiteText,
  textDigest,
  type Suite,
} from "./conformance-suite.ts";

/** Cases that were not run, and why. */
export interface SkippedCases {
  /** What the ids of the cases begin with: `diff`, `protection/audit#`. */
  readonly scope: string;
  readonly cases: number;
  readonly reason: string;
}

/** What came of the cases of one kind. */
export interface KindResult {
  readonly kind: string;
  readonly cases: number;
  readonly passed: number;
  /** Ids of the cases whose result differs from the expected one. */
  readonly failed: readonly string[];
  readonly skipped: readonly SkippedCases[];
}

export type LevelVerdict = "conforms" | "fails" | "not-claimed";

/** conformance.json: publication/conformance-report.json says what each part means. */
export interface ConformanceReport {
  readonly suite: { readonly version: string; readonly digest: string };
  readonly implementation: {
    readonly name: string;
    readonly version: string;
    readonly vendor: string;
    readonly url?: string;
  };
  /** Day of the run. */
  readonly date: string;
  readonly kinds: readonly KindResult[];
  readonly levels: readonly { readonly level: string; readonly verdict: LevelVerdict }[];
  /** Who says that this is what came out. */
  readonly statement: { readonly by: string; readonly text: string };
}

/** What a check of a report says: everything that is wrong with it, and what it proves if nothing is. */
export interface ReportCheck {
  readonly problems: readonly string[];
  readonly levels: ConformanceReport["levels"];
}

/** What came of one case. */
export interface CaseOutcome {
  readonly id: string;
  readonly passed: boolean;
}

/** Outcomes as the results of all kinds of the suite: what was neither run nor skipped counts as failed. */
export function kindResults(
  suite: Suite,
  outcomes: readonly CaseOutcome[],
  skipped: readonly Omit<SkippedCases, "cases">[],
): readonly KindResult[] {
  const passed = new Set(outcomes.filter((outcome) => outcome.passed).map(({ id }) => id));
  return [...Map.groupBy(caseIds(suite), kindOf)].map(([kind, ids]) => {
    const own = skipped
      .map((skip) => ({ ...skip, cases: ids.filter((id) => id.startsWith(skip.scope)).length }))
      .filter(({ cases }) => cases > 0);
    const run = ids.filter((id) => !own.some(({ scope }) => id.startsWith(scope)));
    const failed = run.filter((id) => !passed.has(id));
    return { kind, cases: ids.length, passed: run.length - failed.length, failed, skipped: own };
  });
}

/** Each level of the suite: proven when all its cases passed, and not claimed when some were skipped. */
export function levelVerdicts(
  suite: Suite,
  kinds: readonly KindResult[],
): ConformanceReport["levels"] {
  const failed = kinds.flatMap((kind) => kind.failed);
  const scopes = kinds.flatMap(({ skipped }) => skipped.map(({ scope }) => scope));
  const ids = caseIds(suite);
  return suite.levels.map(({ id: level, needs }) => {
    if (failed.some((id) => isNeeded(id, needs))) return { level, verdict: "fails" };
    const needed = ids.filter((id) => isNeeded(id, needs));
    const isWhole = needed.every((id) => !scopes.some((scope) => id.startsWith(scope)));
    return { level, verdict: isWhole ? "conforms" : "not-claimed" };
  });
}

/**
 * Checks a report against the suite it names: the same suite, every kind, counts that add up, every
 * case that is named exists, nothing is skipped in silence, and the verdicts are those that follow.
 * Whether the counts are true only a run can say.
 */
export function checkReport(report: ConformanceReport, suite: Suite): ReportCheck {
  const levels = levelVerdicts(suite, report.kinds);
  const problems = [
    ...suiteProblems(report, suite),
    ...kindProblems(report, suite),
    ...report.kinds.flatMap((result) => resultProblems(result, suite)),
    ...verdictProblems(report, levels),
  ];
  return { problems, levels };
}

function suiteProblems({ suite: named }: ConformanceReport, suite: Suite): readonly string[] {
  if (named.version !== suite.version) {
    return [`The report is about suite ${named.version}; this is suite ${suite.version}.`];
  }
  if (named.digest === textDigest(suiteText(suite))) return [];
  return [`The report names another suite.json than the one of version ${suite.version}.`];
}

function kindProblems({ kinds }: ConformanceReport, suite: Suite): readonly string[] {
  const told = kinds.map(({ kind }) => kind);
  const missing = Object.keys(suite.kinds).filter((kind) => !told.includes(kind));
  const unknown = told.filter((kind) => !Object.hasOwn(suite.kinds, kind));
  const twice = told.filter((kind, index) => told.indexOf(kind) < index);
  return [
    ...missing.map((kind) => `${kind}: the report says nothing; name its cases as skipped.`),
    ...unknown.map((kind) => `${kind}: the suite has no cases of this kind.`),
    ...twice.map((kind) => `${kind}: the report has it twice.`),
  ];
}

function resultProblems(result: KindResult, suite: Suite): readonly string[] {
  const { kind, failed, skipped } = result;
  const ids = caseIds(suite).filter((id) => kindOf(id) === kind);
  if (ids.length === 0) return [];
  const isSkipped = (id: string): boolean => skipped.some(({ scope }) => id.startsWith(scope));
  const counted = result.passed + failed.length + sum(skipped.map(({ cases }) => cases));
  return [
    ...when(
      result.cases !== ids.length,
      `${kind}: the suite has ${ids.length} cases, not ${result.cases}.`,
    ),
    ...when(
      counted !== result.cases,
      `${kind}: passed, failed and skipped cases are ${counted}, not ${result.cases}.`,
    ),
    ...when(new Set(failed).size < failed.length, `${kind}: a failed case is named twice.`),
    ...failed.filter((id) => !ids.includes(id)).map((id) => `${kind}: there is no case ${id}.`),
    ...failed
      .filter(isSkipped)
      .map((id) => `${id} is said to have failed and to have been skipped.`),
    ...skipped.flatMap((skip) => skipProblems(skip, skipped, ids)),
  ];
}

function skipProblems(
  { scope, cases, reason }: SkippedCases,
  all: readonly SkippedCases[],
  ids: readonly string[],
): readonly string[] {
  const found = ids.filter((id) => id.startsWith(scope)).length;
  const overlaps = all.filter((other) => other.scope.startsWith(scope)).length > 1;
  return [
    ...when(found === 0, `No case begins with ${scope}, which is said to have been skipped.`),
    ...when(found > 0 && found !== cases, `${scope}: ${found} cases begin so, not ${cases}.`),
    ...when(overlaps, `${scope}: some of its cases are skipped twice.`),
    ...when(reason.trim() === "", `${scope}: skipped without a reason.`),
  ];
}

function verdictProblems(
  { levels: told }: ConformanceReport,
  levels: ConformanceReport["levels"],
): readonly string[] {
  const text = (all: ConformanceReport["levels"]): readonly string[] =>
    all.map(({ level, verdict }) => `${level} ${verdict}`);
  const unfounded = text(told).filter((verdict) => !text(levels).includes(verdict));
  const missing = levels.filter(({ level }) => !told.some((other) => other.level === level));
  const names = told.map(({ level }) => level);
  const twice = names.filter((level, index) => names.indexOf(level) < index);
  return [
    ...unfounded.map((verdict) => `The verdict “${verdict}” does not follow from the cases.`),
    ...missing.map(({ level, verdict }) => `There is no verdict on ${level}; it is ${verdict}.`),
    ...twice.map((level) => `${level}: the report has two verdicts on it.`),
  ];
}

function when(isWrong: boolean, problem: string): readonly string[] {
  return isWrong ? [problem] : [];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
