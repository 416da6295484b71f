import type { Property } from "@edufed/schemas";
import type { Expression } from "../engine/expression.ts";
import { isNested } from "../engine/reading.ts";
import { selectSql, type Step, stepSql } from "../engine/select-text.ts";
import { expressionSql } from "../engine/sql.ts";
import { quoteIdentifier as name } from "../engine/sql-text.ts";
import { type CheckedSource, typedSelect, unreadable } from "./check-sql.ts";
import type { BetweenCheck, ParsedRelated } from "./rules.ts";

/** The records that a rule between records judges, with the properties of theirs that it reads. */
export interface Judged {
  readonly source: CheckedSource;
  readonly properties: readonly Property[];
}

/** A rule that one statement decides. */
export type OneStatement = Exclude<BetweenCheck, { kind: "acyclic" }>;

/**
 * The query that gives the places (`_row`, and `_file` where there are several files) of the
 * records that break a rule. Sets are joined and sorted, so that the cost grows with their size and
 * never with its square. `other` is the source of the related entity, for rules that have one.
 */
export function brokenSql(check: OneStatement, judged: Judged, other?: CheckedSource): string {
  switch (check.kind) {
    case "related":
      return relatedSql(check, judged, needed(other));
    case "some":
      return someSql(check, judged, needed(other));
    case "no-overlap":
      return overlapSql(check, judged);
    case "at-most-one":
      return severalSql(check, judged);
  }
}

/** The records that can be judged: what the rule needs can be read, and `required` is known. */
export function recordStep(
  { source, properties }: Judged,
  required: readonly string[],
  when?: Expression,
): Step {
  const bad = unreadable(properties, source);
  const conditions = [
    ...required.map((column) => `${name(column)} is not null`),
    ...(bad === undefined ? [] : [`not (${bad})`]),
    ...(when === undefined ? [] : [`(${expressionSql(when)})`]),
  ];
  return {
    title: "record",
    query: selectSql({
      select: [...placeColumns(source), ...properties.map((property) => name(property.name))],
      from: `(${typedSelect(source, properties)})`,
      where: conditions.length === 0 ? undefined : conditions.join("\nand "),
      groupBy: [],
    }),
  };
}

/** The columns that say where a record is. */
export function placeColumns({ columnTypes }: CheckedSource): readonly string[] {
  return columnTypes.has("_file") ? ["_file", "_row"] : ["_row"];
}

/** Steps, which may look at themselves, and the query over them. */
export function withSteps(steps: readonly Step[], query: string): string {
  return `with recursive ${steps.map(stepSql).join(",\n")}\n${query}`;
}

type Kind<K extends OneStatement["kind"]> = Extract<OneStatement, { kind: K }>;

function needed(other: CheckedSource | undefined): CheckedSource {
  if (other === undefined) throw new TypeError("a rule is run without the entity that it looks at");
  return other;
}

function relatedSql(
  { related, holds }: Kind<"related">,
  judged: Judged,
  other: CheckedSource,
): string {
  const keys = keyColumns(related);
  const only = {
    title: "other",
    query: `${selectSql({
      select: [
        ...keys,
        ...Object.keys(related.take).map((taken) => `any_value(${name(taken)}) as ${name(taken)}`),
      ],
      from: `(\n${otherSql(related, other)}\n)`,
      groupBy: keys,
    })}\nhaving count(*) = 1 and not bool_or(_unread)`,
  };
  return withSteps(
    [recordStep(judged, Object.keys(related.on)), only],
    `${joined(judged, related)}\nwhere not (${expressionSql(holds)})`,
  );
}

/** What is unknown of a related record could be what is asked for, and then there is no finding. */
function someSql(
  { related, holds, when }: Kind<"some">,
  judged: Judged,
  other: CheckedSource,
): string {
  const places = placeColumns(judged.source);
  const steps = [
    recordStep(judged, Object.keys(related.on), when),
    { title: "other", query: otherSql(related, other) },
    {
      title: "kept",
      query: `${joined(judged, related)}\nwhere _unread or (${expressionSql(holds)}) is not false`,
    },
  ];
  const list = places.join(", ");
  return withSteps(steps, `select ${list} from record anti join kept using (${list})`);
}

function joined({ source }: Judged, { on }: ParsedRelated): string {
  const places = placeColumns(source).map((column) => `record.${column}`);
  const conditions = Object.keys(on).map((own, index) => `record.${name(own)} = other._k${index}`);
  return `select ${places.join(", ")} from record join other on ${conditions.join(" and ")}`;
}

/** Related records: `_k0`, `_k1` … as the rule joins them, what it takes, and whether that can be read. */
function otherSql({ on, take, properties }: ParsedRelated, source: CheckedSource): string {
  const keys = Object.values(on);
  const taken = properties.filter((property) => Object.values(take).includes(property.name));
  const byName = new Map(properties.map((property) => [property.name, property]));
  const bad = unreadable(taken, source);
  return selectSql({
    select: [
      ...keys.map((key, index) => `${name(key)} as _k${index}`),
      ...Object.entries(take).map(
        ([given, property]) => `${valueSql(property, byName.get(property))} as ${name(given)}`,
      ),
      `${bad === undefined ? "false" : `coalesce(${bad}, false)`} as _unread`,
    ],
    from: `(${typedSelect(source, properties)})`,
    where: keys.map((key) => `${name(key)} is not null`).join(" and "),
    groupBy: [],
  });
}

/** A list of objects is a list of their JSON, so that its items can be counted. */
function valueSql(column: string, property: Property | undefined): string {
  const nested = property?.type.kind === "list" && isNested(property.type);
  return nested ? `try_cast(try_cast(${name(column)} as json) as json[])` : name(column);
}

function keyColumns({ on }: ParsedRelated): readonly string[] {
  return Object.keys(on).map((_own, index) => `_k${index}`);
}

/** A stretch that begins before the latest end of those that began earlier; one without an end never ends. */
function overlapSql({ within, start, end, when }: Kind<"no-overlap">, judged: Judged): string {
  const places = placeColumns(judged.source);
  const group = within.map(name).join(", ");
  const order = [name(start), ...places].join(", ");
  const ends = `coalesce(${name(end)}, date 'infinity')`;
  const stretches = {
    title: "stretch",
    query: selectSql({
      select: [
        ...places,
        `${name(start)} as _start`,
        `max(${ends}) over (partition by ${group} order by ${order} rows between unbounded preceding and 1 preceding) as _ended`,
      ],
      from: "record",
      where: `${name(start)} <= ${ends}`,
      groupBy: [],
    }),
  };
  return withSteps(
    [recordStep(judged, [...within, start], when), stretches],
    `select ${places.join(", ")} from stretch where _start <= _ended`,
  );
}

function severalSql({ within, when }: Kind<"at-most-one">, judged: Judged): string {
  const group = within.map(name).join(", ");
  const several = {
    title: "several",
    query: `${selectSql({ select: [group], from: "record", groupBy: [group] })}\nhaving count(*) > 1`,
  };
  return withSteps(
    [recordStep(judged, within, when), several],
    `select ${placeColumns(judged.source).join(", ")} from record semi join several using (${group})`,
  );
}
