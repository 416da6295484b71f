import { swedish } from "../finding-text/sv.ts";
import { ruleWords } from "../generated/rule-words/sv.ts";
import type { Words } from "../validate/one-record.ts";

/** What findings say in Swedish. */
export const words: Words = { findings: swedish, rules: ruleWords };
