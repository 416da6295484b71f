import type { ChangeRule } from "./change-rule.ts";

/** Names of the rules in this file. */
export type MinorRuleId =
  | "optional-field-added"
  | "entity-added"
  | "open-code-added"
  | "limit-loosened"
  | "closed-list-extended"
  | "deprecated"
  | "metric-added"
  | "check-added"
  | "language-added"
  | "default-added"
  | "term-bound"
  | "protection-tightened"
  | "projection-added"
  | "wording-changed"
  | "example-changed"
  | "list-refreshed"
  | "link-changed"
  | "metadata-changed";

/** Rules 37 to 54: more than before, or the same in better words. */
export const minorRules: Readonly<Record<MinorRuleId, ChangeRule>> = {
  "optional-field-added": {
    number: 37,
    step: "minor",
    kind: "additive",
    title: "An optional property is added",
    why: "Every old record is still valid; readers ignore what they do not know.",
  },
  "entity-added": {
    number: 38,
    step: "minor",
    kind: "additive",
    title: "An entity, code list or dimension is added",
    why: "Nothing that exists changes.",
  },
  "open-code-added": {
    number: 39,
    step: "minor",
    kind: "additive",
    title: "A code is added to an open list",
    why: "Members and readers know that the list grows.",
  },
  "limit-loosened": {
    number: 40,
    step: "minor",
    kind: "additive",
    title: "A limit is loosened or taken away",
    why: "Every old record is still valid. Where publications are concerned, older readers would refuse what is new, so there it is major.",
  },
  "closed-list-extended": {
    number: 41,
    step: "minor",
    kind: "additive",
    title: "A code is added to a closed list or an enumeration",
    why: "Readers of a closed list may rely on having seen all of it: minor only where unknownCodes is “keep”, else major.",
  },
  deprecated: {
    number: 42,
    step: "minor",
    kind: "additive",
    title: "Something is deprecated",
    why: "It still works; everyone is told to prepare.",
  },
  "metric-added": {
    number: 43,
    step: "minor",
    kind: "additive",
    title: "A metric is added",
    why: "Nothing that exists changes.",
  },
  "check-added": {
    number: 44,
    step: "minor",
    kind: "additive",
    title: "A rule is added that only warns",
    why: "No data fails that passed before.",
  },
  "language-added": {
    number: 45,
    step: "minor",
    kind: "additive",
    title: "A text is there in one more language",
    why: "Readers get more and lose nothing.",
  },
  "default-added": {
    number: 46,
    step: "minor",
    kind: "additive",
    title: "A default is added",
    why: "What was said is still said; what was absent now has a value.",
  },
  "term-bound": {
    number: 47,
    step: "minor",
    kind: "additive",
    title: "A term, alias or code of another standard is bound",
    why: "More can be exchanged, and nothing that could is changed.",
  },
  "protection-tightened": {
    number: 48,
    step: "minor",
    kind: "privacy",
    title: "A limit that protects persons is tightened",
    why: "Less becomes public. Series get gaps, and nobody is exposed.",
  },
  "projection-added": {
    number: 49,
    step: "minor",
    kind: "additive",
    title: "An exchange schema is added",
    why: "Nothing that is exchanged changes.",
  },
  "wording-changed": {
    number: 50,
    step: "patch",
    kind: "editorial",
    title: "A description or a translation is worded better",
    why: "What is meant stays.",
  },
  "example-changed": {
    number: 51,
    step: "patch",
    kind: "editorial",
    title: "Examples are added or changed",
    why: "They show and do not bind.",
  },
  "list-refreshed": {
    number: 52,
    step: "patch",
    kind: "editorial",
    title: "A list follows its source",
    why: "The source, and not this standard, says what the list holds, and everyone knows.",
  },
  "link-changed": {
    number: 53,
    step: "patch",
    kind: "editorial",
    title: "A link or a source is corrected",
    why: "The same is said, and found again.",
  },
  "metadata-changed": {
    number: 54,
    step: "patch",
    kind: "editorial",
    title: "Something changes that no record, figure or reader depends on",
    why: "It helps people to find their way.",
  },
};
