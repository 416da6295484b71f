import type { Finding } from "../../finding.ts";
import type { CheckResult } from "../check-result.ts";
import type { Check, Test } from "../plan.ts";
import { type Amount, exactly, roughly } from "./amount.ts";
import type { Counted } from "./counted.ts";
import type { Area, CheckFacts, CheckStatus, NotApplicable } from "./facts.ts";

/** What is known of the entity whose checks are told. */
export interface CheckedEntity {
  readonly entity: string;
  readonly records: number;
  readonly counted: Counted;
  /** Property → records that have it, as it may be told. */
  readonly present: ReadonlyMap<string, Amount>;
  readonly findings: readonly Finding[];
}

/** What became of every check of an entity, with the records that it applies to. */
export function checkFacts(
  known: CheckedEntity,
  checks: readonly Check[],
  results: readonly CheckResult[],
): readonly CheckFacts[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  const own = checks.flatMap((check) => {
    const result = byId.get(check.id);
    return result === undefined ? [] : [factsOf(known, check, result)];
  });
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...fileChecks(known, ids)];
}

function factsOf(known: CheckedEntity, check: Check, result: CheckResult): CheckFacts {
  const { id, entity, test } = check;
  const found = known.findings.filter(({ rule, severity }) => rule === id && severity !== "info");
  const isBroken = result.violations > 0 || found.length > 0;
  const applied = isBroken ? brokenApplied(known, test) : appliedOf(known, check);
  const reason = isBroken ? undefined : reasonOf(known, check, result);
  const facts = { id, entity, area: areaOf(test), by: result.by, violations: result.violations };
  if (reason !== undefined) {
    return { ...facts, status: "not-applicable", reason, applied: exactly(0) };
  }
  return { ...facts, status: isBroken ? brokenStatus(check.severity) : "passed", applied };
}

function brokenStatus(severity: Check["severity"]): CheckStatus {
  return severity === "error" ? "failed" : "warned";
}

/** What is broken applies to a record, even where its values could not be counted. */
function brokenApplied(known: CheckedEntity, test: Test): Amount {
  const applied = appliedOf(known, { id: "", test });
  return applied.kind === "exact" && applied.count === 0 ? exactly(known.records) : applied;
}

function appliedOf(known: CheckedEntity, { id, test }: Pick<Check, "id" | "test">): Amount {
  const { appliesTo } = aboutKind[test.kind];
  if (appliesTo === "records") return exactly(known.records);
  if (appliesTo === "judged") return roughly(known.counted.judged.get(id) ?? 0, known.records);
  const property = "property" in test ? test.property.name : "";
  return known.present.get(property) ?? exactly(0);
}

function reasonOf(
  known: CheckedEntity,
  { id, test }: Check,
  { by }: CheckResult,
): NotApplicable | undefined {
  if (by === "none") return "no-entity";
  if (known.records === 0) return "no-records";
  if ("property" in test && !known.counted.present.has(test.property.name)) return "no-column";
  if (test.kind === "missing") return undefined;
  const count =
    "property" in test
      ? known.counted.present.get(test.property.name)
      : known.counted.judged.get(id);
  return count === 0 ? "no-values" : undefined;
}

function areaOf(test: Test): Area {
  const isForm = test.kind === "reading" && test.keyword === "format";
  return isForm ? "values" : aboutKind[test.kind].area;
}

/**
 * What each kind of test is about, and to which records it applies: to all, to those that have its
 * property, or to those on which it was judged.
 */
const aboutKind: Readonly<
  Record<
    Test["kind"],
    { readonly area: Area; readonly appliesTo: "records" | "present" | "judged" }
  >
> = {
  missing: { area: "structure", appliesTo: "records" },
  record: { area: "structure", appliesTo: "present" },
  reading: { area: "structure", appliesTo: "present" },
  keyword: { area: "values", appliesTo: "present" },
  key: { area: "keys", appliesTo: "records" },
  reference: { area: "references", appliesTo: "present" },
  rule: { area: "rules", appliesTo: "judged" },
  between: { area: "rules", appliesTo: "judged" },
  "unknown-property": { area: "privacy", appliesTo: "records" },
};

/** What is looked at while a file is read, by the end of its id. */
const ofFiles: Readonly<Record<string, Area>> = {
  "malformed-row": "structure",
  "empty-file": "structure",
  "unknown-column": "privacy",
};

function fileChecks(known: CheckedEntity, ids: ReadonlySet<string>): readonly CheckFacts[] {
  const { entity, records } = known;
  return Object.entries(ofFiles).flatMap(([name, area]): readonly CheckFacts[] => {
    const id = `${entity}/${name}`;
    if (ids.has(id)) return [];
    const found = known.findings.filter(({ rule }) => rule === id);
    const violations = found.reduce((sum, { count }) => sum + count, 0);
    const [first] = found;
    const status = first === undefined ? "passed" : brokenStatus(first.severity);
    // Rows that are no records are not among the records.
    const applied = name === "malformed-row" ? records + violations : records;
    return [{ id, entity, area, by: "sql", status, applied: exactly(applied), violations }];
  });
}
