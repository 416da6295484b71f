import type { MeaningTable } from "./table.ts";

const notValid = "The records are not valid until it is mended.";
const rejected = "The row is rejected and counted.";
const nothingUnknown =
  "Nothing is read that the standard does not know: it could be anything, and nobody has said how private it is.";

/** What codes mean in English, which every other language translates. */
export const english: MeaningTable = {
  "unknown-entity": {
    title: "A file is not named after an entity.",
    why: "The name of a file says what its records are; a file that is passed over could be missed.",
    fix: "Rename it after its entity, or move it elsewhere.",
    effect: "The file is not read. A file that was named on its own ends the command.",
  },
  "unread-file": {
    title: "A file is named after an entity and is in no format that is read.",
    why: "A spreadsheet that is passed over could be missed.",
    fix: "Export it as CSV, NDJSON, JSON or Parquet, or move it elsewhere.",
    effect: "The file is not read. A file that was named on its own ends the command.",
  },
  "unknown-column": {
    title: "A column is not a property of the entity.",
    why: nothingUnknown,
    fix: "Rename the column to the property that it holds, or delete it.",
    effect: notValid,
  },
  "missing-column": {
    title: "A column is missing that every record needs.",
    why: "Without it no record can be used.",
    fix: "Add the column.",
    effect: notValid,
  },
  "empty-file": {
    title: "A file has no records.",
    why: "An empty export usually means that the export failed.",
    fix: "Export it again, or leave it out.",
    effect: "The file is read and adds nothing.",
  },
  "malformed-row": {
    title: "A row of a file is not a record.",
    why: "A row that cannot be taken apart is not left out in silence, and its values are not shifted into other columns.",
    fix: "Mend the row in the file, or export the file again.",
    effect: `The row is counted and named; the other rows are checked. ${notValid}`,
  },
  missing: {
    title: "A value is missing that every record needs.",
    why: "Missing is never read as zero, no or unknown.",
    fix: "Fill it in, or leave the record out.",
    effect: notValid,
  },
  "wrong-type": {
    title: "A value is not of its type.",
    why: "It is not guessed what was meant: 3.7 is not rounded to 4, and t is not read as true.",
    fix: "Write the value as the property's description says.",
    effect: notValid,
  },
  "unknown-code": {
    title: "A value is not a code of its list.",
    why: "Figures of several members can be compared only when a code means the same everywhere.",
    fix: "Use a code of the list; map local codes on import.",
    effect: notValid,
  },
  "out-of-range": {
    title: "A number is outside its limits.",
    why: "It is not possible, or so unlikely that it is a mistake.",
    fix: "Check the value in the source system.",
    effect: notValid,
  },
  "wrong-format": {
    title: "A text is not written as it should be.",
    why: "Only one way of writing can be read without guessing.",
    fix: "Write days as YYYY-MM-DD, and other texts as the property's description says.",
    effect: notValid,
  },
  "wrong-length": {
    title: "A text is too short or too long.",
    why: "Keys and names have a length that every system can keep; longer texts are often in the wrong column.",
    fix: "Check that the text is in the right column.",
    effect: notValid,
  },
  "wrong-items": {
    title: "A list has too few or too many items, or one of them twice.",
    why: "Lists are counted; an item named twice would count twice.",
    fix: "Name each item once; leave the property absent when there is nothing to list.",
    effect: notValid,
  },
  "unknown-property": {
    title: "A record has a property that its entity has not.",
    why: nothingUnknown,
    fix: "Rename it to the property that it holds, or leave it out.",
    effect: notValid,
  },
  rule: {
    title: "Properties of a record, or records that belong together, contradict each other.",
    why: "Each declared rule says why in its own words.",
    fix: "Correct the record in the source system.",
    effect: "As grave as the rule says; the page of each entity lists its rules.",
  },
  "duplicate-key": {
    title: "Several records name the same thing.",
    why: "It would be counted more than once.",
    fix: "Keep one record of each.",
    effect: notValid,
  },
  "unknown-reference": {
    title: "A record points to one that is not there, or that could not be looked up.",
    why: "What belongs together is found by these references; records without it are left out of breakdowns.",
    fix: "Add the records that are pointed to.",
    effect:
      "The record stays, and is left out of what the reference leads to. It is only a note when the data set has none of the records pointed to, so that nothing could be looked up.",
  },
  unchecked: {
    title:
      "A rule could not be checked, because an entity that it looks at is not in the data set.",
    why: "What was not looked at must not pass for sound.",
    fix: "Add the records of the entity to check it.",
    effect: "The records stay; nothing is said about the rule.",
  },
  "ambiguous-date": {
    title: "A day is written with slashes, so that day and month could be exchanged.",
    why: "1/9/2025 is in January or in September; guessing moves children between months.",
    fix: "Export days as YYYY-MM-DD, or say the order with --date-order.",
    effect: rejected,
  },
  "unmapped-code": {
    title: "The source uses a code that the crosswalk does not map.",
    why: "What a code means is decided by people and never guessed.",
    fix: "Add the code to the crosswalk.",
    effect: rejected,
  },
  "unmapped-column": {
    title: "The source has a column that the crosswalk does not name.",
    why: "A column that nobody has decided about could hold anything.",
    fix: "Map it in the crosswalk, or name it there as left out, with the reason.",
    effect: "The column is left out and named in the report.",
  },
  superseded: {
    title: "A later batch replaces the record.",
    why: "Deltas carry the newest state of a row.",
    fix: "Nothing to do.",
    effect: "The older row is left out and counted.",
  },
};
