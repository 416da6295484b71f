import { change, same, type Change, type Place } from "./change.ts";

/**
 * Fields that differ and that nobody has taught this comparison: what they change is not known, so
 * they count as major.
 */
export function strangers(
  { older, newer }: { readonly older: object; readonly newer: object },
  known: readonly string[],
  place: Place,
): readonly Change[] {
  const names = new Set([...Object.keys(older), ...Object.keys(newer)]);
  return [...names].flatMap((name) => {
    if (known.includes(name) || same(Reflect.get(older, name), Reflect.get(newer, name))) return [];
    const words = `${place.name} changes ${name}, and nothing proves that all that held still does.`;
    return [change("limit-tightened", place, words)];
  });
}
