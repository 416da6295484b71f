import type { EntityFile, PropertyFile } from "./entity-file.ts";
import { codeListProblems } from "./lint/code-list.ts";
import { treeProblems } from "./lint/entity.ts";
import { exampleProblems } from "./lint/examples.ts";
import { unless, within, type Place } from "./lint/place.ts";
import { descriptionProblems } from "./lint/text.ts";
import type { CodeList, Entity, Registry } from "./model.ts";
import { RegistryError, type Problem } from "./registry-error.ts";
import { resolveEntity } from "./resolve-entity.ts";

/** Properties that a member adds to entities for its own use: extensions/<prefix>.json of its workspace. */
export interface Extension {
  /** What the names of its properties begin with, before an underscore. */
  readonly prefix: string;
  readonly owner: string;
  readonly description: string;
  /** Entity → what is added to it. Nothing that is added is ever required. */
  readonly entities: Readonly<
    Record<string, { readonly properties: Readonly<Record<string, PropertyFile>> }>
  >;
  /** The member's own lists; their ids begin with the prefix and a hyphen. */
  readonly codeLists?: readonly CodeList[];
}

/**
 * The registry with the properties of an extension, each marked with its prefix. Dimensions, rules
 * and metrics are those of the standard and know nothing of them. Throws a RegistryError that names
 * every problem; `file` is where the extension was read from.
 */
export function extend(
  registry: Registry,
  extension: Extension,
  file: string = `extensions/${extension.prefix}.json`,
): Registry {
  const clashes = clashProblems(registry, extension, { file, pointer: "" });
  if (clashes.length > 0) throw new RegistryError(clashes);
  const lists = (extension.codeLists ?? []).map((list) => [list.id, list] as const);
  const codeLists = new Map([...registry.codeLists, ...lists]);
  const additions = Object.entries(extension.entities).map(([name, { properties }]) =>
    addition(name, properties, codeLists),
  );
  const entities = new Map(registry.entities);
  for (const { entity } of additions) {
    const own = entities.get(entity.name);
    if (own !== undefined) entities.set(own.name, joined(own, entity, extension.prefix));
  }
  const extended = { ...registry, codeLists, entities };
  const problems = [
    ...additions.flatMap((added) => listProblems(added, file)),
    ...lintProblems(extended, extension, additions, { file, pointer: "" }),
  ];
  if (problems.length > 0) throw new RegistryError(problems);
  return extended;
}

/**
 * The standard alone, as it was before any extension: what metrics are computed by and publications
 * are pinned to.
 */
export function sharedPart(registry: Registry): Registry {
  const prefixes = extensionsOf(registry);
  if (prefixes.size === 0) return registry;
  const entities = [...registry.entities].map(
    ([name, entity]) => [name, stripped(entity)] as const,
  );
  const lists = [...registry.codeLists].filter(
    ([id]) => ![...prefixes].some((prefix) => id.startsWith(`${prefix}-`)),
  );
  return { ...registry, entities: new Map(entities), codeLists: new Map(lists) };
}

/** The prefixes of the extensions that a registry holds. */
export function extensionsOf({ entities }: Pick<Registry, "entities">): ReadonlySet<string> {
  return new Set(
    [...entities.values()].flatMap(({ properties }) =>
      properties.flatMap(({ extension }) => extension ?? []),
    ),
  );
}

interface Addition {
  /** An entity that consists of what is added. */
  readonly entity: Entity;
  readonly problems: readonly Problem[];
}

/** Resolves what is added as if it were an entity of its own. */
function addition(
  name: string,
  properties: EntityFile["properties"],
  codeLists: Registry["codeLists"],
): Addition {
  const file: EntityFile = {
    $id: `urn:edufed:entity:${name}`,
    title: name,
    description: name,
    "x-domain": "organisation",
    "x-stability": "experimental",
    "x-key": [],
    required: [],
    properties,
  };
  const localisedText = { required: [], properties: {} };
  return resolveEntity(name, file, { codeLists, localisedText });
}

function joined(own: Entity, added: Entity, prefix: string): Entity {
  const properties = added.properties.map((property) => ({ ...property, extension: prefix }));
  return {
    ...own,
    properties: [...own.properties, ...properties],
    schema: {
      ...own.schema,
      properties: { ...schemasOf(own), ...schemasOf(added) },
    },
  };
}

