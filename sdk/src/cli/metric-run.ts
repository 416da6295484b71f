import { resolve } from "node:path";
import type { Metric, Registry } from "@edufed/schemas";
import type { Cell, CellTable } from "../cells.ts";
import { hasErrors } from "../finding.ts";
import { UsageError } from "../errors.ts";
import { readRecords } from "../import/records.ts";
import { admit, answer, type Question } from "../pipeline.ts";
import { writeCells } from "../publish/cell-file.ts";
import type { Io } from "./io.ts";
import { textTable } from "./io.ts";
import type { RunOptions } from "./metric.ts";
import { metricNamed } from "./metric-show.ts";
import { listed } from "./options.ts";
import { memberHere, standard, withEngine } from "./session.ts";

/** `metric run`: records → valid → pseudonymous → cells, each metric in turn. */
export async function runMetrics(
  io: Io,
  ids: readonly string[],
  options: RunOptions,
): Promise<void> {
  const registry = standard();
  const metrics = ids.map((id) => metricNamed(registry, id));
  if (options.out !== undefined && metrics.length > 1) {
    throw new UsageError(
      "One file holds the cells of one metric.",
      "Run the metrics one at a time, each with its own --out.",
    );
  }
  const folder = resolve(io.cwd, options.data);
  const member = await memberHere(io, folder, registry);
  await withEngine(async (engine) => {
    io.progress("reading and checking records …");
    const only = new Set(metrics.flatMap((metric) => entitiesOf(metric, registry)));
    const { records, findings } = await readRecords(engine, [folder], registry, { only });
    if (hasErrors(findings)) throw unreadable();
    const purpose = { id: "metrics", needs: needsOf(metrics, registry) };
    const admitted = await admit(records, member, purpose);
    for (const metric of metrics) {
      io.progress(`computing ${metric.id} …`);
      const cells = await answer(admitted, questionOf(metric, options), member);
      if (options.out !== undefined) await writeCells(engine, resolve(io.cwd, options.out), cells);
      show(io, cells, options);
    }
  });
}

/** The question that the options ask of a metric; texts become numbers where the parameter is one. */
export function questionOf(
  metric: Metric,
  options: Pick<RunOptions, "by" | "period" | "param" | "source">,
): Question & { readonly sources: Readonly<Record<string, string>> } {
  return {
    metric,
    dimensions: listed(options.by),
    parameters: Object.fromEntries(
      pairs(options.param ?? [], "--param").map(([name, value]) => [
        name,
        parameter(metric, name, value),
      ]),
    ),
    sources: Object.fromEntries(pairs(options.source ?? [], "--source")),
    ...(options.period === undefined ? {} : { period: options.period }),
  };
}

function pairs(texts: readonly string[], option: string): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const at = text.indexOf("=");
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
    throw new UsageError(`${option} ${text} has no “=”.`, `Write it as ${option} name=value.`);
  });
}

function parameter(metric: Metric, name: string, value: string): number | string {
  const declared = metric.parameters.find(({ id }) => id === name);
  if (declared === undefined) {
    const known = metric.parameters.map(({ id }) => id).join(", ");
    throw new UsageError(
      `${metric.id} has no parameter called ${name}.`,
      known === "" ? "It has none; leave --param out." : `It has: ${known}.`,
    );
  }
  if (declared.type !== "integer") return value;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(
    `${name} must be a whole number.`,
    `For example --param ${name}=${declared.default}.`,
  );
}

/** Entities that a metric's populations and dimensions look at. */
function entitiesOf(metric: Metric, registry: Registry): readonly string[] {
  const sources = Object.values(metric.populations).flatMap((population) =>
    population.sources.map(({ entity }) => entity),
  );
  const joined = metric.dimensions.flatMap((id) =>
    Object.values(registry.dimensions.get(id)?.from ?? {}).flatMap((path) =>
      "join" in path ? [path.join] : [],
    ),
  );
  return [...sources, ...joined];
}

/** The sensitive properties that these metrics are defined over; nothing else sensitive is kept. */
export function needsOf(metrics: readonly Metric[], registry: Registry): ReadonlySet<string> {
  const texts = metrics.flatMap((metric) =>
    Object.values(metric.populations).flatMap(({ sources }) =>
      sources.map((source) => ({
        entity: source.entity,
        text: [
          source.where ?? "",
          source.orderBy,
          source.contributor,
          ...Object.values(source.measures),
        ].join(" "),
      })),
    ),
  );
  const needs = texts.flatMap(({ entity, text }) =>
    (registry.entities.get(entity)?.properties ?? [])
      .filter(
        ({ name, privacy }) => privacy === "sensitive" && new RegExp(`\\b${name}\\b`).test(text),
      )
      .map(({ name }) => `${entity}/${name}`),
  );
  return new Set(needs);
}

function unreadable(): UsageError {
  return new UsageError(
    "The folder has columns or files that are not of the standard.",
    "Run `edufed validate` on it to see them.",
  );
}

function show(io: Io, { description, cells }: CellTable, options: RunOptions): void {
  if (options.json === true) {
    io.out(JSON.stringify({ unprotected: true, description, cells }, null, 2));
    return;
  }
  const ids = description.dimensions.map(({ id }) => id);
  io.out(
    `${description.metric} ${description.metricVersion}, ${description.period}. Internal: not protected.`,
  );
  const head = [...ids, "NUM", "DEN", "VALUE", "CONTRIBUTORS", "COVERAGE"];
  const rows = cells.map((cell) => [
    ...ids.map((id) => cell.codes[id] ?? ""),
    String(cell.num),
    String(cell.den),
    valueText(cell, description),
    String(cell.contributors),
    cell.coverage === null ? "unknown" : cell.coverage.toFixed(2),
  ]);
  const numeric = new Set([0, 1, 2, 3, 4].map((column) => column + ids.length));
  io.out(textTable([head, ...rows], numeric));
  if (options.out !== undefined)
    io.err(`Written to ${options.out}. Next: edufed protect ${options.out} --out <dir>`);
}

function valueText(cell: Cell, { unit, decimals }: CellTable["description"]): string {
  if (cell.status === "M") return "none: nobody to count";
  if (cell.status === "L") return "none: coverage too low";
  if (cell.value === null) return "none";
  return unit === "1"
    ? `${(cell.value * 100).toFixed(Math.max(0, decimals - 2))} %`
    : cell.value.toFixed(decimals);
}
