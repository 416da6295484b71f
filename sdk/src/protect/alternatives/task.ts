/** What takes long when an officer asks about a draft, each apart, so that it can run elsewhere and be given up. */
import type { CellTable } from "../../cells.ts";
import type { ObservationTable, Policy } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import { strictest } from "../policy.ts";
import { protect, withhold } from "../protect.ts";
import { roundTable } from "../rounding/round-table.ts";
import type { LevelErrors } from "../rounding/round-table.ts";
import { lostIn } from "./lost.ts";
import type { Lost } from "./lost.ts";
import { narrowestOf } from "./narrowest.ts";
import type { Attack } from "./narrowest.ts";
import { refusalIn } from "./why.ts";

/** A table with what it is protected by and together with. */
export interface Protectable {
  readonly table: CellTable;
  readonly policy: Policy;
  readonly history: readonly ObservationTable[];
}

/** One thing to find out; plain data, so that it can be sent. */
export type Task =
  | {
      readonly kind: "attack";
      readonly draft: ObservationTable;
      readonly history: readonly ObservationTable[];
      /** Whether the true ends of all intervals are searched for. */
      readonly exact: boolean;
    }
  | (Protectable & { readonly kind: "least" | "protect" | "round" });

/** What was found out. */
export type Answer =
  | { readonly kind: "attack"; readonly attack: Attack }
  | { readonly kind: "least"; readonly least: number | null }
  | { readonly kind: "protect"; readonly lost: Lost }
  | {
      readonly kind: "round";
      readonly base: number;
      readonly errors: readonly LevelErrors[];
      /** Why it cannot be had safely, with what to do; null when it can. */
      readonly refusal: string | null;
    }
  /** It cannot be had safely; why, in a sentence. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It was given up. */
  | { readonly kind: "late" };

/** Finds out one thing, here or elsewhere. The task is made when its turn comes: tables are large. */
export type Run = (make: () => Task) => Promise<Answer>;

/** Finds out one thing, however long it takes. */
export async function perform(task: Task): Promise<Answer> {
  try {
    return await answer(task);
  } catch (error) {
    return { kind: "refused", reason: refusalIn(error) };
  }
}

async function answer(task: Task): Promise<Answer> {
  switch (task.kind) {
    case "attack": {
      const { draft, history, exact } = task;
      const isChanged = draft.report.altered !== undefined;
      const result = await audit([draft, ...history], draft.report.policy, { exact });
      return { kind: "attack", attack: narrowestOf(result, { exact, isChanged }) };
    }
    case "least": {
      const { loss } = await withhold(task.table, task.policy, task.history, { bound: true });
      return { kind: "least", least: loss.complementaryMin };
    }
    case "protect": {
      const { observations } = await protect(task.table, task.policy, task.history);
      return { kind: "protect", lost: lostIn(task.table, observations) };
    }
    case "round":
      return rounded(task);
  }
}

/** How far figures are off when they are rounded, and whether that is safe by the rules of that method. */
async function rounded({ table, policy, history }: Protectable): Promise<Answer> {
  const base = strictest(policy, table.description).contributorsMin;
  const { errors } = roundTable(table, { rule: "nearest", base });
  const own = { kind: "round", base, errors } as const;
  try {
    await protect(table, { ...policy, method: { kind: "round", base } }, history);
    return { ...own, refusal: null };
  } catch (error) {
    return { ...own, refusal: refusalIn(error, "with what to do") };
  }
}
