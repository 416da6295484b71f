import { DoorError } from "../http/answer.ts";

/**
 * The query of an address as one value per name. Names nobody asked for and names given twice are
 * refused: a cache would keep each spelling apart, and a misspelt filter would be no filter.
 */
export function parameters(
  url: URL,
  known: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const names = [...url.searchParams.keys()];
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw badParameter(stranger, "is not a parameter of this door", `Use ${known.join(", ")}.`);
  }
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) {
    throw badParameter(doubled, "is given twice", "Separate several values by commas.");
  }
  return Object.fromEntries(url.searchParams);
}

/** A whole number within bounds, or what is usual when the parameter is not given. */
export function wholeNumber(
  name: string,
  value: string | undefined,
  { usual, min, max }: { readonly usual: number; readonly min: number; readonly max: number },
): number {
  if (value === undefined) return usual;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw badParameter(name, "is out of range", `Use a whole number from ${min} to ${max}.`);
}

/** One of the values that exist, or the first when the parameter is not given. */
export function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly [T, ...T[]],
): T {
  if (value === undefined) return allowed[0];
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  throw badParameter(name, "has an unknown value", `Use ${allowed.join(", ")}.`);
}

/** Values separated by commas; undefined when the parameter is not given. */
export function listOf(value: string | undefined): readonly string[] | undefined {
  return value?.split(",").filter((item) => item !== "");
}

/** A parameter that cannot be used as it is. */
export function badParameter(name: string, fact: string, remedy: string): DoorError {
  return new DoorError(400, {
    code: "bad-parameter",
    message: `The parameter ${name} ${fact}.`,
    remedy,
  });
}
