import { isObject, type JsonObject, type Release } from "../release.ts";
import { change, compared, type Change, type Place } from "./change.ts";
import { exposureChanges } from "./exposure.ts";
import { hasSameShape } from "./rename.ts";
import { schemaChanges } from "./schema.ts";

/** Changes of the entities: records of one member, which every newer version must be able to read. */
export function entityChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.entities, newer.entities);
  const changes = [
    ...removed.map(([name]) => {
      const words = `${name} is gone; its records cannot be checked or used any more.`;
      return change("entity-removed", entityPlace(name), words);
    }),
    ...added.map(([name]) => change("entity-added", entityPlace(name), `${name} is a new entity.`)),
    ...changed.flatMap(([name, before, after]) => oneEntity(before, after, entityPlace(name))),
  ];
  return withMoves(changes, older.entities, newer.entities);
}

/** Every keyword that differs, and what becomes visible though no single keyword says so. */
function oneEntity(before: JsonObject, after: JsonObject, place: Place): readonly Change[] {
  const changes = schemaChanges(before, after, place);
  const lowered = changes.filter(({ rule }) => rule === "privacy-lowered");
  const exposed = exposureChanges(before, after, place).filter(({ pointer }) =>
    lowered.every((each) => each.pointer !== pointer && !each.pointer.startsWith(`${pointer}/`)),
  );
  return [...changes, ...exposed];
}

function entityPlace(name: string): Place {
  return { pointer: `entities/${name}`, name, travels: false };
}

const additions: ReadonlySet<string> = new Set(["optional-field-added", "required-field-added"]);

/** A property that goes from one object and comes, alike and under its name, in another has moved. */
function withMoves(
  changes: readonly Change[],
  older: Release["entities"],
  newer: Release["entities"],
): readonly Change[] {
  const moves = changes.flatMap((gone) => {
    if (gone.rule !== "field-removed") return [];
    const before = at(older, gone.pointer);
    const come = changes.find(({ rule, pointer }) => {
      if (!additions.has(rule) || lastName(pointer) !== lastName(gone.pointer)) return false;
      const after = at(newer, pointer);
      return before !== undefined && after !== undefined && hasSameShape(before, after);
    });
    return come === undefined ? [] : [{ gone, come }];
  });
  const explained = new Set(moves.flatMap(({ gone, come }) => [gone, come]));
  return [
    ...moves.map(({ gone, come }) => {
      const words = `${sentenceName(gone.pointer)} is found at ${sentenceName(come.pointer)} now.`;
      return change("field-moved", { ...gone, name: "", travels: false }, words);
    }),
    ...changes.filter((each) => !explained.has(each)),
  ];
}

function lastName(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

/** `entities/a/properties/b/items/properties/c` → `a.b[].c`. */
function sentenceName(pointer: string): string {
  return pointer
    .replace(/^entities\//u, "")
    .replaceAll(/\/properties\/([^/]+)/gu, ".$1")
    .replaceAll("/items", "[]");
}

/** The schema that a pointer into the entities leads to. */
function at(entities: Release["entities"], pointer: string): JsonObject | undefined {
  let value: unknown = { entities };
  for (const name of pointer.split("/")) value = isObject(value) ? value[name] : undefined;
  return isObject(value) ? value : undefined;
}
