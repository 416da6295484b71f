/** The checks that anyone can make of a publication; their codes are stable and never re-used. */

export const checkTitles = {
  B01: "Every file is there and unaltered",
  B02: "Every document is well-formed, in canonical form and in Unicode NFC",
  B03: "The signatures are valid over exactly the signed bytes",
  B04: "One publisher and enough checkers signed, all different people",
  B05: "Every key was valid when it signed",
  B06: "The publication continues the member's chain",
  B07: "Schema and code lists are those of the release it names",
  B08: "The metric is the one its formal hash names",
  B09: "The data fit the structure",
  B10: "Every status is legal, and no withheld cell has a number",
  B11: "Figures add up and values follow from their numerators and denominators",
  B12: "Values are rounded as the metric says",
  B13: "The disclosure policy holds",
  B14: "The ethics decision is signed",
  B15: "The provenance can be resolved",
  B16: "A second run on synthetic data gives the same result",
} as const;

export type CheckCode = keyof typeof checkTitles;

/** One check and how it ended. */
export interface Check {
  readonly code: CheckCode;
  readonly title: string;
  readonly outcome: "passed" | "failed" | "not-checked";
  /** What was found, or why it was not looked at. */
  readonly message: string;
  /** What the member can do about a failure. */
  readonly remedy?: string;
}

function passedCheck(code: CheckCode, message: string): Check {
  return { code, title: checkTitles[code], outcome: "passed", message };
}

export function failedCheck(code: CheckCode, message: string, remedy: string): Check {
  return { code, title: checkTitles[code], outcome: "failed", message, remedy };
}

export function notChecked(code: CheckCode, message: string): Check {
  return { code, title: checkTitles[code], outcome: "not-checked", message };
}

/** Passed when nothing is wrong; else failed with the first problem and how many more there are. */
export function checkOf(
  code: CheckCode,
  words: { readonly fine: string; readonly remedy: string; readonly problems: readonly string[] },
): Check {
  const [first, ...more] = words.problems;
  if (first === undefined) return passedCheck(code, words.fine);
  const others = more.length === 0 ? "" : ` ${more.length} more like it.`;
  return failedCheck(code, `${first}${others}`, words.remedy);
}
