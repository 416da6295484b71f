import type { Property } from "@edufed/schemas";
import type { SqlEngine } from "../../engine/engine.ts";
import { quoteIdentifier } from "../../engine/sql-text.ts";
import { isShown } from "./counted.ts";

/** Numbers from one bound, included, to the next, not included; open where there is none. */
export interface Band {
  readonly from?: number;
  readonly below?: number;
  readonly count: number;
}

/** Whether the report shows a property's numbers in bands: the least and the greatest are somebody's. */
export function hasBands(property: Property): boolean {
  const { kind } = property.type;
  return isShown(property) && (kind === "integer" || kind === "number");
}

/**
 * How many records have numbers in each of up to four bands. The bounds are quartiles, rounded down to
 * a broad step, 1, 2 or 5 times a power of ten; the first and the last band are open, and each has at least
 * `groupMin` records behind it.
 */
export async function countBands(
  engine: SqlEngine,
  relation: string,
  properties: readonly { readonly property: Property; readonly groupMin: number }[],
): Promise<ReadonlyMap<string, readonly Band[]>> {
  if (properties.length === 0) return new Map();
  const from = `FROM ${quoteIdentifier(relation)}`;
  const quartiles = properties.map(
    ({ property }, index) =>
      `to_json(approx_quantile(CAST(${quoteIdentifier(property.name)} AS DOUBLE), [0.25, 0.5, 0.75])) AS q${index}`,
  );
  const [found = {}] = await engine.rows(`SELECT ${quartiles.join(",\n")}\n${from}`);
  const bounded = properties.map((each, index) => ({
    ...each,
    bounds: boundsOf(numbersIn(found[`q${index}`]), each.property.type.kind === "integer"),
  }));
  const counts = bounded.flatMap(({ property, bounds }, index) =>
    bandsOf(bounds).map(
      (band, at) => `count_if(${bandSql(quoteIdentifier(property.name), band)}) AS b${index}_${at}`,
    ),
  );
  const [counted = {}] = await engine.rows(`SELECT ${counts.join(",\n")}\n${from}`);
  return new Map(
    bounded.map(({ property, bounds, groupMin }, index) => {
      const bands = bandsOf(bounds).map((band, at) => ({
        ...band,
        count: Number(counted[`b${index}_${at}`]),
      }));
      return [property.name, merged(bands, groupMin)];
    }),
  );
}

/** Quartiles → distinct bounds, rounded down to a step that is broad for their spread. */
export function boundsOf(quartiles: readonly number[], isWhole: boolean): readonly number[] {
  const [low, , high] = quartiles;
  if (low === undefined || high === undefined) return [];
  const step = Math.max(niceStep((high - low) / 4 || Math.abs(high) / 4), isWhole ? 1 : 0);
  if (step === 0) return [];
  const rounded = quartiles.map((value) =>
    Number((Math.floor(value / step) * step).toPrecision(12)),
  );
  return [...new Set(rounded)];
}

/** The least of 1, 2 and 5 times a power of ten that is not below a number. */
function niceStep(number: number): number {
  if (number <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= number) ?? 10 * power;
}

/** Bands that are too small become one with their smaller neighbour. */
export function merged(bands: readonly Band[], groupMin: number): readonly Band[] {
  const at = bands.findIndex(({ count }) => count < groupMin);
  if (at === -1 || bands.length === 1) return bands;
  const left = bands[at - 1]?.count ?? Infinity;
  const right = bands[at + 1]?.count ?? Infinity;
  const start = left <= right ? at - 1 : at;
  const [one, other] = bands.slice(start, start + 2);
  if (one === undefined || other === undefined) return bands;
  const both = [...bands.slice(0, start), joined(one, other), ...bands.slice(start + 2)];
  return merged(both, groupMin);
}

function joined({ from, count }: Band, { below, count: more }: Band): Band {
  return {
    ...(from === undefined ? {} : { from }),
    ...(below === undefined ? {} : { below }),
    count: count + more,
  };
}

type Bounds = Omit<Band, "count">;

function bandsOf(bounds: readonly number[]): readonly Bounds[] {
  return [undefined, ...bounds].map((from, index) => {
    const below = bounds[index];
    return { ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { below }) };
  });
}

function bandSql(column: string, { from, below }: Bounds): string {
  return [
    `${column} IS NOT NULL`,
    ...(from === undefined ? [] : [`${column} >= ${from}`]),
    ...(below === undefined ? [] : [`${column} < ${below}`]),
  ].join(" AND ");
}

function numbersIn(value: unknown): readonly number[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : [];
  return Array.isArray(list) ? list.filter((item) => typeof item === "number") : [];
}
