import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number, zero or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** Collects an option that may be given several times: `--param a=1 --param b=2`. */
export function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** `SEX,GRADE` → its parts; an empty text has none. */
export function listed(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
