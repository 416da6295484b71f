import type { Entity, PrivacyClass, Property } from "./model.ts";

/**
 * The two profiles of a record. `local` is what the entity files say; `shareable` follows from it
 * and from the privacy classes, here and nowhere else: the published schemas, the types and the
 * pseudonymiser of the SDK all ask `fateOf`.
 */

/** What happens to a property on the way from the local to the shareable profile. */
export type Fate =
  /** It stays as it is. */
  | { readonly kind: "keep" }
  /** A key: it becomes a pseudonym of the domain, which is the same wherever the key is used. */
  | { readonly kind: "rekey"; readonly domain: string }
  /** A day: its year goes into the property `to`. */
  | { readonly kind: "year"; readonly to: string }
  | { readonly kind: "drop"; readonly why: string };

/** The sensitive properties a purpose has declared that it needs, as `entity/property`. */
export type SensitiveNeeds = ReadonlySet<string>;

/** What a pseudonym looks like: the first digits of the key's id, and 128 bits of an HMAC in hex. */
export const pseudonymPattern: string = String.raw`^[0-9a-f]{8}\.[0-9a-f]{32}$`;

/** A pseudonym for examples; its secret is the one of the conformance vectors. */
const pseudonymExample = "c1d4e88a.4bfc2e4eca6d5ed86956f50374056abd";

const noNeeds: SensitiveNeeds = new Set();

/**
 * Whether a record tells something sensitive by being there: the entity cannot be told without a
 * sensitive property, and the purpose has declared none of those. Such records are left out whole,
 * for what would remain of them is that this person has one.
 */
export function staysBehind(
  entity: Pick<Entity, "name" | "properties">,
  needs: SensitiveNeeds = noNeeds,
): boolean {
  const telling = entity.properties.filter(
    (property) => property.required && strictest(property) === "sensitive",
  );
  return telling.length > 0 && !telling.some(({ name }) => needs.has(`${entity.name}/${name}`));
}

/**
 * The fate of a property: direct identifiers are dropped, keys re-keyed, quasi-identifiers coarsened
 * as declared, sensitive properties dropped unless the purpose has declared them. An object or a
 * list goes as a whole, by the strictest of its parts. Of records that stay behind everything is
 * dropped, and a year is where the property that takes it does not stay.
 */
export function fateOf(
  entity: Pick<Entity, "name" | "properties">,
  property: Property,
  needs: SensitiveNeeds = noNeeds,
): Fate {
  const fate = ownFate(entity, property, needs);
  if (fate.kind !== "year") return fate;
  const target = entity.properties.find(({ name }) => name === fate.to);
  return target === undefined || ownFate(entity, target, needs).kind === "keep"
    ? fate
    : { kind: "drop", why: `would go into ${fate.to}, which does not stay` };
}

/** The same, whatever becomes of the other properties. */
function ownFate(
  entity: Pick<Entity, "name" | "properties">,
  property: Property,
  needs: SensitiveNeeds,
): Fate {
  const { name } = property;
  if (staysBehind(entity, needs)) {
    return { kind: "drop", why: "belongs to records that are sensitive by being there" };
  }
  switch (strictest(property)) {
    case "direct":
      return { kind: "drop", why: "identifies a person directly" };
    case "sensitive":
      return needs.has(`${entity.name}/${name}`)
        ? coarsened(property)
        : { kind: "drop", why: "is sensitive and this purpose has not declared it" };
    case "pseudonym":
      return property.type.kind === "string"
        ? { kind: "rekey", domain: property.references ?? `${entity.name}/${name}` }
        : { kind: "drop", why: "holds keys inside it, and only a key of its own is re-keyed" };
    case "quasi":
      return coarsened(property);
    case "ordinary":
      return { kind: "keep" };
  }
}

/**
 * The entity as the shareable profile has it. With `needs` it is the profile of one purpose: the
 * sensitive properties that the purpose has declared stay. The key keeps those of its parts that
 * stay; where a part is dropped, two shareable records may have the same key. Without properties
 * when its records stay behind.
 */
