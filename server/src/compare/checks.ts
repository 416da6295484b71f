import type { Metric } from "@edufed/schemas";
import type { Dimensions, Ground, ReasonCode, Side } from "./comparison.ts";
import { isTotal } from "./total.ts";

/** Below this coverage a comparison says so; above it, what is missing rarely moves a figure. */
const coverageComplete = 0.95;

/** Everything about whole publications that weighs on a comparison of them. */
export function grounds(
  metric: Metric,
  sides: readonly Side[],
  dimensions: Dimensions,
): readonly Ground[] {
  return [
    ...definition(sides),
    ...parameters(metric, sides),
    ...periodLength(sides),
    ...differs("period-differs", sides, ({ facts }) => facts.period),
    ...differs("school-year-start-differs", sides, ({ facts }) => facts.schoolYearStart),
    ...differs("sources-differ", sides, ({ facts }) => sourcesText(facts.sourcesUsed)),
    ...coverage(sides),
    ...populations(sides, dimensions),
  ];
}

/** One ground with what each side says, when they do not all say the same. */
function differs(
  code: ReasonCode,
  sides: readonly Side[],
  says: (side: Side) => string,
): readonly Ground[] {
  const detail = sides.map(says);
  return new Set(detail).size > 1
    ? [{ code, members: sides.map(({ facts }) => facts.member), detail }]
    : [];
}

/**
 * Equal formal hashes are one definition. Otherwise another major version, or another hash under
 * the same version, is another definition; the rest are revisions.
 */
function definition(sides: readonly Side[]): readonly Ground[] {
  if (new Set(sides.map(({ facts }) => facts.formalHash)).size < 2) return [];
  const versions = sides.map(({ facts }) => facts.metricVersion);
  const majors = new Set(versions.map((version) => version.split(".")[0]));
  const revised = majors.size === 1 && hashesFollowVersions(sides);
  return [
    {
      code: revised ? "definition-revised" : "definition-differs",
      members: sides.map(({ facts }) => facts.member),
      detail: versions,
    },
  ];
}

function hashesFollowVersions(sides: readonly Side[]): boolean {
  const hashOf = new Map(sides.map(({ facts }) => [facts.metricVersion, facts.formalHash]));
  return sides.every(({ facts }) => hashOf.get(facts.metricVersion) === facts.formalHash);
}

function parameters(metric: Metric, sides: readonly Side[]): readonly Ground[] {
  return metric.parameters.flatMap(({ id, type, default: usual }) =>
    differs(
      type === "month-day" ? "reference-day-differs" : "parameters-differ",
      sides,
      ({ facts }) => `${id}=${facts.parameters[id] ?? usual}`,
    ),
  );
}

/** A leap day is no difference; more than a tenth is another kind of period. */
function periodLength(sides: readonly Side[]): readonly Ground[] {
  const days = sides.map(({ facts }) => daysBetween(facts.periodStart, facts.periodEnd));
  const longest = Math.max(...days);
  const shortest = Math.min(...days);
  if (longest - shortest <= 1) return [];
  return [
    {
      code: 10 * shortest < 9 * longest ? "period-length-differs" : "period-days-differ",
      members: sides.map(({ facts }) => facts.member),
      detail: days.map(String),
    },
  ];
}

/** Both days included. */
function daysBetween(first: string, last: string): number {
  const dayMs = 24 * 60 * 60 * 1000;
  return Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;
}

function sourcesText(sourcesUsed: Readonly<Record<string, string>>): string {
  return Object.entries(sourcesUsed)
    .map(([population, entity]) => `${population}=${entity}`)
    .toSorted(byText)
    .join(" ");
}

function coverage(sides: readonly Side[]): readonly Ground[] {
  const expecting = sides.filter(({ facts }) => facts.expectsCoverage);
  const unknown = expecting.filter(({ facts }) => facts.coverage === null);
  const incomplete = sides.filter(({ facts }) => (facts.coverage ?? 1) < coverageComplete);
  return [
    ...about(
      "coverage-incomplete",
      incomplete,
      incomplete.map(({ facts }) => String(facts.coverage)),
    ),
    ...about("coverage-unknown", unknown, []),
  ];
}

function about(
  code: ReasonCode,
  sides: readonly Side[],
  detail: readonly string[],
): readonly Ground[] {
  return sides.length === 0
    ? []
    : [{ code, members: sides.map(({ facts }) => facts.member), detail }];
}

/** Groups of a shared code list that some sides have and others do not: other grades, other levels. */
function populations(sides: readonly Side[], dimensions: Dimensions): readonly Ground[] {
  const shared = (sides[0]?.facts.dimensions ?? []).filter(
    (id) =>
      dimensions.get(id)?.codeList !== undefined &&
      sides.every(({ facts }) => facts.dimensions.includes(id)),
  );
  return shared.flatMap((id) => {
    const groups = sides.map((side) => ({ side, codes: groupsOf(side, id, dimensions) }));
    const all = [...new Set(groups.flatMap(({ codes }) => [...codes]))].toSorted(byText);
    const partial = all.filter((code) => !groups.every(({ codes }) => codes.has(code)));
    const lacking = groups.filter(({ codes }) => partial.some((code) => !codes.has(code)));
    return about(
      "population-differs",
      lacking.map(({ side }) => side),
      partial.map((code) => `${id}=${code}`),
    );
  });
}

const byText = new Intl.Collator("en", { numeric: true }).compare;

/** Codes of groups: neither the total nor "not stated". */
function groupsOf(side: Side, id: string, dimensions: Dimensions): ReadonlySet<string> {
  const unknown = dimensions.get(id)?.unknown;
  const codes = side.observations.flatMap(({ codes: cell }) => cell[id] ?? []);
  return new Set(
    codes.filter((code) => code !== unknown && !isTotal(dimensions, id, code, side.refArea)),
  );
}
