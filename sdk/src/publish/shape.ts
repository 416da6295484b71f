/**
 * Unknown JSON → typed values. A shape looks at a value once and either returns it with its type or
 * says which part is wrong; after that nothing is checked again.
 */

/** What a shape says when a value does not have it: the place and what should be there. */
export class ShapeError extends Error {
  readonly pointer: string;

  constructor(pointer: string, expected: string) {
    super(`${pointer === "" ? "The document" : pointer} must be ${expected}`);
    this.name = "ShapeError";
    this.pointer = pointer;
  }
}

export type Shape<T> = (value: unknown, pointer: string, strange?: Strange) => T;

/**
 * What becomes of properties that a closed object does not know: refused, or left unread and not
 * kept, in a document of a later version.
 */
export type Strange = "refused" | "unread";

/** The value when it has the shape, else the words that say what is wrong. */
export function parse<T>(
  shape: Shape<T>,
  value: unknown,
  strange: Strange = "refused",
): { readonly value: T } | { readonly problem: string } {
  try {
    return { value: shape(value, "", strange) };
  } catch (error) {
    if (error instanceof ShapeError) return { problem: `${error.message}.` };
    throw error;
  }
}

/** Text, at most `lengthMax` characters, of the given pattern. */
export function text(
  options: { readonly pattern?: RegExp; readonly lengthMax?: number } = {},
): Shape<string> {
  const { pattern, lengthMax = 2000 } = options;
  return (value, pointer) => {
    if (typeof value !== "string") throw new ShapeError(pointer, "text");
    if (value.length > lengthMax) throw new ShapeError(pointer, `at most ${lengthMax} characters`);
    if (pattern !== undefined && !pattern.test(value))
      throw new ShapeError(pointer, `like ${pattern.source}`);
    return value;
  };
}

/** A whole number from `minimum` to 2^53, or to `maximum`. */
export function whole(minimum = 0, maximum: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value, pointer) => {
    const isWhole = typeof value === "number" && Number.isSafeInteger(value);
    if (isWhole && value >= minimum && value <= maximum) return value;
    const upTo = maximum === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${maximum}`;
    throw new ShapeError(pointer, `a whole number of at least ${minimum}${upTo}`);
  };
}

export const yesOrNo: Shape<boolean> = (value, pointer) => {
  if (typeof value === "boolean") return value;
  throw new ShapeError(pointer, "true or false");
};

/** One of these texts. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Shape<T> {
  return (value, pointer) => {
    const found = allowed.find((item) => item === value);
    if (found === undefined) throw new ShapeError(pointer, `one of ${allowed.join(", ")}`);
    return found;
  };
}

/** A value of this shape, or null for a known unknown. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, pointer, strange) => (value === null ? null : shape(value, pointer, strange));
}

/** A value of the first shape that fits. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return (value, pointer, strange) => {
    const parsed = parse(first, value, strange);
    return "value" in parsed ? parsed.value : second(value, pointer, strange);
  };
}

/** A list of values of one shape. */
export function list<T>(shape: Shape<T>, lengthMax = 100_000): Shape<readonly T[]> {
  return (value, pointer, strange) => {
    if (!Array.isArray(value)) throw new ShapeError(pointer, "a list");
    if (value.length > lengthMax) throw new ShapeError(pointer, `a list of at most ${lengthMax}`);
    return value.map((item, index) => shape(item, `${pointer}/${index}`, strange));
  };
}

/** An object with any keys of a pattern and values of one shape. */
export function record<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, pointer, strange) => {
    const entries = Object.entries(asObject(value, pointer));
    return Object.fromEntries(
      entries.map(([key, item]) => [key, shape(item, `${pointer}/${key}`, strange)]),
    );
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Of<S> = { readonly [K in keyof S]: S[K] extends Shape<infer T> ? T : never };

/** An object with exactly these properties; the optional ones may be absent. */
export function closed<R extends Fields>(required: R): Shape<Of<R>>;
export function closed<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Shape<Of<R> & Partial<Of<O>>>;
export function closed(required: Fields, optional: Fields = {}): Shape<unknown> {
  const known = new Set([...Object.keys(required), ...Object.keys(optional)]);
  const shape = open(required, optional);
  return (value, pointer, strange = "refused") => {
    const unknown = Object.keys(asObject(value, pointer)).filter((key) => !known.has(key));
    if (unknown.length > 0 && strange === "refused")
      throw new ShapeError(pointer, `without ${unknown.length} unknown properties`);
    return shape(value, pointer, strange);
  };
}

/** An object with at least these properties; others are not looked at and not kept. */
export function open<R extends Fields>(required: R): Shape<Of<R>>;
export function open<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Shape<Of<R> & Partial<Of<O>>>;
export function open(required: Fields, optional: Fields = {}): Shape<unknown> {
  return (value, pointer, strange) => {
    const source = asObject(value, pointer);
    const result: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries(required)) {
      if (!Object.hasOwn(source, key)) throw new ShapeError(`${pointer}/${key}`, "present");
      result[key] = shape(source[key], `${pointer}/${key}`, strange);
    }
    for (const [key, shape] of Object.entries(optional)) {
      if (Object.hasOwn(source, key))
        result[key] = shape(source[key], `${pointer}/${key}`, strange);
    }
    return result;
  };
}

/** Anything; for parts that are hashed but not read. */
export const anything: Shape<unknown> = (value) => value;

function asObject(value: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ShapeError(pointer, "an object");
  }
  return Object.fromEntries(Object.entries(value));
}
