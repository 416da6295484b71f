import {
  type DeprecatedPart,
  deprecatedParts,
  deprecationAdvice,
  type Entity,
  type Registry,
  type Rule,
} from "@edufed/schemas";

/**
 * What a data set should no longer use, as rules that warn: a deprecated entity has no records, a
 * deprecated property no value, and a deprecated code is not chosen. Parts of the objects in a list
 * are out of the reach of rules.
 */
export function deprecationRules({ entities, codeLists }: Registry): readonly Rule[] {
  return [...entities.values()].flatMap((entity) => [
    ...ofEntity(entity),
    ...deprecatedParts(entity, codeLists).flatMap((part) => ofPart(entity, part)),
  ]);
}

function ofEntity(entity: Entity): readonly Rule[] {
  const [property = ""] = entity.key;
  const { name, deprecated } = entity;
  if (deprecated === undefined) return [];
  const advice = deprecationAdvice(name, deprecated);
  return [
    warning(`${name}/deprecated`, { entity: name, property, holds: `${property} is null`, advice }),
  ];
}

function ofPart(entity: Entity, { path, code, advice }: DeprecatedPart): readonly Rule[] {
  const [, property, list] = /^([a-zA-Z][\w]*)(\[\])?$/u.exec(path) ?? [];
  const type = entity.properties.find(({ name }) => name === property)?.type;
  if (property === undefined || type === undefined || holdsObjects(type)) return [];
  const id = `${entity.name}/${property}/deprecated`;
  if (code === undefined) {
    return [warning(id, { entity: entity.name, property, holds: `${property} is null`, advice })];
  }
  const text = `'${code.replaceAll("'", "''")}'`;
  const holds =
    list === undefined ? `${property} <> ${text}` : `not list_contains(${property}, ${text})`;
  return [warning(`${id}/${code}`, { entity: entity.name, property, holds, advice })];
}

function holdsObjects(type: Entity["properties"][number]["type"]): boolean {
  return (type.kind === "list" ? type.item : type).kind === "object";
}

interface Advice {
  readonly entity: string;
  readonly property: string;
  readonly holds: string;
  readonly advice: string;
}

function warning(id: string, { entity, property, holds, advice }: Advice): Rule {
  return {
    id,
    entity,
    severity: "warning",
    property,
    check: { kind: "record", holds },
    message: { en: advice },
    why: advice,
    fix: remedy,
  };
}

const remedy: Rule["fix"] = {
  en: "Change the export before the version that no longer has it.",
  fi: "Muuta vientiä ennen versiota, jossa sitä ei enää ole.",
  sv: "Ändra exporten före den version där det inte längre finns.",
  az: "İxracı onun artıq olmayacağı versiyadan əvvəl dəyişin.",
};
