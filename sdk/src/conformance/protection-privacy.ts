import { accountsOf, type LedgerHead } from "../protect/privacy/budget.ts";
import { readLedger } from "../protect/privacy/budget-text.ts";
import { exactText, fractionOf, textDown } from "../protect/privacy/decimal-fraction.ts";
import {
  errorOf,
  errorOfTwo,
  gaussianDistribution,
  laplaceDistribution,
} from "../protect/privacy/distribution.ts";
import { one } from "../protect/privacy/enclosure.ts";
import { type NoiseOptions, planNoise } from "../protect/privacy/noise-plan.ts";
import { errorStatement } from "../protect/privacy/noise-statement.ts";
import { epsilonOf } from "../protect/privacy/zcdp.ts";
import { casesIn, type Case } from "./protection-table.ts";
import { compared } from "./vectors.ts";
import type { Outcome, Vectors } from "./vectors.ts";

const kind = "protection-privacy";

/** Exact probabilities and errors of noise, what a ρ means, how a plan splits it, which ledgers are trusted. */
export async function privacyOutcomes(vectors: Vectors): Promise<readonly Outcome[]> {
  const probabilities: readonly Case<ProbabilityCase>[] = casesIn(vectors, kind, "probabilities");
  const epsilons: readonly Case<EpsilonCase>[] = casesIn(vectors, kind, "epsilon");
  const plans: readonly Case<PlanCase>[] = casesIn(vectors, kind, "noise-plan");
  const ledgers: readonly Case<LedgerCase>[] = casesIn(vectors, kind, "ledger");
  return Promise.all([
    ...probabilities.map(([id, own]) => compared(id, own.expected, () => probabilityFound(own))),
    ...epsilons.map(([id, own]) => compared(id, own.expected, () => epsilonFound(own))),
    ...plans.map(([id, own]) => compared(id, own.expected, () => planFound(own))),
    ...ledgers.map(([id, own]) => compared(id, own.expected, () => ledgerFound(own))),
  ]);
}

interface Expecting {
  readonly expected: unknown;
}

interface ProbabilityCase extends Expecting {
  readonly mechanism: NoiseOptions["mechanism"]["kind"];
  readonly parameter: string;
  readonly expected: { readonly probabilities: readonly string[] };
}

interface EpsilonCase extends Expecting {
  readonly rho: string;
  readonly delta: string;
}

interface PlanCase extends Expecting {
  readonly table: Parameters<typeof planNoise>[0];
  readonly options: NoiseOptions;
}

interface LedgerCase extends Expecting {
  readonly lines: readonly string[];
  readonly known: readonly LedgerHead[];
}

function probabilityFound({ mechanism, parameter, expected }: ProbabilityCase): unknown {
  const [num = "", den = "1"] = parameter.split("/");
  const value = { num: BigInt(num), den: BigInt(den) };
  const own = mechanism === "gaussian" ? gaussianDistribution(value) : laplaceDistribution(value);
  const probabilities = expected.probabilities.map((_, k) =>
    textDown({ num: own.probabilities[k]?.low ?? 0n, den: one }, 30),
  );
  return {
    probabilities,
    error: errorStatement(errorOf(own)),
    errorOfTwo: errorStatement(errorOfTwo(own)),
  };
}

function epsilonFound({ rho, delta }: EpsilonCase): unknown {
  const { standard, tight } = epsilonOf(fractionOf(rho), delta);
  return { standard, tight };
}

function planFound({ table, options }: PlanCase): unknown {
  const plan = planNoise(table, options);
  const margins = plan.margins.map(({ name, cost, numbers }) => ({
    name,
    cost: exactText(cost),
    parameters: numbers.map(({ number, parameter }) => ({
      number,
      parameter: exactText(parameter),
    })),
  }));
  return { margins, charges: plan.charges };
}

/** What the accounts have; null where the ledger is not trusted. */
async function ledgerFound({ lines, known }: LedgerCase): Promise<unknown> {
  const text = lines.map((line) => `${line}\n`).join("");
  const ledger = await readLedger(text, known).catch(() => null);
  if (ledger === null) return null;
  return accountsOf(ledger).map(({ population, schoolYear, spent, left }) => ({
    population,
    schoolYear,
    spent,
    left,
  }));
}
