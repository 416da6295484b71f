import { deprecationFaults } from "../deprecation.ts";
import type { Deprecation, Property, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { within, type Place } from "./place.ts";

/**
 * Deprecations that can be planned with: since a version that there is, with a reason, until a later
 * major version, in favour of something that exists and is not deprecated itself.
 */
export function deprecationProblems(registry: Registry): readonly Problem[] {
  const { version, entities, metrics, rules } = registry;
  return [
    ...[...entities.values()].flatMap(({ name, deprecated, properties }) => {
      const place = fileNamed(`entities/${name}.json`);
      const own = { deprecated, place: within(place, "x-deprecated"), version };
      return [
        ...faults(
          own,
          inUse(entities.values(), (entity) => entity.name),
        ),
        ...propertyProblems(properties, version, within(place, "properties")),
      ];
    }),
    ...[...registry.codeLists.values()].flatMap(({ id, codes }) =>
      codes.flatMap(({ deprecated }, index) => {
        const place = within(fileNamed(`code-lists/${id}.json`), "codes", index, "deprecated");
        return faults(
          { deprecated, place, version },
          inUse(codes, ({ code }) => code),
        );
      }),
    ),
    ...[...metrics.values()].flatMap(({ id, deprecated }) => {
      const place = within(fileNamed(`metrics/${id}.json`), "deprecated");
      return faults(
        { deprecated, place, version },
        inUse(metrics.values(), (metric) => metric.id),
      );
    }),
    ...rules.flatMap(({ id, deprecated }) => {
      const place = within(fileNamed(`rules/${id}.json`), "deprecated");
      return faults(
        { deprecated, place, version },
        inUse(rules, (rule) => rule.id),
      );
    }),
  ];
}

function propertyProblems(
  properties: readonly Property[],
  version: string,
  place: Place,
): readonly Problem[] {
  const names = inUse(properties, ({ name }) => name);
  return properties.flatMap(({ name, deprecated, type }) => {
    const at = within(place, name);
    const inner = type.kind === "list" ? type.item : type;
    const below = within(type.kind === "list" ? within(at, "items") : at, "properties");
    return [
      ...faults({ deprecated, place: within(at, "x-deprecated"), version }, names),
      ...(inner.kind === "object" ? propertyProblems(inner.properties, version, below) : []),
    ];
  });
}

interface Deprecated {
  readonly deprecated: Deprecation | undefined;
  readonly place: Place;
  readonly version: string;
}

function faults(
  { deprecated, place, version }: Deprecated,
  names: ReadonlySet<string>,
): readonly Problem[] {
  if (deprecated === undefined) return [];
  return deprecationFaults(deprecated, { version, names }).map((message) => ({
    ...place,
    message,
  }));
}

function inUse<T extends { readonly deprecated?: Deprecation }>(
  items: Iterable<T>,
  nameOf: (item: T) => string,
): ReadonlySet<string> {
  return new Set([...items].filter(({ deprecated }) => deprecated === undefined).map(nameOf));
}

function fileNamed(name: string): Place {
  return { file: name, pointer: "" };
}
