/**
 * Whether a metric can be computed at all, found without any record: every expression is parsed and
 * typed, every source and dimension planned. What lint of the schemas cannot see, because it knows no
 * expressions.
 */
import {
  countedFor,
  type CountedMetric,
  isCounted,
  type Metric,
  type Parameter,
  type Registry,
} from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { planMetric } from "./plan-metric.ts";

/** What is wrong with a definition, and where in its file. */
export interface MetricProblem {
  /** JSON pointer: `/populations/students/include`. */
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

/** Every mistake that planning finds; one for each place. */
export function checkMetric(metric: Metric, registry: Registry): readonly MetricProblem[] {
  if (!isCounted(metric)) {
    return countedFor(metric, registry.metrics)
      .filter((base) => checkMetric(base, registry).length > 0)
      .map((base) => ({
        pointer: "/derivation/metric",
        message: `it is made of ${base.id}, which cannot be computed.`,
        remedy: `Mend ${base.id} first.`,
      }));
  }
  const problems = new Map<string, MetricProblem>();
  for (const sources of sourceChoices(metric)) {
    for (const dimensions of [[], ...metric.dimensions.map((id) => [id])]) {
      const problem = problemOf(metric, registry, { sources, dimensions });
      if (problem !== undefined) problems.set(`${problem.pointer} ${problem.message}`, problem);
    }
  }
  return [...problems.values()];
}

interface Choice {
  readonly sources: Readonly<Record<string, string>>;
  readonly dimensions: readonly string[];
}

function problemOf(
  metric: CountedMetric,
  registry: Registry,
  { sources, dimensions }: Choice,
): MetricProblem | undefined {
  const relations = new Map(
    [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
  );
  const config = { refArea: "XX", schoolYearStart: "--08-01" };
  const parameters = exampleParameters(metric, registry);
  const question = { metric, registry, config, sources, dimensions, parameters };
  try {
    planMetric({ ...question, period: "2025/2026" }, relations);
    return undefined;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const pointer = pointerOf(error.message, metric, { sources, dimensions });
    return { pointer, message: error.message, remedy: error.remedy };
  }
}

/** Every choice of one source for each population; a choice for each source, not every combination. */
function sourceChoices(metric: CountedMetric): readonly Readonly<Record<string, string>>[] {
  const populations = Object.entries(metric.populations);
  const most = Math.max(...populations.map(([, { sources }]) => sources.length));
  return Array.from({ length: most }, (_none, index) =>
    Object.fromEntries(
      populations.flatMap(([name, { sources }]) => {
        const source = sources[Math.min(index, sources.length - 1)];
        return source === undefined ? [] : [[name, source.entity]];
      }),
    ),
  );
}

/** A value for each parameter that has no usual one. */
export function exampleParameters(
  { parameters }: Pick<Metric, "parameters">,
  registry: Pick<Registry, "codeLists">,
): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    parameters
      .filter((parameter) => parameter.default === undefined)
      .map((parameter) => [parameter.id, exampleOf(parameter, registry)]),
  );
}

function exampleOf(
  { type, codeList = "" }: Parameter,
  { codeLists }: Pick<Registry, "codeLists">,
): number | string {
  return type === "code" ? (codeLists.get(codeList)?.codes[0]?.code ?? "code") : examples[type];
}

const examples: Readonly<Record<Parameter["type"], number | string>> = {
  integer: 1,
  decimal: "1.5",
  "month-day": "--10-01",
  code: "code",
  text: "key",
  metric: "METRIC",
};

/** The place in the file that a message of planning is about: it names the parts in words. */
function pointerOf(
  message: string,
  metric: CountedMetric,
  { sources, dimensions }: Choice,
): string {
  const [place = ""] = message.split(": ", 1);
  const at = (pattern: RegExp): string | undefined => pattern.exec(place)?.[1];
  const tier = at(/, tier (\S+)/);
  if (tier !== undefined) {
    const index = metric.tiers?.codes.findIndex(({ code }) => code === tier);
    return `/tiers/codes/${index ?? 0}/when`;
  }
  const term = at(/, (numerator|denominator|weight)\b/);
  if (term === "weight") return "/weight";
  const drawn = at(/, (plausible|replicates)$/);
  if (drawn !== undefined) return `/${drawn}`;
  if (term !== undefined) return `/${term}${partOf(at(/, plus (\d+)/))}/value`;
  const population = at(/population (\w+)/);
  if (population !== undefined) {
    return `/populations/${population}${populationPlace(place, metric, { population, entity: sources[population] })}`;
  }
  const dimension = dimensions.find((id) => message.includes(id));
  return dimension === undefined ? "" : `/dimensions/${metric.dimensions.indexOf(dimension)}`;
}

function partOf(plus: string | undefined): string {
  return plus === undefined ? "" : `/plus/${Number(plus) - 1}`;
}

interface SourceChoice {
  readonly population: string;
  readonly entity: string | undefined;
}

function populationPlace(
  place: string,
  metric: CountedMetric,
  { population, entity }: SourceChoice,
): string {
  if (/, include\b/.test(place)) return "/include";
  const declared = metric.populations[population]?.sources ?? [];
  const index = Math.max(
    0,
    declared.findIndex((each) => each.entity === entity),
  );
  const number = /, lookup (\d+)/.exec(place)?.[1];
  const source = `/sources/${index}`;
  return number === undefined
    ? `${source}${sourcePlace(place, "measures")}`
    : `${source}/lookups/${Number(number) - 1}${sourcePlace(place, "columns")}`;
}

/** A part of a source or of a lookup: an aggregate, a pair of properties, the condition. */
function sourcePlace(place: string, aggregates: "measures" | "columns"): string {
  const measure = /, measure (\w+)/.exec(place)?.[1];
  if (measure !== undefined) return `/${aggregates}/${measure}`;
  const own = /, (\w+) = \w+/.exec(place)?.[1];
  if (own !== undefined) return `/on/${own}`;
  return /, where\b/.test(place) ? "/where" : "";
}
