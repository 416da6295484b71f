import type { Registry } from "./model.ts";

/** The parts of a registry that are looked up by name. */
const byName = ["entities", "codeLists", "dimensions", "metrics", "crosswalks"] as const;

/** A resolved registry as JSON: what a map holds as the list of its entries. */
export function registryText(registry: Registry): string {
  const maps = byName.map((part) => [part, [...registry[part]]] as const);
  return JSON.stringify({ ...registry, ...Object.fromEntries(maps) });
}

/** The registry that `registryText` wrote. */
export function parseRegistry(text: string): Registry {
  const written: Written = JSON.parse(text);
  return {
    ...written,
    entities: new Map(written.entities),
    codeLists: new Map(written.codeLists),
    dimensions: new Map(written.dimensions),
    metrics: new Map(written.metrics),
    crosswalks: new Map(written.crosswalks),
  };
}

type Written = Pick<Registry, "version" | "rules"> & {
  readonly [Part in (typeof byName)[number]]: readonly EntryOf<Registry[Part]>[];
};

type EntryOf<M> = M extends ReadonlyMap<infer Name, infer Item> ? readonly [Name, Item] : never;
