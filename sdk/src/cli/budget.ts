import { Command } from "commander";
import { accountsOf, type AccountState, type BudgetLedger } from "../protect/privacy/budget.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { budgetFile, budgetIn } from "./budget-file.ts";
import { examples } from "./help.ts";
import { chainIn } from "./ledger-file.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly json?: boolean;
}

/** What somebody may know of a budget; nothing in it is about a person. */
interface BudgetFacts {
  readonly file: string;
  readonly accounts: readonly AccountFacts[];
}

interface AccountFacts extends AccountState {
  /** What was paid for, oldest first. */
  readonly releases: readonly { readonly release: string; readonly rho: string }[];
}

export const make: MakeCommand = (shell) =>
  new Command("budget")
    .description(
      "Shows what noise has cost the people of each population in each school year, and what is left. What is spent stays spent, whether or not it was published.",
    )
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("budget", "budget --json"))
    .action(async (options: Options) => {
      const workspace = await openWorkspace(shell.cwd);
      const { history } = await chainIn(workspace, standard());
      const ledger = await budgetIn(workspace, history);
      const facts = { file: budgetFile, accounts: ledger === null ? [] : accountFacts(ledger) };
      if (options.json === true) shell.out(JSON.stringify(facts, null, 2));
      else tell(shell, facts);
    });

function accountFacts(ledger: BudgetLedger): readonly AccountFacts[] {
  return accountsOf(ledger).map((account) => ({
    ...account,
    releases: ledger.entries.flatMap((entry) =>
      entry.kind === "spend"
        ? entry.charges
            .filter(
              ({ population, schoolYear }) =>
                population === account.population && schoolYear === account.schoolYear,
            )
            .map(({ rho }) => ({ release: entry.release, rho }))
        : [],
    ),
  }));
}

function tell(shell: Shell, { accounts }: BudgetFacts): void {
  if (accounts.length === 0) {
    shell.out("Nothing was spent: no table of this member was given noise from a budget.");
    return;
  }
  for (const account of accounts) {
    const { population, schoolYear, spent, rhoMax, left, delta, epsilon, releases } = account;
    shell.out(`${population} ${schoolYear}: ρ = ${spent} of ${rhoMax} is spent, ${left} is left`);
    shell.out(`  as (ε, δ): ε = ${epsilon.tight} with δ = ${delta}`);
    for (const { release, rho } of releases) shell.out(`  ρ = ${rho}  ${release}`);
  }
}
