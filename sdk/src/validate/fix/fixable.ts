import { quoteIdentifier } from "../../engine/sql-text.ts";
import type { Finding } from "../../finding.ts";
import type { FindingLanguage } from "../../finding-text.ts";
import { rawColumn, typedSelect, violation } from "../check-sql.ts";
import type { Violations } from "../sql-checks.ts";
import { type FixKind, isFixKind } from "./kinds.ts";
import { canMend, fileOf, forgetMending, mend, type Mendable, type Mending } from "./mend.ts";
import { fixWords } from "./words.ts";

/** How many of the records of a finding safe fixes would mend, and how. */
export interface Fixable {
  readonly count: number;
  readonly kinds: readonly FixKind[];
}

/**
 * Asks of each violation that one value decides, how much of it safe fixes would mend. They are for
 * records in files: of a table in a database, or of what a stage has made, there are none.
 */
export async function countFixable(
  mendable: Mendable,
  violations: readonly Violations[],
  place: string | undefined,
): Promise<ReadonlyMap<Violations, Fixable>> {
  const counted = new Map<Violations, Fixable>();
  if (place === undefined || place.includes("://")) return counted;
  for (const property of mendable.entity.properties) {
    const found = violations.filter(({ check: { test } }) => {
      const isOfValue = test.kind === "reading" || test.kind === "keyword";
      return isOfValue && test.property.name === property.name;
    });
    if (found.length === 0 || !canMend(mendable, property)) continue;
    // One after the other: an engine answers one query at a time.
    const mending = await mend(mendable, property);
    if (mending === undefined) continue;
    const counts = await countIn(mendable, mending, found);
    for (const [violated, fixable] of counts) counted.set(violated, fixable);
    await forgetMending(mendable.engine, mending);
  }
  return counted;
}

/** A finding that says how many of its records can be fixed safely, where there are any. */
export function withFixable(
  finding: Finding,
  fixable: Fixable | undefined,
  language: FindingLanguage | undefined,
): Finding {
  if (fixable === undefined) return finding;
  const words = fixWords(language);
  const kinds = fixable.kinds.map((kind) => words.kinds[kind]).join(", ");
  const sentence = words.fixable(fixable.count, finding.count, kinds);
  const fix = finding.fix === undefined ? sentence : `${finding.fix} ${sentence}`;
  return { ...finding, fix, fixable: fixable.count };
}

async function countIn(
  { engine, source }: Mendable,
  { property, table }: Mending,
  violations: readonly Violations[],
): Promise<readonly (readonly [Violations, Fixable])[]> {
  const checks = [...new Set(violations.map(({ check }) => check))];
  const columns = checks.flatMap((check, index) => {
    const broken = violation(check, source) ?? "FALSE";
    return [
      `count_if(${broken}) AS c${index}`,
      `list(DISTINCT _kind ORDER BY _kind) FILTER (WHERE ${broken}) AS k${index}`,
    ];
  });
  const rows = await engine.rows(
    [
      `SELECT _source AS file, ${columns.join(",\n")}`,
      `FROM (${typedSelect(source, [property])})`,
      `JOIN ${quoteIdentifier(table)} ON _source = ${fileOf(source)} AND _raw = CAST(${rawColumn(property)} AS VARCHAR)`,
      "GROUP BY _source",
    ].join("\n"),
  );
  return violations.flatMap((found) => {
    const row = rows.find(({ file }) => file === (found.file ?? ""));
    const index = checks.indexOf(found.check);
    const count = Number(row?.[`c${index}`] ?? 0);
    return count === 0 ? [] : [[found, { count, kinds: kindsIn(row?.[`k${index}`]) }] as const];
  });
}

/** A list leaves the engine as JSON text. */
function kindsIn(list: unknown): readonly FixKind[] {
  const kinds: unknown = typeof list === "string" ? JSON.parse(list) : [];
  return Array.isArray(kinds) ? kinds.filter(isFixKind) : [];
}
