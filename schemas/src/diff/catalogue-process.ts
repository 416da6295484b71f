/** A rule about how a change is made. */
export interface ProcessRule {
  readonly number: number;
  readonly title: string;
  readonly why: string;
}

/** Names of the rules in this file. */
export type ProcessRuleId =
  | "version-too-low"
  | "deprecation-incomplete"
  | "removed-without-deprecation"
  | "migration-missing"
  | "vector-missing"
  | "release-note-missing";

/** Rules 55 to 60: what must be there before a change is released. */
export const processRules: Readonly<Record<ProcessRuleId, ProcessRule>> = {
  "version-too-low": {
    number: 55,
    title: "The version moves forward, and by no less than the computed step",
    why: "Whoever reads a version number decides by it whether to look closer.",
  },
  "deprecation-incomplete": {
    number: 56,
    title:
      "A deprecation says since when, why, what to use instead and the earliest major version without it",
    why: "Without these nobody can plan.",
  },
  "removed-without-deprecation": {
    number: 57,
    title:
      "Something is removed only in a major version, after having been deprecated for at least a minor one",
    why: "Everyone gets a version in which both ways work.",
  },
  "migration-missing": {
    number: 58,
    title: "Every major change has a migration up and down, with what it loses",
    why: "A member with years of records must not be left behind.",
  },
  "vector-missing": {
    number: 59,
    title: "Every new or changed constraint has an example that passes and one that fails",
    why: "Without them two implementations will differ.",
  },
  "release-note-missing": {
    number: 60,
    title: "Every change has a changeset, and one that is more than wording says whom it concerns",
    why: "People decide by it whether they must act.",
  },
};