function stripped(entity: Entity): Entity {
  const properties = entity.properties.filter(({ extension }) => extension === undefined);
  if (properties.length === entity.properties.length) return entity;
  const names = new Set(properties.map(({ name }) => name));
  const kept = Object.entries(schemasOf(entity)).filter(([name]) => names.has(name));
  return {
    ...entity,
    properties,
    schema: { ...entity.schema, properties: Object.fromEntries(kept) },
  };
}

function schemasOf({ schema }: Entity): Readonly<Record<string, unknown>> {
  return { ...Object(schema["properties"]) };
}

/** Prefix, entities and names: what must be right before anything can be added. */
function clashProblems(
  registry: Registry,
  { prefix, entities, codeLists = [] }: Extension,
  place: Place,
): readonly Problem[] {
  const taken = [...registry.codeLists.keys()].find((id) => id.startsWith(`${prefix}-`));
  return [
    ...unless(
      !extensionsOf(registry).has(prefix),
      within(place, "prefix"),
      `${prefix} is the prefix of another extension of this workspace; choose one of your own`,
    ),
    ...unless(
      taken === undefined,
      within(place, "prefix"),
      `${prefix} cannot be told from the code list ${taken} of the standard; choose another prefix`,
    ),
    ...Object.entries(entities).flatMap(([name, { properties }]) => [
      ...unless(
        registry.entities.has(name),
        within(place, "entities", name),
        `there is no entity ${name}; an extension adds properties to entities of the standard`,
      ),
      ...misnamed(
        Object.keys(properties),
        `${prefix}_`,
        within(place, "entities", name, "properties"),
      ),
      ...twins(Object.keys(properties), within(place, "entities", name, "properties")),
    ]),
    ...repeated(codeLists.map(({ id }) => id)).map((id) => ({
      ...within(place, "codeLists"),
      message: `has the list ${id} twice`,
    })),
    ...codeLists.flatMap(({ id }, index) =>
      unless(
        id.startsWith(`${prefix}-`),
        within(place, "codeLists", index, "id"),
        `must begin with the prefix; call it ${prefix}-${id}`,
      ),
    ),
  ];
}

function misnamed(names: readonly string[], start: string, place: Place): readonly Problem[] {
  return names.flatMap((name) =>
    unless(
      name.startsWith(start),
      within(place, name),
      `must begin with the prefix; call it ${start}${name.replace(/^.*_/u, "")}`,
    ),
  );
}

/** Databases do not tell capitals from small letters, and the classes of two properties would mix. */
function twins(names: readonly string[], place: Place): readonly Problem[] {
  const small = repeated(names.map((name) => name.toLowerCase()));
  return names.flatMap((name) =>
    unless(
      !small.includes(name.toLowerCase()),
      within(place, name),
      "differs from another property by capitals only; choose another name",
    ),
  );
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
}

/** Lists that nobody has, told at their place in the extension. */
function listProblems({ entity, problems }: Addition, file: string): readonly Problem[] {
  return problems.map(({ pointer }) => ({
    file,
    pointer: `/entities/${entity.name}${pointer}`,
    message: "x-code-list names a list that neither the standard nor this extension has",
  }));
}

/** What is asked of the standard's own properties and lists; labels may be in one language. */
function lintProblems(
  registry: Registry,
  { description, codeLists = [] }: Extension,
  additions: readonly Addition[],
  place: Place,
): readonly Problem[] {
  const schemas = additions.map(({ entity }) => JSON.stringify(entity.schema));
  return [
    ...descriptionProblems(description, within(place, "description")),
    ...additions.flatMap(({ entity }) => {
      const at = within(place, "entities", entity.name);
      return [
        ...treeProblems(entity.properties, within(at, "properties"), entity, registry),
        ...exampleProblems({ properties: schemasOf(entity) }, at),
      ];
    }),
    ...codeLists.flatMap((list, index) => [
      ...codesProblems(list, registry, within(place, "codeLists", index)),
      ...unless(
        schemas.some((schema) => schema.includes(JSON.stringify(list.id))),
        within(place, "codeLists", index),
        `no property of the extension uses ${list.id}; leave it out`,
      ),
    ]),
  ];
}

function codesProblems(list: CodeList, registry: Registry, place: Place): readonly Problem[] {
  return codeListProblems(list, registry)
    .filter(({ pointer }) => !/\/(?:label|title)$/u.test(pointer))
    .map(({ pointer, message }) => ({
      file: place.file,
      pointer: place.pointer + pointer,
      message,
    }));
}
