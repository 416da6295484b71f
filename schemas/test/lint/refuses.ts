import { expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { sampleWith } from "../sample-registry.ts";

/** What is wrong, the pointer to what is changed, its new value, the pointer of the problem and its words. */
export type Case = readonly [string, string, unknown, string, RegExp];

/** One test per case: with one value of one file changed, the problem is found, in that file. */
export function refuses(file: string, cases: readonly Case[]): void {
  test.each(cases)("%s", (_, pointer, value, problemPointer, message) => {
    const problems = lint(sampleWith({ file, pointer, value }));
    const expected = { file, pointer: problemPointer, message: expect.stringMatching(message) };
    expect(problems).toContainEqual(expect.objectContaining(expected));
  });
}

/** The same text in every language. */
export function label(text: string): Record<string, string> {
  return { en: text, fi: text, sv: text, az: text };
}
