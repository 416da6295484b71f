import type { FindingCode } from "./finding.ts";

/** What a code means in general, for the page about it. */
export interface FindingMeaning {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** The general meaning of a finding code; undefined for a text that is not a code. */
export function meaningOf(code: string): FindingMeaning | undefined {
  return new Map<string, FindingMeaning>(Object.entries(meanings)).get(code);
}

const meanings: Readonly<Record<FindingCode, FindingMeaning>> = {
  "unknown-entity": {
    title: "A file is not named after an entity.",
    why: "The name of a file says what its records are; a file that is passed over could be missed.",
    fix: "Rename it after its entity, or move it elsewhere.",
  },
  "unknown-column": {
    title: "A column is not a property of the entity.",
    why: "Nothing is read that the standard does not know: it could be anything, and nobody has said how private it is.",
    fix: "Rename the column to the property that it holds, or delete it.",
  },
  "missing-column": {
    title: "A column is missing that every record needs.",
    why: "Without it no record can be used.",
    fix: "Add the column.",
  },
  "empty-file": {
    title: "A file has no records.",
    why: "An empty export usually means that the export failed.",
    fix: "Export it again, or leave it out.",
  },
  missing: {
    title: "A value is missing that every record needs.",
    why: "Missing is never read as zero, no or unknown.",
    fix: "Fill it in, or leave the record out.",
  },
  "wrong-type": {
    title: "A value is not of its type.",
    why: "It is not guessed what was meant: 3.7 is not rounded to 4, and t is not read as true.",
    fix: "Write the value as the property's description says.",
  },
  "unknown-code": {
    title: "A value is not a code of its list.",
    why: "Figures of several members can be compared only when a code means the same everywhere.",
    fix: "Use a code of the list; map local codes on import.",
  },
  "out-of-range": {
    title: "A number is outside its limits.",
    why: "It is not possible, or so unlikely that it is a mistake.",
    fix: "Check the value in the source system.",
  },
  "wrong-format": {
    title: "A text is not written as it should be.",
    why: "Only one way of writing can be read without guessing.",
    fix: "Write days as YYYY-MM-DD, and other texts as the property's description says.",
  },
  "wrong-length": {
    title: "A text is too short or too long.",
    why: "Keys and names have a length that every system can keep; longer texts are often in the wrong column.",
    fix: "Check that the text is in the right column.",
  },
  "wrong-items": {
    title: "A list has too few or too many items, or one of them twice.",
    why: "Lists are counted; an item named twice would count twice.",
    fix: "Name each item once; leave the property absent when there is nothing to list.",
  },
  "unknown-property": {
    title: "A record has a property that its entity has not.",
    why: "Nothing is read that the standard does not know: it could be anything, and nobody has said how private it is.",
    fix: "Rename it to the property that it holds, or leave it out.",
  },
  rule: {
    title: "Properties of a record, or records that belong together, contradict each other.",
    why: "Each declared rule says why in its own words.",
    fix: "Correct the record in the source system.",
  },
  "duplicate-key": {
    title: "Several records name the same thing.",
    why: "It would be counted more than once.",
    fix: "Keep one record of each.",
  },
  "unknown-reference": {
    title: "A record points to one that is not there, or that could not be looked up.",
    why: "What belongs together is found by these references; records without it are left out of breakdowns.",
    fix: "Add the records that are pointed to.",
  },
  unchecked: {
    title:
      "A rule could not be checked, because an entity that it looks at is not in the data set.",
    why: "What was not looked at must not pass for sound.",
    fix: "Add the records of the entity to check it.",
  },
  "ambiguous-date": {
    title: "A day is written with slashes, so that day and month could be exchanged.",
    why: "1/9/2025 is in January or in September; guessing moves children between months.",
    fix: "Export days as YYYY-MM-DD, or say the order with --date-order.",
  },
  "unmapped-code": {
    title: "The source uses a code that the crosswalk does not map.",
    why: "What a code means is decided by people and never guessed.",
    fix: "Add the code to the crosswalk.",
  },
  "unmapped-column": {
    title: "The source has a column that the crosswalk does not name.",
    why: "A column that nobody has decided about could hold anything.",
    fix: "Map it in the crosswalk, or name it there as left out, with the reason.",
  },
  superseded: {
    title: "A later batch replaces the record.",
    why: "Deltas carry the newest state of a row.",
    fix: "Nothing to do.",
  },
};
