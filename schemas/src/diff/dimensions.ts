import type { Dimension, DimensionPath } from "../metric.ts";
import type { Release } from "../release.ts";
import { change, compared, inside, same, type Change, type Place } from "./change.ts";
import { shown } from "./keyword.ts";
import { strangers } from "./strangers.ts";
import { textChanges, translationChanges } from "./words.ts";

/** Changes of what tables may be cut by. */
export function dimensionChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.dimensions, newer.dimensions);
  return [
    ...removed.map(([id]) => {
      return change("entity-removed", dimensionPlace(id), `The dimension ${id} is gone.`);
    }),
    ...added.map(([id]) => {
      return change("entity-added", dimensionPlace(id), `${id} is a new dimension.`);
    }),
    ...changed.flatMap(([id, before, after]) => oneDimension(before, after, dimensionPlace(id))),
  ];
}

function dimensionPlace(id: string): Place {
  return { pointer: `dimensions/${id}`, name: id, travels: false };
}

function oneDimension(before: Dimension, after: Dimension, place: Place): readonly Change[] {
  const list = `${place.name} took its codes from ${before.codeList ?? "the member"} and takes them from ${after.codeList ?? "the member"} now.`;
  const family = `${place.name} may be crossed with other dimensions than before.`;
  const description = { older: before.description, newer: after.description };
  return [
    ...translationChanges({ older: before.title, newer: after.title, place, what: "title" }),
    ...textChanges({ ...description, place, what: "description" }),
    ...(before.codeList === after.codeList ? [] : [change("code-list-replaced", place, list)]),
    ...(before.family === after.family ? [] : [change("aggregation-changed", place, family)]),
    ...shownChanges(before, after, place),
    ...codeChanges(before, after, place),
    ...pathChanges(before, after, place),
    ...strangers({ older: before, newer: after }, fields, place),
  ];
}

const fields: readonly string[] = [
  ...["title", "description", "codeList", "map", "unknown", "total", "family", "shows", "from"],
];

/** Whether a table that is cut this way shows organisations behind which persons are. */
function shownChanges(before: Dimension, after: Dimension, place: Place): readonly Change[] {
  if (before.shows === after.shows) return [];
  return after.shows === undefined
    ? [change("protection-loosened", place, `${place.name} no longer says that it shows schools.`)]
    : [change("protection-tightened", place, `${place.name} says that it shows schools.`)];
}

/** Which code is published for a value, for not knowing and for the whole. */
function codeChanges(before: Dimension, after: Dimension, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(before.map, after.map);
  const values = [...removed, ...added, ...changed].map(([value]) => value);
  const words = values.map(
    (value) =>
      `${place.name} publishes the value ${value} as ${after.map[value] ?? value} instead of ${before.map[value] ?? value}.`,
  );
  const special = (["unknown", "total"] as const).flatMap((kind) =>
    before[kind] === after[kind]
      ? []
      : [`${place.name} publishes ${kind} as ${after[kind]} instead of ${before[kind]}.`],
  );
  return [...words, ...special].map((text) => change("code-meaning-changed", place, text));
}

function pathChanges(before: Dimension, after: Dimension, place: Place): readonly Change[] {
  const { removed, added, changed } = compared(before.from, after.from);
  const at = (entity: string): Place => inside(place, `from/${entity}`, place.name);
  return [
    ...removed.map(([entity]) =>
      change("dimension-removed", at(entity), `${entity} can no longer be cut by ${place.name}.`),
    ),
    ...added.map(([entity]) =>
      change("limit-loosened", at(entity), `${entity} can be cut by ${place.name} now.`),
    ),
    ...changed.flatMap(([entity, old, now]) => onePath(old, now, { entity, place: at(entity) })),
  ];
}

function onePath(
  before: DimensionPath,
  after: DimensionPath,
  { entity, place }: { readonly entity: string; readonly place: Place },
): readonly Change[] {
  const { latestBy: was, ...old } = pathParts(before);
  const { latestBy: is, ...now } = pathParts(after);
  const latest = `Of several records, ${place.name} of ${entity} was decided by ${shown(was ?? "none")} and is by ${shown(is ?? "none")} now.`;
  const words = `${entity} finds its code of ${place.name} in another place.`;
  return [
    ...(was === is ? [] : [change("window-changed", place, latest)]),
    ...(same(old, now) ? [] : [change("code-meaning-changed", place, words)]),
  ];
}

function pathParts(path: DimensionPath): Readonly<Record<string, unknown>> {
  return { ...path };
}
