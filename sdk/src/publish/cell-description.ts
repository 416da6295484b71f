/** What stands beside a file of cells: which metric, cut how, about when, and what is part of what. */
import { basesOf, isCounted, type Metric, type Registry } from "@edufed/schemas";
import { canonicalDigest } from "../canonical.ts";
import type { TableDescription } from "../cells.ts";
import { InputError } from "../errors.ts";
import { formalHash } from "../formal-hash.ts";
import { isFraction, type FractionMetric } from "../cells.ts";
import { localisedText } from "./manifest.ts";
import {
  closed,
  either,
  list,
  oneOf,
  open,
  orNull,
  parse,
  record,
  text,
  whole,
  yesOrNo,
} from "./shape.ts";
import type { Shape } from "./shape.ts";

/** The description as JSON text, marked as internal. */
export function descriptionText(description: TableDescription): string {
  const marked = {
    internal: true,
    notice: "Not protected: never publish these cells.",
    ...description,
  };
  return `${JSON.stringify(marked, null, 2)}\n`;
}

/**
 * JSON text → description. What a table made elsewhere leaves out (everything but metric, period
 * and dimensions) is taken from the metric of that name in the standard.
 */
export async function readDescription(
  json: string,
  file: string,
  registry: Registry,
): Promise<TableDescription> {
  const content = read(json, file);
  refuseEstimates(content, file, registry);
  const { value } = described(content, file);
  requireDays(value, file);
  const metric = registry.metrics.get(value.metric);
  const fraction = metric !== undefined && isFraction(metric) ? metric : undefined;
  const made = fraction === undefined ? {} : await fromMetric(fraction, value.parameters ?? {});
  const defined = fraction === undefined ? {} : definitionOf(fraction);
  const said = { parameters: {}, sourcesUsed: {}, ...made, ...value, ...defined };
  const complete = parse(completeShape, said);
  if ("value" in complete) return withFamilies(complete.value, registry);
  throw broken(
    file,
    `${complete.problem} The standard has no metric “${value.metric}” to take it from.`,
  );
}

function requireDays(
  { period, asOf }: Pick<TableDescription, "period" | "asOf">,
  file: string,
): void {
  const [first, second] = period.split("/").map(Number);
  if (first === undefined || second !== first + 1) {
    throw broken(file, `“${period}” is not a school year such as 2025/2026.`);
  }
  if (asOf !== undefined && !isDayIn(asOf, first)) {
    throw broken(file, `“${asOf}” is not a day of the school year ${period}.`);
  }
}

/** A day that the calendar has, in one of the two years that a school year touches. */
function isDayIn(day: string, first: number): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return false;
  return [first, first + 1].includes(Number(day.slice(0, 4)));
}

/** Figures whose parts do not add up cannot be proven safe: nobody knows what a margin gives away. */
function refuseEstimates(content: unknown, file: string, { metrics }: Registry): void {
  const named = parse(open({ metric: word }), content);
  const metric = "value" in named ? metrics.get(named.value.metric) : undefined;
  if (metric === undefined || isFraction(metric)) return;
  throw new InputError(
    `${file}: the figures of ${metric.id} (${metric.kind}) are not sums whose parts add up to the whole, and only such tables can be proven safe and published.`,
    insteadOf(metric, metrics),
  );
}

/** What can be published in the place of an estimate. */
function insteadOf(metric: Metric, metrics: Registry["metrics"]): string {
  const bases = basesOf(metric).flatMap((id) => metrics.get(id) ?? []);
  if (isCounted(metric) || bases.length === 0 || !bases.every(isFraction)) {
    return "Keep them inside the member; no file of figures has to be published to be used.";
  }
  const made = bases.map(({ id }) => id).join(" and ");
  return `Publish what they are made of: ${made}, cut by ${metric.derivation.across}. Readers compare the groups themselves.`;
}

/** The error of a description that cannot be used. */
export function broken(file: string, fact: string): InputError {
  return new InputError(
    `${file}: ${fact}`,
    "Write the file again with edufed metric run, or correct it.",
  );
}

const word = text({ lengthMax: 200 });

const leastFields = {
  metric: word,
  period: text({ pattern: /^\d{4}\/\d{4}$/ }),
  dimensions: list(
    closed(
      {
        id: text({ pattern: /^[A-Z][A-Z0-9_]*$/ }),
        codes: list(closed({ code: word, parent: orNull(word) }, { name: localisedText })),
      },
      { family: word, shows: oneOf("school") },
    ),
  ),
};

const otherFields = {
  metricVersion: word,
  formalHash: word,
  kind: oneOf("share", "ratio", "mean"),
  unit: word,
  decimals: whole(),
  denominatorScale: whole(1),
  sensitive: yesOrNo,
  contributor: word,
  coverageMin: text({ pattern: /^\d(\.\d+)?$/ }),
  quantity: closed({ num: word, den: word }),
  parameters: record(either(text(), whole(Number.MIN_SAFE_INTEGER))),
  sourcesUsed: record(word),
  engine: word,
};

const optionalFields = {
  asOf: text({ pattern: /^\d{4}-\d{2}-\d{2}$/ }),
  range: closed({ min: whole(Number.MIN_SAFE_INTEGER), max: whole(Number.MIN_SAFE_INTEGER) }),
};

const leastShape = open(leastFields, { ...otherFields, ...optionalFields });
const completeShape: Shape<TableDescription> = open(
  { ...leastFields, ...otherFields },
  optionalFields,
);

function read(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new InputError(`${file} is not JSON.`, "Write it again with edufed metric run.", {
      cause,
    });
  }
}

function described(json: unknown, file: string) {
  const parsed = parse(leastShape, json);
  if ("value" in parsed) return parsed;
  throw broken(file, parsed.problem);
}

/** What cuts the same thing is for the standard to say, never for the file. */
function withFamilies(description: TableDescription, registry: Registry): TableDescription {
  const dimensions = description.dimensions.map(({ id, codes }) => {
    const known = registry.dimensions.get(id);
    if (known === undefined) return { id, codes };
    const { family, shows } = known;
    return { id, family, ...(shows === undefined ? {} : { shows }), codes };
  });
  return { ...description, dimensions };
}

/** What the definition of a metric decides; a file cannot say otherwise. */
function definitionOf(metric: FractionMetric) {
  return {
    kind: metric.kind,
    unit: metric.unit,
    decimals: metric.decimals,
    denominatorScale: metric.denominatorScale,
    sensitive: metric.sensitive,
    contributor: metric.contributor,
    coverageMin: metric.coverageMin,
    ...(metric.range === undefined ? {} : { range: metric.range }),
  };
}

async function fromMetric(
  metric: FractionMetric,
  parameters: TableDescription["parameters"],
): Promise<
  Omit<TableDescription, "metric" | "period" | "dimensions" | "parameters" | "sourcesUsed">
> {
  const hash = await formalHash(metric);
  return {
    metricVersion: metric.version,
    formalHash: hash,
    ...definitionOf(metric),
    quantity: {
      num: await canonicalDigest([hash, parameters, "num"]),
      den: await canonicalDigest([hash, parameters, "den"]),
    },
    engine: "elsewhere",
  };
}
