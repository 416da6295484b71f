import type {
  CountedMetric,
  Dimension,
  Entity,
  Metric,
  Population,
  Registry,
} from "@edufed/schemas";
import type { Relation } from "../dataset.ts";
import { UsageError } from "../errors.ts";
import type { MemberConfig } from "../member-config.ts";
import type { Behind } from "./behind.ts";
import type { BoundParameters } from "./parameters.ts";
import type { SchoolYearDays } from "./period.ts";

/** What of a member's settings changes a number. */
type MemberSettings = Pick<MemberConfig, "refArea" | "schoolYearStart">;

/** A question to a data set: which metric, cut how, about when. */
export interface MetricQuestion {
  readonly metric: Metric;
  readonly registry: Registry;
  /** Dimension ids in the order of the table's columns. */
  readonly dimensions: readonly string[];
  /** `2025/2026`. */
  readonly period: string;
  /** `YYYY-MM-DD`: of the records that say their day, only those of this one are looked at. */
  readonly day?: string;
  /** Values of the metric's parameters; those not named have the metric's default. */
  readonly parameters?: Readonly<Record<string, number | string>>;
  /** Population → entity, where the data set holds several of its sources. */
  readonly sources?: Readonly<Record<string, string>>;
  readonly config: MemberSettings;
  /** What else is told of every cell of a count. */
  readonly behind?: Behind;
}

/** Everything that planning a population looks at. */
export interface Planning extends MetricQuestion {
  readonly metric: CountedMetric;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly bound: BoundParameters;
  readonly days: SchoolYearDays;
  readonly cuts: readonly Dimension[];
}

/** A population of a metric by name. */
export function populationOf(metric: CountedMetric, name: string): Population {
  const population = metric.populations[name];
  if (population !== undefined) return population;
  throw new UsageError(
    `Metric ${metric.id} names the population “${name}”, which it does not declare.`,
    `Declare it, or use ${Object.keys(metric.populations).join(", ")}.`,
  );
}

/** An entity of the registry by name. */
export function entityOf(registry: Registry, name: string): Entity {
  const entity = registry.entities.get(name);
  if (entity !== undefined) return entity;
  throw new UsageError(`The standard has no entity “${name}”.`, "Correct the metric's sources.");
}
