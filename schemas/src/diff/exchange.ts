import type { Release } from "../release.ts";
import { change, compared, type Change, type Place } from "./change.ts";
import { schemaChanges } from "./schema.ts";

/** Changes of what travels: readers of one major version must read all of it, older and newer. */
export function exchangeChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.exchange, newer.exchange);
  return [
    ...removed.map(([name]) => {
      return change("entity-removed", place(name), `${name} is no longer exchanged.`);
    }),
    ...added.map(([name]) => change("projection-added", place(name), `${name} is exchanged now.`)),
    ...changed.flatMap(([name, before, after]) => schemaChanges(before, after, place(name))),
  ];
}

function place(name: string): Place {
  return { pointer: `exchange/${name}`, name, travels: true };
}
