import type { Property } from "@edufed/schemas";
import { columnType, readingOf } from "../engine/reading.ts";
import { quoteIdentifier, quoteLiteral } from "../engine/sql-text.ts";
import type { FindingFacts } from "../finding-text.ts";
import { columnsOfRule, type PropertyRules, templateParts, type ValueRule } from "./crosswalk.ts";
import type { ImportOptions } from "./importer.ts";

/** A property's value in SQL over a source row, and every reason for which the row is rejected. */
export interface MappedProperty {
  readonly property: Property;
  readonly value: string;
  readonly problems: readonly MappingProblem[];
}

export interface MappingProblem {
  readonly column: string;
  readonly facts: FindingFacts;
  /** SQL condition over the source row. */
  readonly when: string;
}

/** The rules as SQL, in the order of the entity's properties; a property without a rule is absent. */
export function mapProperties(
  properties: readonly Property[],
  rules: PropertyRules,
  options: ImportOptions,
): readonly MappedProperty[] {
  return properties.map((property) => {
    const rule = rules.get(property.name);
    if (rule === undefined) return { property, value: nothing(property), problems: [] };
    const mapped = mapRule(property, rule, options);
    return { ...mapped, problems: [...mapped.problems, ...missing(mapped, rule)] };
  });
}

function mapRule(property: Property, rule: ValueRule, options: ImportOptions): MappedProperty {
  switch (rule.kind) {
    case "column":
      return mapColumn(property, rule, options);
    case "template":
      return { property, value: templateSql(rule.template, rule.language), problems: [] };
    case "constant":
      return { property, value: constantSql(property, rule.value), problems: [] };
  }
}

type ColumnRule = Extract<ValueRule, { kind: "column" }>;

function mapColumn(property: Property, rule: ColumnRule, options: ImportOptions): MappedProperty {
  const column = quoteIdentifier(rule.column);
  if (rule.codes !== undefined) return mapCodes(property, rule, rule.codes, column);
  if (rule.read === "filled") {
    return { property, value: `CASE WHEN ${column} IS NOT NULL THEN TRUE END`, problems: [] };
  }
  if (rule.read === "school-year-end") return mapSchoolYear(property, rule, column);
  if (property.type.kind === "date") return mapDate(property, rule, column, options);
  const reading = readingOf(property, column, "VARCHAR");
  const problems = reading.problems.map(({ when }) => ({
    column: rule.column,
    facts: { code: "wrong-type", property: rule.column, expected: property.type.kind } as const,
    when,
  }));
  return { property, value: reading.value, problems };
}

function mapCodes(
  property: Property,
  rule: ColumnRule,
  codes: Readonly<Record<string, string>>,
  column: string,
): MappedProperty {
  const whens = Object.entries(codes).map(
    ([from, to]) => `WHEN ${quoteLiteral(from)} THEN ${quoteLiteral(to)}`,
  );
  const code = `CASE ${column} ${whens.join(" ")} END`;
  const value =
    property.type.kind === "list" ? `CASE WHEN ${code} IS NOT NULL THEN [${code}] END` : code;
  const when = `${column} IS NOT NULL AND ${code} IS NULL`;
  const facts = { code: "unmapped-code", property: rule.column } as const;
  return { property, value, problems: [{ column: rule.column, facts, when }] };
}

/** `2022` names the school year that ends in it. */
function mapSchoolYear(property: Property, rule: ColumnRule, column: string): MappedProperty {
  const year = `CASE WHEN regexp_full_match(${column}, '[0-9]{4}') THEN CAST(${column} AS INTEGER) END`;
  const value = `CAST((${year}) - 1 AS VARCHAR) || '/' || CAST(${year} AS VARCHAR)`;
  const facts = {
    code: "wrong-format",
    property: rule.column,
    format: "pattern",
    pattern: "[0-9]{4}",
  } as const;
  const when = `${column} IS NOT NULL AND (${year}) IS NULL`;
  return { property, value, problems: [{ column: rule.column, facts, when }] };
}

/** ISO days as they are; days with slashes only in the order that the operator has named. */
function mapDate(
  property: Property,
  rule: ColumnRule,
  column: string,
  options: ImportOptions,
): MappedProperty {
  const iso = readingOf(property, column, "VARCHAR").value;
  const slashed = `regexp_full_match(${column}, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}')`;
  const order = options.dateOrder;
  const turned = order === undefined ? "CAST(NULL AS DATE)" : slashedDate(column, slashed, order);
  const value = `coalesce(${iso}, ${turned})`;
  const about = { column: rule.column };
  const ambiguous = {
    code: "ambiguous-date",
    property: rule.column,
    reason: order === undefined ? "order" : "impossible",
  } as const;
  const format = { code: "wrong-format", property: rule.column, format: "date" } as const;
  return {
    property,
    value,
    problems: [
      { ...about, facts: ambiguous, when: `${slashed} AND ${value} IS NULL` },
      {
        ...about,
        facts: format,
        when: `${column} IS NOT NULL AND NOT ${slashed} AND ${iso} IS NULL`,
      },
    ],
  };
}

function slashedDate(column: string, slashed: string, order: "dmy" | "mdy"): string {
  const [day, month] = order === "dmy" ? [1, 2] : [2, 1];
  const part = (place: number, width: number): string =>
    `lpad(split_part(${column}, '/', ${place}), ${width}, '0')`;
  const text = [part(3, 4), part(month, 2), part(day, 2)].join(" || '-' || ");
  return `CASE WHEN ${slashed} THEN TRY_CAST(${text} AS DATE) END`;
}

function missing({ property, value }: MappedProperty, rule: ValueRule): readonly MappingProblem[] {
  if (!property.required || rule.kind === "constant") return [];
  const column = columnsOfRule(rule).join(" or ");
  const facts = { code: "missing", property: column } as const;
  return [{ column, facts, when: `(${value}) IS NULL` }];
}

function templateSql(template: string, language: string | undefined): string {
  const parts = templateParts(template).map(({ column, text }) =>
    column === undefined ? quoteLiteral(text ?? "") : quoteIdentifier(column),
  );
  const joined = parts.join(" || ");
  if (language === undefined) return joined;
  return `CASE WHEN ${joined} IS NOT NULL THEN CAST(json_object(${quoteLiteral(language)}, ${joined}) AS VARCHAR) END`;
}

function constantSql(property: Property, value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `CAST(${quoteLiteral(text)} AS ${columnType(property.type)})`;
}

function nothing(property: Property): string {
  return `CAST(NULL AS ${columnType(property.type)})`;
}
