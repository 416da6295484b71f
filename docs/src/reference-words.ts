import type { Language } from "./languages.ts";
import { az } from "./reference-words/az.ts";
import { en } from "./reference-words/en.ts";
import { fi } from "./reference-words/fi.ts";
import type { ReferenceWords } from "./reference-words/shape.ts";
import { sv } from "./reference-words/sv.ts";

export type { ReferenceWords } from "./reference-words/shape.ts";

/** The words of the generated reference pages in every language. */
export const referenceWords: Readonly<Record<Language, ReferenceWords>> = { en, fi, sv, az };

/** A phrase with its `{name}` parts filled in. */
export function filled(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? ""));
}
