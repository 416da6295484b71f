import { type CountedMetric, isCounted } from "@edufed/schemas";
import { countsFor } from "../compute/estimate.ts";
import { planMetric } from "../compute/plan-metric.ts";
import { dialects } from "../engine/dialects.ts";
import { cellsSql } from "../engine/sql.ts";
import { nearest } from "../import/nearest.ts";
import { UsageError } from "../errors.ts";
import { schoolYearOf } from "../compute/period.ts";
import type { SqlOptions } from "./metric.ts";
import { questionOf } from "./metric-question.ts";
import { metricNamed } from "./metric-show.ts";
import { chooseOne } from "./options.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** What a statement assumes of the member; it changes the code of the whole and the days of the year. */
const config = { refArea: "_T", schoolYearStart: "--08-01" };

/** The statement that counts one metric. */
interface Statement {
  readonly metric: string;
  readonly version: string;
  readonly period: string;
  readonly dialect: string;
  readonly sql: string;
}

/** `metric sql`: the statement that counts a metric, in the words of an engine. */
export function metricSql(shell: Shell, id: string, options: SqlOptions): void {
  const registry = standard();
  const dialect = dialects.get(options.dialect);
  if (dialect === undefined) {
    const names = [...dialects.keys()];
    throw new UsageError(
      `There is no dialect “${options.dialect}”.`,
      chooseOne(nearest(options.dialect, names), names),
    );
  }
  const question = questionOf(metricNamed(registry, id), options, registry);
  const relations = new Map(
    [...registry.entities.keys()].map((entity) => [entity, { entity, name: entity }]),
  );
  const today = new Date().toISOString().slice(0, 10);
  const period = options.period ?? schoolYearOf(today, config.schoolYearStart);
  const statements: Statement[] = [];
  for (const { metric, ...asked } of countsFor({ ...question, registry, config })) {
    if (!isCounted(metric)) continue;
    const sources = { ...firstSources(metric.populations), ...question.sources };
    const { plan } = planMetric({ ...asked, metric, registry, config, period, sources }, relations);
    const { id: named, version } = metric;
    const sql = cellsSql(plan, dialect);
    statements.push({ metric: named, version, period, dialect: dialect.name, sql });
  }
  if (options.json === true) {
    shell.out(JSON.stringify(statements, null, 2));
    return;
  }
  for (const { metric, version, sql } of statements) {
    shell.out(`-- ${metric} ${version}, ${period}, ${dialect.name}`);
    shell.out(sql);
  }
}

function firstSources(populations: CountedMetric["populations"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(populations).flatMap(
      ([
        name,
        {
          sources: [first],
        },
      ]) => (first === undefined ? [] : [[name, first.entity]]),
    ),
  );
}
