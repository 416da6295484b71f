import { finnish } from "../finding-text/fi.ts";
import { ruleWords } from "../generated/rule-words/fi.ts";
import type { Words } from "../validate/one-record.ts";

/** What findings say in Finnish. */
export const words: Words = { findings: finnish, rules: ruleWords };
