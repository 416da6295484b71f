import { processRules, type ProcessRuleId } from "../diff/catalogue-process.ts";

/** Something that must be there before changes are released, and is not. */
export interface ProcessFinding {
  readonly rule: ProcessRuleId;
  readonly number: number;
  /** The place in the release that it is about; empty where it is about all of it. */
  readonly pointer: string;
  /** What is missing and what to do, a sentence each. */
  readonly text: string;
}

/** A finding of one of the rules 55 to 60. */
export function processFinding(rule: ProcessRuleId, pointer: string, text: string): ProcessFinding {
  return { rule, number: processRules[rule].number, pointer, text };
}
