import { compareVersions, requiredVersion } from "./diff.ts";
import type { Deprecation } from "./model.ts";

/** What a deprecation is judged by. */
export interface DeprecationContext {
  /** The version of the standard that it is part of, or that its next version follows. */
  readonly version: string;
  /** Names of the same kind that can take its place. */
  readonly names: ReadonlySet<string>;
}

/** What a deprecation leaves unsaid or says wrongly, each as the end of a sentence. */
export function deprecationFaults(
  { since, reason, replacement, removal }: Deprecation,
  { version, names }: DeprecationContext,
): readonly string[] {
  const [sinceMajor = 0] = since.split(".").map(Number);
  const [removalMajor = 0] = removal.split(".").map(Number);
  const planned = [requiredVersion(version, "minor"), requiredVersion(version, "major")];
  return [
    ...unless(
      planned.some((next) => next === since) || compareVersions(since, version) <= 0,
      `is deprecated since ${since}, which does not follow ${version}`,
    ),
    ...unless(reason.trim() !== "", "must say why it is deprecated"),
    ...unless(
      removalMajor > sinceMajor,
      `may be removed in ${removal} only if that is a later major version than ${since}`,
    ),
    ...unless(
      replacement === undefined || names.has(replacement),
      `is replaced by ${replacement}, which does not exist`,
    ),
  ];
}

/** What a reader is told who still uses something deprecated: since when, why, and what instead. */
export function deprecationAdvice(name: string, deprecation: Deprecation): string {
  const { since, reason, replacement, removal } = deprecation;
  const instead = replacement === undefined ? "" : ` Use ${replacement} instead.`;
  return `${name} is deprecated since ${since} and may be gone from ${removal} on: ${reason.replace(/\.?$/u, ".")}${instead}`;
}

function unless(holds: boolean, fault: string): readonly string[] {
  return holds ? [] : [fault];
}
