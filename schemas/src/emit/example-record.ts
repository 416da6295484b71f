import type { Entity, Property, ValueType } from "../model.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * A record that shows what an entity holds. Where the conformance suite has valid records of it,
 * the one with the most properties, which keeps the rules too; else the first example of every
 * property that is not deprecated. `conformance` is the content of conformance/ by path.
 */
export function exampleRecord(entity: Entity, conformance: ReadonlyMap<string, string>): Values {
  const records = [...conformance]
    .filter(([path]) => path.startsWith(`entities/${entity.name}/valid/`))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, text]): { readonly record: Values } => JSON.parse(text));
  const most = Math.max(...records.map(({ record }) => Object.keys(record).length));
  const fullest = records.find(({ record }) => Object.keys(record).length === most);
  return fullest?.record ?? exampleObject(entity.properties);
}

function exampleObject(properties: readonly Property[]): Values {
  const current = properties.filter(({ deprecated }) => deprecated === undefined);
  return Object.fromEntries(
    current.flatMap((property) => {
      const value = exampleOf(property);
      return value === undefined ? [] : [[property.name, value]];
    }),
  );
}

function exampleOf({ type, examples }: Property): unknown {
  return examples.length > 0 ? examples[0] : exampleValue(type);
}

/** An object, or a list of one, speaks through the examples inside it. */
function exampleValue(type: ValueType): unknown {
  if (type.kind === "object") return exampleObject(type.properties);
  if (type.kind === "list") {
    const item = exampleValue(type.item);
    return item === undefined ? undefined : [item];
  }
  return undefined;
}
