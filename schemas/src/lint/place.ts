import type { Problem } from "../registry-error.ts";

/** Where something stands: a file of the standard and a JSON Pointer into it. */
export type Place = Omit<Problem, "message" | "remedy">;

/** A place further down, `/` and `~` in the names escaped as JSON Pointer asks. */
export function within(place: Place, ...names: readonly (string | number)[]): Place {
  const steps = names.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return { file: place.file, pointer: place.pointer + steps.join("") };
}

/** One problem at a place when what must hold does not; none when it does. */
export function unless(
  holds: boolean,
  place: Place,
  message: string,
  remedy?: string,
): readonly Problem[] {
  if (holds) return [];
  return [{ ...place, message, ...(remedy === undefined ? {} : { remedy }) }];
}

/** What to write instead of a name that does not exist. */
export function oneOf(names: Iterable<string>): string {
  const known = [...names].toSorted();
  return known.length === 0 ? "There is none to name." : `Use ${known.join(", ")}.`;
}
