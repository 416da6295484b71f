import type { Change } from "./diff/change.ts";
import type { Step } from "./diff/change-rule.ts";
import { codeListChanges } from "./diff/code-lists.ts";
import { policyChanges, pseudonymChanges } from "./diff/community.ts";
import { crosswalkChanges } from "./diff/crosswalks.ts";
import { dimensionChanges } from "./diff/dimensions.ts";
import { entityChanges } from "./diff/entities.ts";
import { exchangeChanges } from "./diff/exchange.ts";
import { metricChanges } from "./diff/metrics.ts";
import { reuseChanges } from "./diff/reuse.ts";
import { ruleChanges } from "./diff/rules.ts";
import type { Release } from "./release.ts";

/**
 * Everything that differs between two releases, each difference with the step it asks for. Empty
 * exactly when they say the same; what is experimental counts as what is stable does.
 */
export function diff(older: Release, newer: Release): readonly Change[] {
  return [
    ...entityChanges(older, newer),
    ...codeListChanges(older, newer),
    ...ruleChanges(older, newer),
    ...metricChanges(older, newer),
    ...dimensionChanges(older, newer),
    ...exchangeChanges(older, newer),
    ...crosswalkChanges(older, newer),
    ...policyChanges(older, newer),
    ...pseudonymChanges(older, newer),
  ];
}

/**
 * The same against every release so far, so that a name which was given up does not come back for
 * something else. Empty where nothing was released.
 */
export function diffAgainstHistory(history: readonly Release[], newer: Release): readonly Change[] {
  const last = history.at(-1);
  return last === undefined ? [] : [...diff(last, newer), ...reuseChanges(history, newer)];
}

/** Steps from the greatest to the least. */
export const steps: readonly Step[] = ["major", "minor", "patch"];

/** The step that changes ask for together: that of the greatest of them. */
export function stepOf(changes: readonly Change[]): Step | "none" {
  return steps.find((step) => changes.some((change) => change.step === step)) ?? "none";
}

/** Whether one step is less than another. */
export function isSmaller(step: Step | "none", than: Step | "none"): boolean {
  return rank(step) > rank(than);
}

/** The first version that may follow with such a step: 1.2.3 and minor make 1.3.0. */
export function requiredVersion(older: string, step: Step | "none"): string {
  const [major = 0, minor = 0, patch = 0] = versionParts(older);
  switch (step) {
    case "major":
      return `${major + 1}.0.0`;
    case "minor":
      return `${major}.${minor + 1}.0`;
    case "patch":
      return `${major}.${minor}.${patch + 1}`;
    case "none":
      return older;
  }
}

/** Negative when one version comes before the other, 0 when they are the same. */
export function compareVersions(one: string, other: string): number {
  const others = versionParts(other);
  const differences = versionParts(one).map((part, index) => part - (others[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function versionParts(version: string): readonly number[] {
  return version.split(".").map(Number);
}

/** 0 for the greatest step; doing nothing comes last. */
function rank(step: Step | "none"): number {
  return step === "none" ? steps.length : steps.indexOf(step);
}
