import {
  deprecationAdvice,
  type CodeList,
  type Deprecation,
  type Dimension,
  type Entity,
  type Property,
  type Registry,
  type Rule,
  type RuleCheck,
  type ValueType,
} from "@edufed/schemas";
import { UsageError } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import { textTable } from "./io.ts";
import { showMetric } from "./metric-show.ts";
import { crosswalkLines } from "./schema-show-crosswalk.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `schema show`: one definition in words, or resolved for a machine. */
export async function showDefinition(shell: Shell, name: string, json: boolean): Promise<void> {
  const found = definitionNamed(standard(), name);
  if (found.kind === "metric") {
    await showMetric(shell, found.id, json);
    return;
  }
  if (json) {
    shell.out(JSON.stringify(found.value, null, 2));
    return;
  }
  const [first = "", ...rest] = found.lines;
  shell.out(shell.style("bold", first));
  for (const line of rest) shell.out(line);
}

type Found =
  | { readonly kind: "metric"; readonly id: string }
  | { readonly kind: "other"; readonly value: object; readonly lines: readonly string[] };

/** By exact name first, then in any case: `sex` is the list and `SEX` the dimension. */
function definitionNamed(registry: Registry, name: string): Found {
  const all = definitions(registry);
  const asked = name.replace("/", ".");
  const exact = all.find(([known]) => known === asked);
  const found = exact ?? all.find(([known]) => known.toLowerCase() === asked.toLowerCase());
  if (found !== undefined) return found[1]();
  const meant = nearest(
    name,
    all.map(([known]) => known),
  );
  throw new UsageError(
    `Nothing in the standard is called “${name}”.`,
    `${meant === undefined ? "" : `Did you mean ${meant}? `}See \`edufed schema list\`.`,
  );
}

function definitions(registry: Registry): readonly (readonly [string, () => Found])[] {
  const { entities, codeLists, rules, metrics, dimensions, crosswalks } = registry;
  return [
    ...[...entities.values()].map(
      (entity) => [entity.name, () => other(entity, entityLines(entity, rules))] as const,
    ),
    ...[...codeLists.values()].map(
      (list) => [list.id, () => other(list, listLines(list))] as const,
    ),
    ...rules.map((rule) => [rule.id, () => other(rule, ruleLines(rule))] as const),
    ...[...metrics.keys()].map((id) => [id, () => ({ kind: "metric", id }) as const] as const),
    ...[...dimensions.values()].map(
      (each) => [each.id, () => other(each, dimensionLines(each))] as const,
    ),
    ...[...crosswalks.values()].map(
      (each) => [each.id, () => other(each, crosswalkLines(each, registry))] as const,
    ),
    ...[...entities.values()].flatMap(ofEntity),
  ];
}

/** The properties of an entity, each under the name that a change or a rule gives it: `student.sex`. */
function ofEntity(entity: Entity): readonly (readonly [string, () => Found])[] {
  return entity.properties.map((property) => {
    const name = `${entity.name}.${property.name}`;
    return [name, () => other(property, propertyLines({ ...property, name }, ""))] as const;
  });
}

function entityLines(entity: Entity, rules: readonly Rule[]): readonly string[] {
  const own = rules.filter((rule) => rule.entity === entity.name);
  return [
    `${entity.name} · ${entity.title}`,
    "",
    entity.description,
    ...deprecationLines(entity.name, entity.deprecated),
    "",
    `domain ${entity.domain} · ${entity.stability} · key ${entity.key.join(" + ")}`,
    "",
    ...entity.properties.flatMap((property) => propertyLines(property, "")),
    ...(own.length === 0 ? [] : ["Rules:", ...own.map(({ id, why }) => `  ${id}: ${why}`)]),
  ];
}

function propertyLines(property: Property, indent: string): readonly string[] {
  const { name, type, required, nullable, privacy, unit, description, deprecated } = property;
  const facts = [
    typeWords(type),
    ...(required ? ["required"] : []),
    ...(nullable ? ["or null"] : []),
    ...(unit === undefined ? [] : [unit === "1" ? "share" : unit]),
    privacy,
  ];
  const inner = type.kind === "list" ? type.item : type;
  return [
    `${indent}${name}  ${facts.join(" · ")}`,
    `${indent}    ${description}`,
    ...deprecationLines(name, deprecated).map((line) => `${indent}    ${line}`),
    ...(inner.kind === "object"
      ? inner.properties.flatMap((each) => propertyLines(each, `${indent}    `))
      : []),
  ];
}

function typeWords(type: ValueType): string {
  switch (type.kind) {
    case "string":
      return "text";
    case "code":
      return `code of ${type.list}`;
    case "integer":
      return `whole number${range(type)}`;
    case "number":
      return `number${range(type)}`;
    case "boolean":
      return "true or false";
    case "date":
      return "day";
    case "date-time":
      return "moment";
    case "list":
      return `list of: ${typeWords(type.item)}`;
    case "object":
      return "object";
  }
}

function range({ minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }) {
  if (minimum === undefined && maximum === undefined) return "";
  return ` ${minimum ?? "…"} to ${maximum ?? "…"}`;
}

function listLines(list: CodeList): readonly string[] {
  const rows = list.codes.map(({ code, label, definition }) => [
    `  ${code}`,
    label.en,
    definition ?? "",
  ]);
  return [
    `${list.id} ${list.version} · ${list.title.en}`,
    "",
    list.description,
    "",
    `${list.maintenance}${list.unknownCodes === "keep" ? ", readers keep unknown codes" : ""} · ${list.source}`,
    "",
    textTable(rows, new Set()),
  ];
}

function ruleLines(rule: Rule): readonly string[] {
  return [
    `${rule.id} · ${rule.severity} about ${rule.entity}.${rule.property}`,
    "",
    rule.message.en,
    `Why: ${rule.why}`,
    `Fix: ${rule.fix.en}`,
    ...deprecationLines(rule.id, rule.deprecated),
    "",
    ...checkLines(rule.check),
  ];
}

function checkLines({ kind, ...parts }: RuleCheck): readonly string[] {
  const rows = Object.entries(parts).map(([name, part]) => [
    `  ${name}`,
    typeof part === "string" ? part : JSON.stringify(part),
  ]);
  return [`check: ${kind}`, textTable(rows, new Set())];
}

function dimensionLines(dimension: Dimension): readonly string[] {
  return [
    `${dimension.id} · ${dimension.title.en}`,
    "",
    dimension.description,
    "",
    `codes of ${dimension.codeList ?? "the member"} · unknown ${dimension.unknown} · total ${dimension.total}`,
    `found in ${Object.keys(dimension.from).join(", ")}`,
  ];
}

function deprecationLines(name: string, deprecated: Deprecation | undefined): readonly string[] {
  return deprecated === undefined ? [] : [deprecationAdvice(name, deprecated)];
}

function other(value: object, lines: readonly string[]): Found {
  return { kind: "other", value, lines };
}
