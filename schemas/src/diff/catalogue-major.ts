import type { ChangeRule } from "./change-rule.ts";

/** Names of the rules in this file. */
export type MajorRuleId =
  | "entity-removed"
  | "field-removed"
  | "field-renamed"
  | "optional-to-required"
  | "required-field-added"
  | "type-changed"
  | "type-narrowed"
  | "null-forbidden"
  | "code-removed"
  | "code-list-replaced"
  | "limit-tightened"
  | "format-tightened"
  | "cardinality-changed"
  | "key-changed"
  | "object-closed"
  | "branch-removed"
  | "default-changed"
  | "field-moved"
  | "identifier-reused"
  | "name-reused"
  | "unit-changed"
  | "time-changed"
  | "pseudonym-changed"
  | "privacy-lowered"
  | "formal-hash-changed"
  | "population-changed"
  | "fraction-changed"
  | "window-changed"
  | "dimension-removed"
  | "dimension-added"
  | "aggregation-changed"
  | "code-meaning-changed"
  | "parent-changed"
  | "mapping-changed"
  | "protection-loosened"
  | "check-changed";

/** Rules 1 to 36: data, figures or protection are not what they were. */
export const majorRules: Readonly<Record<MajorRuleId, ChangeRule>> = {
  "entity-removed": major(1, "structural", {
    title: "An entity, metric, dimension, code list or exchange schema is removed",
    why: "Whoever has records of it, or reads it, is left with nothing.",
  }),
  "field-removed": major(2, "structural", {
    title: "A property is removed",
    why: "Objects are closed, so records that carry it become invalid, and readers miss it.",
  }),
  "field-renamed": major(3, "structural", {
    title: "A property is renamed",
    why: "A new name is a removal and an addition: old records are invalid, old readers find nothing.",
  }),
  "optional-to-required": major(4, "structural", {
    title: "An optional property becomes required without a default",
    why: "Records without it were valid and no longer are.",
  }),
  "required-field-added": major(5, "structural", {
    title: "A required property without a default is added",
    why: "No record written before has it.",
  }),
  "type-changed": major(6, "structural", {
    title: "The type of a value changes",
    why: "What was written as one type cannot be read as another.",
  }),
  "type-narrowed": major(7, "structural", {
    title: "A type is narrowed",
    why: "Some values that were allowed are not any more.",
  }),
  "null-forbidden": major(8, "structural", {
    title: "A value may no longer be null",
    why: "Records that say “known to be unknown” become invalid.",
  }),
  "code-removed": major(9, "structural", {
    title: "A code is removed from a list or an enumeration",
    why: "Records with the code become invalid.",
  }),
  "code-list-replaced": major(10, "structural", {
    title: "A property or dimension takes its codes from another list",
    why: "Codes of the old list mean nothing in the new one, or something else.",
  }),
  "limit-tightened": major(11, "structural", {
    title: "A limit on values is added or tightened",
    why: "Values that were allowed are not any more: minimum, maximum, length, count, pattern, step, uniqueness.",
  }),
  "format-tightened": major(12, "structural", {
    title: "A format is added or changed",
    why: "Texts that were allowed are not any more.",
  }),
  "cardinality-changed": major(13, "structural", {
    title: "One value becomes a list, or a list one value",
    why: "Neither can be read as the other.",
  }),
  "key-changed": major(14, "structural", {
    title: "A key or a reference changes, appears or disappears",
    why: "Records that were one become two or two become one, and joins lead elsewhere.",
  }),
  "object-closed": major(15, "structural", {
    title: "An open object is closed",
    why: "Properties that were let through make a record invalid.",
  }),
  "branch-removed": major(16, "structural", {
    title: "An alternative is removed or changed",
    why: "Values of that form become invalid.",
  }),
  "default-changed": major(17, "structural", {
    title: "A default changes or is taken away",
    why: "Whoever relied on it gets another result without having changed anything.",
  }),
  "field-moved": major(18, "structural", {
    title: "A property moves to another place",
    why: "Old records are invalid, old readers look in the old place.",
  }),
  "identifier-reused": major(19, "structural", {
    title: "An identifier now stands for something else",
    why: "Whoever keeps the identifier, and not the content, is misled.",
  }),
  "name-reused": major(20, "structural", {
    title: "The name of a property that was removed comes back with another meaning",
    why: "Old records with that name would be read as if they said the new thing.",
  }),
  "unit-changed": major(21, "structural", {
    title: "The unit or scale of a quantity changes",
    why: "The same number says something else.",
  }),
  "time-changed": major(22, "structural", {
    title: "Precision of a date, time zone, calendar or school year of a record changes",
    why: "The same record falls on another day or into another year.",
  }),
  "pseudonym-changed": major(23, "privacy", {
    title: "The pseudonym algorithm or the domain of its keys changes",
    why: "The same person gets another pseudonym: joins break, or begin to work where they must not.",
  }),
  "privacy-lowered": major(24, "privacy", {
    title: "A privacy class, its basis or its generalisation is lowered",
    why: "More would leave the member than those concerned were told.",
  }),
  "formal-hash-changed": major(25, "semantic", {
    title: "Another formal part of a metric changes",
    why: "The metric's identity is the hash of its formal part; figures before and after are two metrics.",
  }),
  "population-changed": major(26, "semantic", {
    title: "The population of a metric changes",
    why: "Other people are counted, so figures cannot stand side by side.",
  }),
  "fraction-changed": major(27, "semantic", {
    title: "Numerator or denominator of a metric changes",
    why: "The same people give another figure.",
  }),
  "window-changed": major(28, "semantic", {
    title: "The window or reference date of a metric or dimension changes",
    why: "Another time is described by the same period.",
  }),
  "dimension-removed": major(29, "semantic", {
    title:
      "A metric can no longer be cut by a dimension, or a dimension no longer be found in an entity",
    why: "Tables that were published cannot be continued.",
  }),
  "dimension-added": major(30, "semantic", {
    title: "A metric can be cut by one more dimension",
    why: "Readers who add up cells would count twice, and the differences between tables tell more.",
  }),
  "aggregation-changed": major(31, "semantic", {
    title: "How values are aggregated changes",
    why: "The same records give another figure: sum, count, last one, part of a table or not.",
  }),
  "code-meaning-changed": major(32, "semantic", {
    title: "The meaning of a code changes while the code stays",
    why: "Old and new records say different things with the same code. A machine cannot tell a better wording from another meaning, so the author declares it.",
  }),
  "parent-changed": major(33, "semantic", {
    title: "A code moves to another wider code",
    why: "Totals over the wider codes change.",
  }),
  "mapping-changed": major(34, "semantic", {
    title: "The relation of a code to a code of another list changes or is taken away",
    why: "Figures that were converted with it were converted wrongly, or cannot be any more.",
  }),
  "protection-loosened": major(35, "privacy", {
    title: "A limit that protects persons is loosened",
    why: "Cells become public that were withheld, and earlier tables may be worked out from them.",
  }),
  "check-changed": major(36, "semantic", {
    title: "A rule is added as an error, or what it checks changes",
    why: "Data that passed may fail, and failed may pass, without having changed.",
  }),
};

function major(
  number: number,
  kind: ChangeRule["kind"],
  words: Pick<ChangeRule, "title" | "why">,
): ChangeRule {
  return { number, step: "major", kind, ...words };
}
