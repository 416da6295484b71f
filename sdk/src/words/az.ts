import { azerbaijani } from "../finding-text/az.ts";
import { ruleWords } from "../generated/rule-words/az.ts";
import type { Words } from "../validate/one-record.ts";

/** What findings say in Azerbaijani. */
export const words: Words = { findings: azerbaijani, rules: ruleWords };
