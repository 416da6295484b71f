/** How the figures of a day are counted: once from what does not grow, and again from whom a batch concerns. */
import type { Registry } from "@edufed/schemas";
import type { Asked } from "../compute/counted.ts";
import { planMetric } from "../compute/plan-metric.ts";
import type { MetricQuestion } from "../compute/planning.ts";
import type { Relation } from "../dataset.ts";
import type { Engine } from "../engine/engine.ts";
import type { Plan, PlannedPopulation } from "../engine/plan.ts";
import { columnsRead } from "../engine/plan-columns.ts";
import { plansThatShare, sharedPlan } from "../engine/shared-plan.ts";
import { affectedName, nearName, type Side, sides, stillName } from "./affected.ts";
import type { DayQuestion } from "./day-question.ts";
import { type Part, partPlan, partsOf, readsAny } from "./parts.ts";

/** What figures of days are planned from. */
export interface Planner {
  readonly questions: readonly DayQuestion[];
  readonly registry: Registry;
  readonly config: MetricQuestion["config"];
  readonly engine: Engine;
  /** Entities whose records come in. */
  readonly growing: ReadonlySet<string>;
  /** Entities whose records are there. */
  readonly still: ReadonlySet<string>;
}

/** The figures of one day. */
export interface DayPlans {
  readonly questions: readonly PlannedDay[];
  /** Plans that answer every part that grows, on both sides of a batch, under `partId` and the side. */
  readonly growth: readonly Plan[];
  /** The populations of these plans. */
  readonly populations: readonly PlannedPopulation[];
  /** Plans that answer every part that does not, under `partId`. */
  readonly still: readonly Plan[];
}

interface PlannedDay {
  readonly asked: Asked;
  readonly growing: readonly Part[];
  readonly still: readonly Part[];
}

/** Id of a part of a question. */
export function partId(question: number, part: Part): string {
  return `${question} ${part.id}`;
}

/** Id of the same part on one side of a batch. */
export function sideId(side: Side, question: number, part: Part): string {
  return `${side} ${partId(question, part)}`;
}

/** Plans the figures of a day. */
export function planDay(planner: Planner, period: string, day: string): DayPlans {
  const planned = planner.questions.map((question) => planQuestion(planner, question, period, day));
  const growth = planned.flatMap(({ growing, plans }, index) =>
    sides.map((side) => partPlan(plans[side], growing, (part) => sideId(side, index, part))),
  );
  const still = planned.flatMap(({ still: parts, plans }, index) =>
    parts.length === 0 ? [] : [partPlan(plans.still, parts, (part) => partId(index, part))],
  );
  return {
    questions: planned.map(({ asked, growing, still: parts }) => ({
      asked,
      growing,
      still: parts,
    })),
    growth: together(growth),
    populations: growth.flatMap(({ populations }) => populations),
    still: together(still),
  };
}

/** One plan for those that share a population; all are cut by the same dimensions. */
function together(plans: readonly Plan[]): readonly Plan[] {
  return plansThatShare(plans).map((group) => {
    const { cuts: _same, ...plan } = sharedPlan(group);
    return plan;
  });
}

function planQuestion(planner: Planner, question: DayQuestion, period: string, day: string) {
  const { registry, config, engine } = planner;
  const asking = { ...question, registry, config, period, day };
  const over = (name: (entity: string) => string, side: Side) =>
    planMetric(asking, relationsOf(planner, name, side));
  const before = over(nearName, "earlier");
  const plans = {
    earlier: before.plan,
    later: over(nearName, "later").plan,
    still: over(stillName, "earlier").plan,
  };
  const grown = new Set([...planner.growing].map((entity) => affectedName("earlier", entity)));
  const growingNames = new Set(
    before.plan.populations.filter((each) => readsAny(each, grown)).map(({ name }) => name),
  );
  const parts = partsOf(before.plan);
  return {
    plans,
    asked: { metric: question.metric, period, planned: before, engine },
    growing: parts.filter(({ population }) => growingNames.has(population)),
    still: parts.filter(({ population }) => !growingNames.has(population)),
  };
}

function relationsOf(
  { growing, still }: Planner,
  stillNamed: (entity: string) => string,
  side: Side,
): ReadonlyMap<string, Relation> {
  const names = [
    ...[...still].map((entity) => [entity, stillNamed(entity)] as const),
    ...[...growing].map((entity) => [entity, affectedName(side, entity)] as const),
  ];
  return new Map(names.map(([entity, name]) => [entity, { entity, name }]));
}

/** Columns of the growing entities that the figures are counted from. */
export function columnsKept(
  planner: Planner,
  { growth }: DayPlans,
): ReadonlyMap<string, ReadonlySet<string>> {
  const read = growth.map((plan) => columnsRead(plan));
  return new Map(
    [...planner.growing].map((entity) => [
      entity,
      new Set(read.flatMap((each) => [...(each.get(affectedName("earlier", entity)) ?? [])])),
    ]),
  );
}
