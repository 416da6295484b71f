import { type CountedMetric, sharedPart, type Dimension, type Registry } from "@edufed/schemas";
import { RefusedError } from "../errors.ts";

/**
 * The part of the registry that cells may be made from: the standard, without what a member added
 * for its own use. A metric or a dimension that names an extension property is refused: what others
 * cannot look up they cannot read in a figure.
 */
export function sharedOnly(metric: CountedMetric, registry: Registry): Registry {
  const shared = sharedPart(registry);
  if (shared === registry) return registry;
  const cuts = metric.dimensions.flatMap((id) => registry.dimensions.get(id) ?? []);
  for (const name of extensionNames(registry)) {
    if (names(metric.populations, name)) throw notShared(`metric ${metric.id}`, name);
    const cut = cuts.find(({ from }: Dimension) => names(from, name));
    if (cut !== undefined) throw notShared(`dimension ${cut.id}`, name);
  }
  return shared;
}

function extensionNames({ entities }: Registry): ReadonlySet<string> {
  return new Set(
    [...entities.values()].flatMap(({ properties }) =>
      properties.filter(({ extension }) => extension !== undefined).map(({ name }) => name),
    ),
  );
}

/** Whether a name stands anywhere in a declaration, in the middle of an expression too. */
function names(declared: CountedMetric["populations"] | Dimension["from"], name: string): boolean {
  return new RegExp(`\\b${name}\\b`, "i").test(JSON.stringify(declared));
}

function notShared(what: string, property: string): RefusedError {
  return new RefusedError(
    `The ${what} names ${property}, a property of the member's own extension; only properties with a shared definition become part of a cell.`,
    "Propose the property for the standard, or keep the figure inside and compute it with a tool of your own.",
  );
}
