import type { Change } from "../diff/change.ts";
import type { Step } from "../diff/change-rule.ts";
import { compareVersions, isSmaller, requiredVersion, stepOf, steps } from "../diff.ts";
import type { Release } from "../release.ts";
import type { Changeset } from "./changeset.ts";
import { processFinding, type ProcessFinding } from "./finding.ts";

/** Rule 55 for changes that are not released yet: the changesets together declare the step they ask for. */
export function checkStep(
  changes: readonly Change[],
  changesets: readonly Changeset[],
): readonly ProcessFinding[] {
  const computed = stepOf(changes);
  const declared = declaredStep(changesets);
  if (!isSmaller(declared, computed)) return [];
  const reasons = changes.filter(({ step }) => step === computed);
  const words = reasons.slice(0, 3).map(({ text, number }) => `${text} (rule ${number})`);
  const more = reasons.length > 3 ? ` And ${reasons.length - 3} more.` : "";
  const said =
    declared === "none" ? "No changeset declares a step" : `The changesets say ${declared}`;
  const text = `${said}, and the changes are ${computed}: ${words.join(" ")}${more} Write “"@edufed/schemas": ${computed}” in a changeset, or take the changes back.`;
  return [processFinding("version-too-low", "", text)];
}

/** The greatest step that any changeset declares. */
export function declaredStep(changesets: readonly Changeset[]): Step | "none" {
  return steps.find((step) => changesets.some((each) => each.step === step)) ?? "none";
}

/** Rule 55: versions of the standard and of its parts move forward, by no less than their changes. */
export function versionFindings(
  { older, newer }: { readonly older: Release; readonly newer: Release },
  changes: readonly Change[],
  changesets: readonly Changeset[],
): readonly ProcessFinding[] {
  return [
    ...standardFindings(older.version, newer.version, { changes, changesets }),
    ...kinds.flatMap((kind) =>
      Object.entries(newer[kind]).flatMap(([name, { version }]) => {
        const pointer = `${kind}/${name}`;
        const was = older[kind][name]?.version;
        return was === undefined ? [] : partFindings({ pointer, was, is: version, changes });
      }),
    ),
    ...(["policy", "pseudonym"] as const).flatMap((pointer) =>
      partFindings({ pointer, was: older[pointer].version, is: newer[pointer].version, changes }),
    ),
  ];
}

const kinds = ["codeLists", "metrics"] as const;

function standardFindings(
  was: string,
  is: string,
  declared: { readonly changes: readonly Change[]; readonly changesets: readonly Changeset[] },
): readonly ProcessFinding[] {
  if (compareVersions(is, was) < 0) {
    const text = `The standard was ${was} and is ${is}: versions only move forward. Raise the version.`;
    return [processFinding("version-too-low", "version", text)];
  }
  const required = requiredVersion(was, stepOf(declared.changes));
  if (compareVersions(is, required) >= 0) return [];
  return checkStep(declared.changes, declared.changesets);
}

interface Part {
  readonly pointer: string;
  readonly was: string;
  readonly is: string;
  readonly changes: readonly Change[];
}

function partFindings({ pointer, was, is, changes }: Part): readonly ProcessFinding[] {
  const own = changes.filter((each) => `${each.pointer}/`.startsWith(`${pointer}/`));
  const required = requiredVersion(was, stepOf(own));
  if (compareVersions(is, required) >= 0) return [];
  const text = `${pointer} was ${was} and is ${is}, and its changes are ${stepOf(own)}. Set its version to ${required}.`;
  return [processFinding("version-too-low", pointer, text)];
}
