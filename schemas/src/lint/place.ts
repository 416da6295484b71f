import type { Problem } from "../registry-error.ts";

/** Where something stands: a file of the standard and a JSON Pointer into it. */
export type Place = Omit<Problem, "message">;

/** A place further down, `/` and `~` in the names escaped as JSON Pointer asks. */
export function within(place: Place, ...names: readonly (string | number)[]): Place {
  const steps = names.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`);
  return { file: place.file, pointer: place.pointer + steps.join("") };
}

/** One problem at a place when what must hold does not; none when it does. */
export function unless(holds: boolean, place: Place, message: string): readonly Problem[] {
  return holds ? [] : [{ ...place, message }];
}
