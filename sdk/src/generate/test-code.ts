/** Something that is true or false as code, never unknown: an operand of `&&`, or several joined. */
export type Test = string | { readonly all: readonly Test[] } | { readonly any: readonly Test[] };

/** True whatever the record. */
export const always: Test = { all: [] };

/** False whatever the record. */
export const never: Test = { any: [] };

/** True when all are; what is said twice is said once. */
export function all(tests: readonly Test[]): Test {
  const parts = distinct(tests.flatMap((test) => (isAll(test) ? test.all : [test])));
  if (parts.some(isNever)) return never;
  return parts.length === 1 ? (parts[0] ?? always) : { all: parts };
}

/** True when one is. */
export function any(tests: readonly Test[]): Test {
  const parts = distinct(tests.flatMap((test) => (isAny(test) ? test.any : [test])));
  if (parts.some(isAlways)) return always;
  return parts.length === 1 ? (parts[0] ?? never) : { any: parts };
}

/** The code of a test. */
export function testCode(test: Test): string {
  if (typeof test === "string") return test;
  const [parts, operator, empty] =
    "all" in test ? ([test.all, " && ", "true"] as const) : ([test.any, " || ", "false"] as const);
  return parts.length === 0 ? empty : parts.map((part) => operand(part)).join(operator);
}

/** The code of a test as lines of a function that gives it. */
export function returned(test: Test): readonly string[] {
  const line = `  return ${testCode(test)};`;
  if (typeof test === "string" || line.length <= lengthMax) return [line];
  const [parts, operator] = "all" in test ? [test.all, " &&"] : [test.any, " ||"];
  const last = parts.length - 1;
  const broken = parts.map((part, at) => `    ${operand(part)}${at < last ? operator : ""}`);
  return ["  return (", ...broken, "  );"];
}

/** Longest line that is not broken. */
const lengthMax = 100;

/** The code of a test where it stands beside an operator. */
export function operand(test: Test): string {
  return typeof test === "string" || isAlways(test) || isNever(test)
    ? testCode(test)
    : `(${testCode(test)})`;
}

function isAll(test: Test): test is { readonly all: readonly Test[] } {
  return typeof test === "object" && "all" in test;
}

function isAny(test: Test): test is { readonly any: readonly Test[] } {
  return typeof test === "object" && "any" in test;
}

function isAlways(test: Test): boolean {
  return isAll(test) && test.all.length === 0;
}

function isNever(test: Test): boolean {
  return isAny(test) && test.any.length === 0;
}

function distinct(tests: readonly Test[]): readonly Test[] {
  return [...new Map(tests.map((test) => [testCode(test), test])).values()];
}
