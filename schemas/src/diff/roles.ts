import { change, type Change, type Place } from "./change.ts";
import { shown, type CompareKeyword, type KeywordContext, type Keywords } from "./keyword.ts";

/** Keywords that say what a value stands for and how records hang together. */
export const roleKeywords: Keywords = {
  $id: (older, newer, { place }) => [
    change(
      "identifier-reused",
      place,
      `${place.name} was identified by ${shown(older)} and is by ${shown(newer)} now.`,
    ),
  ],
  "x-key": keyChanges,
  "x-period": (_older, _newer, { place }) => [
    change(
      "time-changed",
      place,
      `Records of ${place.name} find their school year in another way.`,
    ),
  ],
  "x-references": referenceChanges,
  "x-unit": unitChanges,
  "x-unit-property": unitChanges,
  default: defaultChanges,
  "x-graphql-type": projectionChanges,
  "x-graphql-link": fieldTypeChanges,
  "x-graphql-scalar": fieldTypeChanges,
};

function keyChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const words = `A record of ${place.name} was known by ${keyText(older)} and is by ${keyText(newer)} now.`;
  return [change("key-changed", place, words)];
}

function referenceChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const words = `${place.name} referred to ${shown(older ?? "nothing")} and refers to ${shown(newer ?? "nothing")} now.`;
  return [change("key-changed", place, words)];
}

function unitChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const words = `The unit of ${place.name} was ${shown(older ?? "not said")} and is ${shown(newer ?? "not said")} now.`;
  return [change("unit-changed", place, words)];
}

function defaultChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  if (older === undefined) {
    const words = `${place.name} has the default ${shown(newer)} now.`;
    return [change("default-added", place, words)];
  }
  const words = `The default of ${place.name} was ${shown(older)} and is ${shown(newer ?? "gone")} now.`;
  return [change("default-changed", place, words)];
}

/** How the gateway shows it in GraphQL, where the name of a type is part of every question. */
function projectionChanges(...[older, newer, { place, schemas }]: Parameters<CompareKeyword>) {
  // Without a name of its own a type is called by its title.
  if (older === undefined && (isWhole(place) || schemas.older["title"] === undefined)) {
    return [change("projection-added", place, `${place.name} is ${shown(newer)} in GraphQL.`)];
  }
  return fieldTypeChanges(older ?? schemas.older["title"], newer, { place });
}

/** A field that was there answers with something else. */
function fieldTypeChanges(
  older: unknown,
  newer: unknown,
  { place }: Pick<KeywordContext, "place">,
): readonly Change[] {
  const words = `${place.name} was ${shown(older ?? "what its type says")} in GraphQL and is ${shown(newer ?? "not named")} now.`;
  return [change("type-changed", place, words)];
}

/** Whether a place is a schema itself and nothing inside one. */
function isWhole({ pointer }: Place): boolean {
  return pointer.split("/").length === 2;
}

function keyText(key: unknown): string {
  return Array.isArray(key) ? key.join(" + ") : "nothing";
}
