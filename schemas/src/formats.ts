import type { FormatDefinition } from "ajv";

const month31 = String.raw`(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])`;
const month30 = String.raw`(?:0[469]|11)-(?:0[1-9]|[12]\d|30)`;
const february = String.raw`02-(?:0[1-9]|1\d|2[0-8])`;
const leapYear = String.raw`(?:\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)`;
const day = String.raw`(?:\d{4}-(?:${month31}|${month30}|${february})|${leapYear}-02-29)`;
const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?`;
const offset = String.raw`(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)`;

/**
 * The two formats of the profile, as regular expressions, so that any language can apply them and a
 * generated validator needs no library. `date` is an existing day of the Gregorian calendar in
 * ISO 8601; `date-time` is RFC 3339 with capital T and Z, at most microseconds and no leap second,
 * which is what every engine can store.
 */
export const formats: { readonly date: RegExp; readonly "date-time": RegExp } = {
  date: new RegExp(`^${day}$`, "u"),
  "date-time": new RegExp(`^${day}T${time}${offset}$`, "u"),
};

/**
 * Ajv's tolerance for multipleOf, as a power of ten: so small that it is none. Steps are exact in
 * binary, and without it Ajv compares text, in which 1e21 is no multiple of 1.
 */
export const multipleOfPrecision = 400;

/** Regular expressions that compile; only the meta-schemas need it. */
export const regexFormat: FormatDefinition<string> = {
  type: "string",
  validate: (text: string): boolean => {
    try {
      return new RegExp(text, "u") instanceof RegExp;
    } catch {
      return false;
    }
  },
};
