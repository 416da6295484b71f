import {
  diffOutcomes,
  kindResults,
  type KindResult,
  type Registry,
  type Suite,
} from "@edufed/schemas";
import { canonicalOutcomes } from "./canonical.ts";
import { entityOutcomes } from "./entities.ts";
import { metricOutcomes } from "./metrics.ts";
import { cellKeyOutcomes } from "./protection-cell-key.ts";
import { privacyOutcomes } from "./protection-privacy.ts";
import { roundingOutcomes } from "./protection-rounding.ts";
import { protectionOutcomes } from "./protection.ts";
import { pseudonymOutcomes } from "./pseudonyms.ts";
import { ruleOutcomes } from "./rules.ts";
import { signatureOutcomes } from "./signatures.ts";
import type { Outcome, Tools, Vectors } from "./vectors.ts";

/** What a run works with. */
export interface ConformanceRun {
  readonly suite: Suite;
  readonly vectors: Vectors;
  readonly registry: Registry;
  readonly tools: Tools;
  /** The kinds to run; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Told before the cases of a kind are run. */
  readonly starting?: (kind: string, cases: number) => void;
}

/** What came out: the results of every kind, and what was found where a case failed. */
export interface ConformanceResult {
  readonly kinds: readonly KindResult[];
  readonly failures: readonly Outcome[];
}

type Runner = (run: ConformanceRun) => Promise<readonly Outcome[]>;

const runners: Readonly<Record<string, Runner>> = {
  canonical: ({ vectors }) => canonicalOutcomes(vectors),
  diff: async ({ vectors }) => diffOutcomes(vectors),
  entities: ({ vectors, registry, tools }) => entityOutcomes(vectors, registry, tools),
  metrics: ({ vectors, registry, tools }) => metricOutcomes(vectors, registry, tools),
  protection: ({ vectors }) => protectionOutcomes(vectors),
  "protection-cell-key": ({ vectors }) => cellKeyOutcomes(vectors),
  "protection-privacy": ({ vectors }) => privacyOutcomes(vectors),
  "protection-rounding": ({ vectors }) => roundingOutcomes(vectors),
  pseudonyms: ({ vectors, tools }) => pseudonymOutcomes(vectors, tools),
  rules: ({ vectors, registry, tools }) => ruleOutcomes(vectors, registry, tools),
  signatures: ({ vectors }) => signatureOutcomes(vectors),
};

const noRunner = "This program has nothing that runs cases of this kind.";
const notAsked = "The run was asked for other kinds only.";

/** Runs this implementation over every case of the suite, one kind after the other. */
export async function runConformance(run: ConformanceRun): Promise<ConformanceResult> {
  const outcomes: Outcome[] = [];
  const skipped: { readonly scope: string; readonly reason: string }[] = [];
  for (const [kind, { cases }] of Object.entries(run.suite.kinds)) {
    const runner = runners[kind];
    if (runner === undefined || run.only?.has(kind) === false) {
      skipped.push({ scope: kind, reason: runner === undefined ? noRunner : notAsked });
      continue;
    }
    run.starting?.(kind, cases);
    outcomes.push(...(await runner(run)));
  }
  return {
    kinds: kindResults(run.suite, outcomes, skipped),
    failures: outcomes.filter(({ passed }) => !passed),
  };
}
