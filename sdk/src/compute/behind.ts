/** What protection wants to know about who is behind a cell, and how it is asked for. */
import type { Dimension, Registry } from "@edufed/schemas";
import type { CellRow } from "../cells.ts";
import { schoolColumn } from "../engine/behind-sql.ts";
import type { Expression } from "../engine/expression.ts";
import type {
  CountedRow,
  PlannedDimension,
  PlannedPopulation,
  PlannedQuestion,
  PlannedSum,
} from "../engine/plan.ts";
import { limitsFor, type Policy } from "../policy.ts";

/** Asked for beside the figures of a count; nothing of it changes a figure. */
export interface Behind {
  /** How much of a sum the greatest contributor makes up. */
  readonly largest?: true;
  /** How many schools there are, in tables that do not show them. */
  readonly schools?: true;
}

/** What a policy needs to know; nothing where it has no such rule. */
export function behindFor(policy: Policy): Behind {
  const { dominance, schoolsMin } = limitsFor(policy, true);
  const isOfSums = dominance.n !== undefined || dominance.p !== undefined;
  return {
    ...(isOfSums ? { largest: true } : {}),
    ...(schoolsMin > 1 ? { schools: true } : {}),
  };
}

/** Sums to which a contributor may add more than 1: of those that are counted nothing has to be asked. */
function amounts(sums: readonly PlannedSum[]): readonly string[] {
  return sums
    .filter(({ parts }) => {
      const names = parts.map(({ population }) => population);
      const isOnce = new Set(names).size === names.length;
      return !isOnce || !parts.every(({ value, times }) => times === undefined && isOne(value));
    })
    .map(({ name }) => name);
}

/** Whether a value is 1, 0 or unknown whatever the records say. */
function isOne(value: Expression): boolean {
  if (value.kind === "literal") return value.value === 0 || value.value === 1;
  if (value.kind !== "case") return false;
  const { whens, otherwise } = value;
  return whens.every((when) => isOne(when.value)) && (otherwise === null || isOne(otherwise));
}

/** The dimension that shows schools, unless the table is cut by it or schools are what is counted. */
export function schoolDimension(
  registry: Pick<Registry, "dimensions">,
  cuts: readonly Dimension[],
  contributor: string,
): Dimension | undefined {
  const isShown = cuts.some(({ shows }) => shows === "school");
  if (isShown || contributor === "school") return undefined;
  return [...registry.dimensions.values()].find(({ shows }) => shows === "school");
}

/** How a population finds a contributor's school, under the name that engines know it by. */
export function asSchool(planned: PlannedDimension): PlannedDimension {
  return { ...planned, id: schoolColumn };
}

/** What a question asks: of sums, the largest contribution; of schools, where every population knows them. */
export function askedBehind(
  behind: Behind | undefined,
  sums: readonly PlannedSum[],
  populations: readonly PlannedPopulation[],
): Pick<PlannedQuestion, "largest" | "schools"> {
  const largest = behind?.largest === true ? amounts(sums) : [];
  const used = new Set(sums.flatMap(({ parts }) => parts.map(({ population }) => population)));
  const isKnown = populations.every(({ name, school }) => !used.has(name) || school !== undefined);
  return {
    ...(largest.length === 0 ? {} : { largest }),
    ...(behind?.schools === true && isKnown && used.size > 0 ? { schools: true } : {}),
  };
}

/** What a cell says about who is behind it; a sum of contributors that are counted has 1 as its largest. */
export function behindCell(
  { largest = {}, schools, sums }: CountedRow,
  behind: Behind | undefined,
  sides: { readonly num: string | undefined; readonly den: string | undefined },
): Pick<CellRow, "largest" | "schools"> {
  const greatest = (name = ""): readonly number[] => [
    Number(largest[name] ?? (sums[name] === 0n ? 0n : 1n)),
  ];
  return {
    ...(behind?.largest === true
      ? { largest: { num: greatest(sides.num), den: greatest(sides.den) } }
      : {}),
    ...(schools === undefined ? {} : { schools }),
  };
}
