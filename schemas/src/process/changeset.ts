import type { Step } from "../diff/change-rule.ts";
import type { Change } from "../diff/change.ts";
import { steps } from "../diff.ts";
import { changeRules } from "../diff/catalogue.ts";

/** A file in .changeset: what a change means for those who use the standard. */
export interface Changeset {
  readonly file: string;
  /** The step it declares for the standard; none where it is about the programs only. */
  readonly step: Step | "none";
  /** Whom the change concerns: the line that begins with `Impact:`. */
  readonly impact?: string;
  /** Places whose words are better and mean the same: lines that begin with `Wording:`. */
  readonly wordings: readonly string[];
}

const standard =
  /^["']?@edufed\/schemas["']?\s*:\s*["']?(major|minor|patch)["']?[^\S\n]*(?:#.*)?$/mu;

/** Reads the text of a changeset. */
export function parseChangeset(file: string, text: string): Changeset {
  const [, head = "", body = ""] =
    /^(?<![\s\S])---\r?\n([\s\S]*?)^---\s*$([\s\S]*)/mu.exec(text) ?? [];
  const [, impact] = /^Impact:[^\S\n]*(\S.*)$/mu.exec(body) ?? [];
  const wordings = [...body.matchAll(/^Wording:[^\S\n]*(\S+)[^\S\n]*$/gmu)].map(
    ([, place]) => place ?? "",
  );
  return { file, step: stepIn(head), wordings, ...(impact === undefined ? {} : { impact }) };
}

function stepIn(head: string): Step | "none" {
  const [, named] = standard.exec(head) ?? [];
  return steps.find((step) => step === named) ?? "none";
}

/**
 * The changes with those lowered that their authors declare to be wording: a code whose words change
 * and whose meaning does not. Nothing else can be lowered.
 */
export function withDeclaredWording(
  changes: readonly Change[],
  changesets: readonly Changeset[],
): readonly Change[] {
  const declared = new Set(changesets.flatMap(({ wordings }) => wordings));
  const { number, step, kind } = changeRules["wording-changed"];
  return changes.map((each) => {
    if (!isAboutWords(each) || !declared.has(each.pointer)) return each;
    const text = `The words of ${each.pointer} change; its author declares that they mean the same.`;
    return { rule: "wording-changed", number, step, kind, pointer: each.pointer, text };
  });
}

/** Whether a machine cannot tell better words from another meaning; a dimension's codes are no words. */
export function isAboutWords({ rule, pointer }: Change): boolean {
  return rule === "code-meaning-changed" && /^codeLists\/[^/]+\/codes\//u.test(pointer);
}
