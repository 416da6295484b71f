import { existsSync } from "node:fs";
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { RefusedError } from "../errors.ts";
import type { Bill, Pay } from "../protect/methods/noise.ts";
import {
  accountsOf,
  newLedger,
  openAccount,
  spend,
  type BudgetLedger,
  type BudgetRefusal,
  type LedgerHead,
  type Spent,
} from "../protect/privacy/budget.ts";
import { ledgerText, readLedger } from "../protect/privacy/budget-text.ts";
import type { ObservationTable } from "../publication.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";

/** The ledger of a member's privacy budget, in the workspace's folder. */
export const budgetFile = "budget.jsonl";

type Place = Pick<Workspace, "folder" | "config">;

/** The budget of a workspace; null where nothing was ever spent. */
export async function budgetIn(
  workspace: Place,
  history: readonly ObservationTable[],
): Promise<BudgetLedger | null> {
  const file = join(workspace.folder, budgetFile);
  const known = headsOf(history);
  if (existsSync(file)) return readLedger(await readFile(file, "utf8"), known);
  if (known.length === 0) return null;
  throw new RefusedError(
    `${budgetFile} is gone, and publications say that it was there.`,
    "Bring back the newest copy of the file; without it nobody can say what is left.",
  );
}

/**
 * Pays for noise out of the ledger of a workspace. The ledger is on disk before noise is drawn: what
 * was spent stays spent, whatever becomes of the table.
 */
export function payIn(workspace: Place, history: readonly ObservationTable[]): Pay {
  return (bill) =>
    alone(workspace, async () => {
      const before =
        (await budgetIn(workspace, history)) ?? (await newLedger(workspace.config.member));
      const opened = await withAccounts(before, bill);
      const result = await spend(opened, bill);
      if (!result.ok) throw refusedBy(result.refusals);
      requireLimit(result.ledger, bill);
      await writeWhole(join(workspace.folder, budgetFile), ledgerText(result.ledger));
      return result.spent;
    });
}

/** How far publications say that the ledger had come. */
function headsOf(history: readonly ObservationTable[]): readonly LedgerHead[] {
  return history.flatMap(({ report }) =>
    report.altered?.budget === undefined ? [] : [report.altered.budget],
  );
}

/** An account for everybody on the bill, opened with all that the policy allows. */
async function withAccounts(ledger: BudgetLedger, bill: Bill): Promise<BudgetLedger> {
  let opened = ledger;
  for (const { population, schoolYear } of bill.charges) {
    const isThere = accountsOf(opened).some(
      (account) => account.population === population && account.schoolYear === schoolYear,
    );
    if (isThere) continue;
    const { rhoMax, delta } = bill;
    opened = await openAccount(opened, { population, schoolYear, rhoMax, delta });
  }
  return opened;
}

/** A policy that was made stricter after an account was opened holds for what is left of it. */
function requireLimit(ledger: BudgetLedger, { charges, rhoMax }: Bill): void {
  for (const { population, schoolYear, rho } of charges) {
    const account = accountsOf(ledger).find(
      (own) => own.population === population && own.schoolYear === schoolYear,
    );
    if (account === undefined || Number(account.spent) <= Number(rhoMax)) continue;
    throw refusedBy([
      { code: "budget-spent", population, schoolYear, asked: rho, left: "0", rhoMax },
    ]);
  }
}

function refusedBy(refusals: readonly BudgetRefusal[]): RefusedError {
  const why = refusals.map((refusal) => {
    const of = `${refusal.population} ${refusal.schoolYear}`;
    switch (refusal.code) {
      case "no-account":
        return `there is no budget for ${of}`;
      case "not-a-cost":
        return `${refusal.asked} is no cost for ${of}`;
      case "budget-spent":
        return `the budget of ${of} is spent: ρ = ${refusal.left} of ${refusal.rhoMax} is left, and the table costs ${refusal.asked}`;
    }
  });
  return new RefusedError(
    `The noise cannot be paid for: ${why.join("; ")}.`,
    "Publish nothing more with noise about these people in this school year, or spend less on a table (method.rho). `edufed budget` shows what is left.",
  );
}

/** Only one command at a time spends: of two that read the same ledger, one would be forgotten. */
async function alone(workspace: Place, work: () => Promise<Spent>): Promise<Spent> {
  const file = join(workspace.folder, `${budgetFile}.lock`);
  const lock = await open(file, "wx").catch((cause: unknown) => {
    throw new RefusedError(
      `Another command is spending from ${budgetFile}.`,
      `Run this again when it has ended. If none is running, remove ${budgetFile}.lock.`,
      { cause },
    );
  });
  try {
    return await work();
  } finally {
    await lock.close();
    await rm(file, { force: true });
  }
}