export function shareableEntity(entity: Entity, needs: SensitiveNeeds = noNeeds): Entity {
  const fates = new Map(
    entity.properties.map((property) => [property.name, fateOf(entity, property, needs)]),
  );
  const made = new Map(
    entity.properties.flatMap((property) => {
      const fate = fates.get(property.name);
      return fate?.kind === "year" ? [[fate.to, property] as const] : [];
    }),
  );
  requireTargets(entity, [...made.keys()]);
  const properties = entity.properties.flatMap((property) => {
    const fate = fates.get(property.name);
    if (fate?.kind === "rekey") return [rekeyed(property)];
    if (fate?.kind !== "keep") return [];
    return [
      { ...property, required: property.required || made.get(property.name)?.required === true },
    ];
  });
  const stays = new Set(properties.map(({ name }) => name));
  const { period, ...rest } = entity;
  return {
    ...rest,
    key: entity.key.filter((name) => stays.has(name)),
    ...(period !== undefined && stays.has(period.property) && { period }),
    properties,
    schema: shareableSchema(entity.schema, properties, fates),
  };
}

/**
 * What is left of a record when it is shared, to show it: every key is the same example of a
 * pseudonym. Records that leave a member are pseudonymised by the SDK, with a key.
 */
export function shareableExample(
  entity: Entity,
  record: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const entries = entity.properties.flatMap((property): readonly [string, unknown][] => {
    const { name } = property;
    const value = record[name];
    const fate = fateOf(entity, property);
    if (value === undefined || fate.kind === "drop") return [];
    if (fate.kind === "keep") return [[name, value]];
    if (fate.kind === "rekey") return [[name, pseudonymExample]];
    return typeof value === "string" ? [[fate.to, Number(value.slice(0, 4))]] : [];
  });
  return Object.fromEntries(entries);
}

const strictestFirst: readonly PrivacyClass[] = [
  "direct",
  "sensitive",
  "pseudonym",
  "quasi",
  "ordinary",
];

/** The class of a property or of that part of it which tells most about a person. */
function strictest(property: Property): PrivacyClass {
  const classes = new Set(leavesOf(property).map(({ privacy }) => privacy));
  return strictestFirst.find((privacy) => classes.has(privacy)) ?? "direct";
}

/** The property and everything inside it. */
function leavesOf(property: Property): readonly Property[] {
  const { type } = property;
  const value = type.kind === "list" ? type.item : type;
  const inside = value.kind === "object" ? value.properties : [];
  return [property, ...inside.flatMap((part) => leavesOf(part))];
}

function coarsened(property: Property): Fate {
  const { generalise } = property;
  if (generalise?.method === "year" && generalise.to !== undefined) {
    return { kind: "year", to: generalise.to };
  }
  const isTooFine = leavesOf(property).some((part) => part.generalise !== undefined);
  return isTooFine
    ? { kind: "drop", why: "is too fine for the shareable profile" }
    : { kind: "keep" };
}

/** A year goes into a property of the same entity. */
function requireTargets(entity: Entity, targets: readonly string[]): void {
  for (const target of targets) {
    if (entity.properties.every(({ name }) => name !== target)) {
      throw new RangeError(`${entity.name} has no property ${target} to take a year.`);
    }
  }
}

function rekeyed(property: Property): Property {
  return {
    ...property,
    type: { kind: "string", pattern: pseudonymPattern },
    examples: [pseudonymExample],
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON Schema with the properties that stay, keys as pseudonyms. */
function shareableSchema(
  schema: JsonObject,
  properties: readonly Property[],
  fates: ReadonlyMap<string, Fate>,
): JsonObject {
  const before = entriesOf(schema["properties"]);
  const stays = new Map(properties.map((property) => [property.name, property]));
  const after = before
    .filter(([name]) => stays.has(name))
    .map(([name, file]) => [
      name,
      fates.get(name)?.kind === "rekey" ? pseudonymSchema(file) : file,
    ]);
  const key = list(schema["x-key"]).filter((name) => stays.has(String(name)));
  const { "x-period": period, ...rest } = schema;
  const isInPeriod = entriesOf(period).some(
    ([keyword, name]) => keyword === "property" && stays.has(String(name)),
  );
  return {
    ...rest,
    "x-key": key,
    ...(isInPeriod && { "x-period": period }),
    required: properties.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(after),
  };
}

/** Limits of the member's own keys say nothing about a pseudonym. */
function pseudonymSchema(file: unknown): JsonObject {
  const ownLimits = new Set(["minLength", "maxLength", "pattern", "examples"]);
  const rest = entriesOf(file).filter(([keyword]) => !ownLimits.has(keyword));
  return {
    ...Object.fromEntries(rest),
    pattern: pseudonymPattern,
    examples: [pseudonymExample],
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
