/** What protection wants to know about who is behind a cell, and how it is asked for. */
import type { Dimension, Entity, Registry } from "@edufed/schemas";
import { type CellRow, isFraction } from "../cells.ts";
import { schoolColumn } from "../engine/behind-sql.ts";
import type { Expression } from "../engine/expression.ts";
import type {
  CountedRow,
  PlannedDimension,
  PlannedPopulation,
  PlannedQuestion,
  PlannedSum,
} from "../engine/plan.ts";
import { RefusedError } from "../errors.ts";
import { limitsFor, type Policy } from "../policy.ts";
import type { RecordSecret } from "../record-key.ts";
import type { Draw, Draws } from "./draws.ts";
import type { Planning } from "./planning.ts";

/** Asked for beside the figures of a count; nothing of it changes a figure. */
export interface Behind {
  /** How much of a sum the greatest contributor makes up. */
  readonly largest?: true;
  /** How many schools there are, in tables that do not show them. */
  readonly schools?: true;
  /** What decides the noise of the cell-key method, made with this secret. */
  readonly keys?: RecordSecret;
}

/**
 * What a policy needs to know; nothing where it has no such rule.
 *
 * @throws RefusedError when it gives noise by cell keys, and the member has no secret to make them with.
 */
export function behindFor(policy: Policy, secret?: RecordSecret): Behind {
  const { dominance, schoolsMin } = limitsFor(policy, true);
  const isOfSums = dominance.n !== undefined || dominance.p !== undefined;
  return {
    ...(isOfSums ? { largest: true } : {}),
    ...(schoolsMin > 1 ? { schools: true } : {}),
    ...(policy.method?.kind === "cell-key" ? { keys: secret ?? refuseWithout() } : {}),
  };
}

function refuseWithout(): never {
  throw new RefusedError(
    "The policy gives noise by cell keys, and there is no secret to make them with.",
    "Restore keys/cell-key.key of the workspace from your backup. If there never was one, write 64 random hexadecimal digits into it (openssl rand -hex 32), let nobody else read it, and keep a copy: another secret gives the same groups other noise.",
  );
}

/**
 * What gives the contributors of a population their record keys. Contributors are known by what they
 * are and the school year, so that the same persons have the same keys in every metric and table of
 * it, whatever records they were found in.
 */
export function keyedBy(
  { name, properties }: Entity,
  contributor: readonly string[],
  { behind, period }: Pick<Planning, "behind" | "period">,
): Pick<PlannedPopulation, "keyed"> {
  if (behind?.keys === undefined) return {};
  const kinds = contributor.map((column) => {
    const property = properties.find((each) => each.name === column);
    return property?.references ?? `${name}/${column}`;
  });
  return { keyed: behind.keys.of(`${kinds.join(" + ")} ${period}`) };
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

/**
 * What a question asks: of sums, the largest contribution; of schools, where every population knows
 * them; of figures that can be published, the cell keys of both sides.
 */
export function askedBehind(
  planning: Pick<Planning, "metric" | "behind">,
  { sums, main: [draw] }: Pick<Draws, "sums" | "main">,
  populations: readonly PlannedPopulation[],
): Pick<PlannedQuestion, "largest" | "schools" | "keys"> {
  const { behind } = planning;
  const largest = behind?.largest === true ? amounts(sums) : [];
  const keys = draw === undefined ? [] : keyedSides(planning, draw);
  return {
    ...(largest.length === 0 ? {} : { largest }),
    ...(behind?.schools === true && areSchoolsKnown(sums, populations) ? { schools: true } : {}),
    ...(keys.length === 0 ? {} : { keys }),
  };
}

function areSchoolsKnown(
  sums: readonly PlannedSum[],
  populations: readonly PlannedPopulation[],
): boolean {
  const used = new Set(sums.flatMap(({ parts }) => parts.map(({ population }) => population)));
  const isKnown = populations.every(({ name, school }) => !used.has(name) || school !== undefined);
  return isKnown && used.size > 0;
}

/** The sums of a figure whose cells can be published; estimates stay inside and need no noise. */
function keyedSides(
  { metric, behind }: Pick<Planning, "metric" | "behind">,
  { num, den }: Draw,
): readonly string[] {
  return behind?.keys !== undefined && isFraction(metric) ? [num, den] : [];
}

/** What a cell says about who is behind it; a sum of contributors that are counted has 1 as its largest. */
export function behindCell(
  { largest = {}, schools, keys, sums }: CountedRow,
  behind: Behind | undefined,
  { num = "", den = "" }: { readonly num: string | undefined; readonly den: string | undefined },
): Pick<CellRow, "largest" | "schools" | "keys"> {
  const greatest = (name: string): readonly number[] => [
    Number(largest[name] ?? (sums[name] === 0n ? 0n : 1n)),
  ];
  return {
    ...(behind?.largest === true ? { largest: { num: greatest(num), den: greatest(den) } } : {}),
    ...(schools === undefined ? {} : { schools }),
    ...(keys === undefined ? {} : { keys: { num: keys[num] ?? 0, den: keys[den] ?? 0 } }),
  };
}
