import type { QualityWords } from "./quality-shape.ts";
import { counter } from "./shape.ts";

const records = counter("en", "record", "records");
const checks = counter("en", "check", "checks");
const entities = counter("en", "entity", "entities");

export const qualityInEnglish: QualityWords = {
  accepted: (count) =>
    `Accepted with ${counter("en", "known deviation", "known deviations")(count)}`,
  meaning: {
    valid: "Every record keeps the standard. The data can be used.",
    accepted:
      "The data are not valid. Every error is within a threshold that the member has given a reason for.",
    "not-valid": "Some records do not keep the standard. Mend them before the data are used.",
  },
  checked: "Checked",
  member: "Member",
  standard: "Standard",
  contents: "Contents",
  next: "What comes next",
  purposes: {
    pseudonymise: "Leave out who is who",
    compute: "Compute a metric",
    fix: "Apply the safe corrections",
    explain: "Read about the most frequent error",
    again: "Check again, and compare with this report",
  },
  figures: "Key figures",
  ofApplicable: (count) => `of ${count.toLocaleString("en")} that apply`,
  inEntities: (count) => `in ${entities(count)}`,
  statuses: {
    passed: "passed",
    failed: "failed",
    warned: "warning",
    "not-applicable": "not applicable",
  },
  reasons: {
    "no-records": "no records",
    "no-entity": "needs an entity that is not given",
    "no-column": "no column",
    "no-values": "no record that it applies to",
  },
  areasTitle: "Checks by area",
  areas: {
    structure: "Structure",
    values: "Codes and values",
    keys: "Keys",
    references: "References",
    rules: "Rules within and between records",
    privacy: "Nothing beyond the standard (privacy)",
  },
  area: "Area",
  status: "Result",
  applies: "Applies to",
  found: "Found in",
  notGiven: (of, made) =>
    `${entities(of)} of the standard ${of === 1 ? "is" : "are"} not part of these data; ${checks(made)} were therefore not made.`,
  severities: { error: "Error", warning: "Warning", info: "Note" },
  why: "Why.",
  rule: "Rule",
  asks: "What is asked.",
  ofRecords: (count, all) => `${count} of ${all} records`,
  acceptedTitle: "Thresholds",
  acceptedBecause: "Accepted, because:",
  atMost: (count) => `at most ${records(count)}`,
  beyond: (count, max) =>
    `${records(count)}, more than the threshold of ${max.toLocaleString("en")}`,
  until: "until",
  since: "Since the previous report",
  sinceNone:
    "There is no earlier report to compare with. Name one with --previous to see what is new and what is solved.",
  sinceWhen: (when) => `Compared with the report of ${when}.`,
  sinceOther:
    "The report given as the previous one is about another member or has no entity in common with these data. Nothing was compared.",
  sinceVersion: (version) =>
    `It was written by EduFed ${version}; checks may have changed since then.`,
  dataSame: "The files are the same, byte for byte.",
  dataChanged: ({ same, changed, added, removed }) =>
    `Files: ${changed} changed, ${added} new, ${removed} gone, ${same} the same.`,
  changes: {
    new: "new",
    solved: "solved",
    "there-still": "still there",
    "not-checked": "no longer checked",
  },
  before: "Before",
  now: "Now",
  trend: "Earlier reports",
  noChanges: "No finding then, and none now.",
  coverage: "Coverage",
  coverageSays: (start) =>
    `How many records there are of each school year. A school year begins on ${start}. A record is placed by the property named beside its entity: the school year that it states, or the day that it has. An empty cell means that nothing was collected; it is never zero events.`,
  domains: {
    organisation: "Organisation",
    students: "Students",
    staff: "Staff",
    activity: "Activity",
    assessment: "Assessment",
    wellbeing: "Well-being and support",
  },
  cells: {
    collected: "collected",
    partly: "some properties empty",
    none: "not collected",
    elsewhere: "Other or no year",
    timeless: "belongs to no school year",
    absent: "not given",
  },
  placedBy: "placed by",
  schoolYear: "School year",
  emptyHere: "Empty in a school year, and not in others",
  completeness: "Completeness and distributions",
  completenessSays:
    "How many records have each property, and how they are spread over codes and bands.",
  property: "Property",
  hasValue: "Records that have it",
  required: "required",
  optional: "optional",
  noColumn: "no column",
  noColumns: (count) => `${counter("en", "property", "properties")(count)} without a column`,
  shares: "Distribution",
  fewerThan: (below) => `fewer than ${below}`,
  about: (count) => `about ${count}`,
  withheld: "not shown",
  unusedCodes: (count) => `${counter("en", "code", "codes")(count)} on no record`,
  below: (bound) => `below ${bound}`,
  orMore: (bound) => `${bound} or more`,
  fromTo: (from, below) => `${from} to below ${below}`,
  truth: { true: "yes", false: "no" },
  files: "Files",
  file: "File",
  size: "Size",
  notes: "How to read this report",
  explanations: [
    "No value of a record is part of this report. Findings are counted exactly, since each must be mended.",
    "A group of fewer than 10 records, or 20 of what is sensitive, is not counted. Where it could be worked out from the total, the largest group beside it is rounded too. Properties that name a person, free text and sensitive properties have no distribution; numbers are shown in broad bands.",
    "A check that is not applicable has neither passed nor failed: there was nothing that it could be about.",
    "A threshold accepts a known deviation, with the reason that the member recorded. It does not make data valid: commands that need valid data refuse them.",
    "This page is complete in itself: it loads nothing and runs no program. The same facts are inside it as JSON; `edufed validate --previous` reads them.",
  ],
  signedBy: "Checked by",
  date: "Date and signature",
};
