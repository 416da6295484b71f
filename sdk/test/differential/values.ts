import type { Property } from "@edufed/schemas";

/**
 * Values at and beyond the edges of what a property may be, as JSON text: `1.0`, `-0` and
 * `9007199254740993` are texts that a parsed value no longer shows.
 */
export function edgeValues(property: Property, schema: Schema): readonly string[] {
  return [...new Set([...strangers, ...valuesOf(schema, property.examples)])];
}

/** A JSON Schema, or the part of one that is about a value. */
export type Schema = Readonly<Record<string, unknown>>;

/** Any value as the object that a schema is. */
export function schemaOf(value: unknown): Schema {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** Values of every type: most properties are of one. */
const strangers: readonly string[] = [
  ...["null", "true", "false", "0", "1", "-1", "1.0", "1.5", '""', '" "', '"0"', '"true"'],
  ...['"null"', "[]", "[null]", "[[]]", "{}", '{"en":"x"}', '[{"en":"x"}]', '"[]"', '"{}"'],
  ...['"\\u0000"', '"2024-01-01"', "-0", "[0]", '["a"]'],
];

function valuesOf(schema: Schema, examples: readonly unknown[]): readonly string[] {
  const texts = examples.map((example) => JSON.stringify(example));
  switch (typeOf(schema)) {
    case "string":
      return [...texts, ...textValues(schema, examples)];
    case "integer":
    case "number":
      return [...texts, ...numberValues(schema)];
    case "array":
      return [...texts, ...listValues(schema, examples)];
    case "object":
      return [...texts, ...examples.flatMap(changedInside)];
    default:
      return texts;
  }
}

function typeOf({ type }: Schema): unknown {
  return Array.isArray(type) ? type.find((name) => name !== "null") : type;
}

const characters = ["a", "é", "e\u0301", "ə", "İ", "漢", "😀", "👩‍👩‍👧", "\u0000", "\u2028", "\uFEFF"];

function textValues(schema: Schema, examples: readonly unknown[]): readonly string[] {
  const { enum: codes, format, pattern, minLength, maxLength } = schema;
  const sample = textsOf(Array.isArray(codes) ? codes.slice(0, 3) : examples);
  const altered = [...sample, ...(pattern === undefined ? [] : patterned)].flatMap(changedText);
  const lengths = lengthsAround([minLength, maxLength]).flatMap((length) =>
    characters.map((character) => atLength(character, length)),
  );
  const dated = format === "date" ? days : format === "date-time" ? moments : [];
  const texts = [...sample, ...altered, ...lengths, ...dated, ...plainTexts];
  return [...texts.map((text) => JSON.stringify(text)), '"\\u0061"', '"\\ud83d\\ude00"'];
}

/** As many code points as asked for, of a character that may be made of several. */
function atLength(character: string, length: number): string {
  return Array.from(character.repeat(length)).slice(0, length).join("");
}

const plainTexts = ["NaN", "\\", '"', "'", "a\nb", "a\r\nb", "\t", " a", "a ", "x".repeat(5_000)];

/** Texts near the patterns of the standard. */
const patterned = ["2024/2025", "https://a.example/ä?b=1#c", "FI-18-HEL", "a@b.example", "a-b-2"];

function changedText(text: string): readonly string[] {
  const inserted = ["\n", " ", "\u2028", "\u0000", "😀", "٣", "\u212A", "ſ", "@", "/", "-", "é"];
  const middle = Math.floor(text.length / 2);
  return [
    ...["\n", " ", "a"].flatMap((extra) => [`${text}${extra}`, `${extra}${text}`]),
    ...inserted.map((extra) => text.slice(0, middle) + extra + text.slice(middle + 1)),
    ...[text.toUpperCase(), text.toLowerCase(), text.repeat(2), text.slice(1), text.slice(0, -1)],
  ];
}

const days = [
  ...["0000-01-01", "0000-02-29", "0000-12-31", "0001-01-01", "9999-12-31", "10000-01-01"],
  ...["1582-10-10", "1900-02-28", "1900-02-29", "2000-02-29", "2023-02-29", "2024-02-29"],
  ...["2024-02-30", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00", "2024-01-32"],
  ...["2024-1-1", "24-01-01", "20240101", "-2024-01-01", "+2024-01-01", "2024/01/01"],
  ...["2024-01-01 ", " 2024-01-01", "2024-01-01\n", "2024-01-01T00:00:00Z", "2024-W01-1"],
  ...["infinity", "-infinity", "infinity  ", "epoch", "epoch     ", "today", "２０２４-01-01"],
  ...["2024-01-0\u0661", "2024-01-01\u0000", "20240-1-01", "0001-01-01 (BC)", "2024-001"],
];

const moments = [
  ...days.flatMap((day) => [`${day}T12:00:00Z`, `${day}T00:00:00+14:59`]),
  ...["00:00:00", "23:59:59", "24:00:00", "12:60:00", "12:00:60", "23:59:60", "12:00"].map(onDay),
  ...["12:00:00.1", "12:00:00.123456", "12:00:00.1234567", "12:00:00.", "12:00:00,5"].map(onDay),
  ...["Z", "z", "+00:00", "-00:00", "+14:00", "-14:59", "+15:00", "+15:59", "-23:59"].map(after),
  ...["+24:00", "+2:00", "+0200", "+02", "", " Z", " UTC", "+02:60", "+02:00:00"].map(after),
  ...["2024-01-01t12:00:00Z", "2024-01-01 12:00:00Z", "9999-12-31T23:59:59.999999-14:59"],
  ...["0000-01-01T00:00:00+14:59", "2016-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00"],
];

function onDay(time: string): string {
  return `2024-01-01T${time}Z`;
}

function after(offset: string): string {
  return `2024-01-01T12:00:00${offset}`;
}

function numberValues(schema: Schema): readonly string[] {
  const { minimum, maximum, multipleOf } = schema;
  const limits = numbersOf([minimum, maximum]).flatMap((limit) => [
    limit - 1,
    limit - 0.5,
    limit,
    limit + 0.5,
    limit + 1,
    ...beside(limit),
  ]);
  const steps = typeof multipleOf === "number" ? [multipleOf / 2, multipleOf, -multipleOf * 3] : [];
  return [
    ...[...limits, ...steps].map(String),
    ...limits.filter(Number.isInteger).flatMap((limit) => [`${limit}.0`, `${limit}.0e0`]),
    ...numerals,
  ];
}

/** The doubles next to a number, nearly. */
function beside(limit: number): readonly number[] {
  const step = Math.max(Math.abs(limit), 1) * 2 ** -52;
  return [limit - step, limit + step];
}

const numerals = [
  ...["-0.0", "0.0", "1e0", "1E+2", "1e2", "100e-2", "15e-1", "0.1e1", "1e-7", "-1e-7"],
  ...["0.1", "0.30000000000000004", "0.25", "0.5", "5e-324", "1e-400", "-1e-400"],
  ...["9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993"],
  ...["9007199254740993.0", "9223372036854775807", "9223372036854775808", "-9223372036854775808"],
  ...["-9223372036854775809", "18446744073709551615", "18446744073709551616", "1e15", "1e18"],
  ...["1e19", "1e21", "-1e21", "123456789012345678901234567890", "1e38", "1e39", "1e308"],
  ...["1e400", "-1e400", "0.1234567890123456789", "3.0000000000000000001", "1e22"],
];

function listValues(schema: Schema, examples: readonly unknown[]): readonly string[] {
  const items = schemaOf(schema["items"]);
  const samples = examples.flatMap((example) => (Array.isArray(example) ? example : []));
  if (typeOf(items) === "object") return examples.flatMap(changedInside);
  const good = samples.map((item) => JSON.stringify(item));
  const [first = "1", second = first] = [...new Set(good)];
  const odd = [...strangers, ...valuesOf(items, samples)];
  const repeated = ["1,1.0", "0,-0", "1,2,1", '"a","a"', '"a","A"', '"é","e\u0301"', "null,null"];
  return [
    ...odd.flatMap((value) => [`[${value}]`, `[${first},${value}]`]),
    ...[...repeated, `${first},null,${first}`, `${first},null,${second},null`].map(listOf),
    ...[`${first},1.5`, "1,true", '1,"1"', "9007199254740992,9007199254740993"].map(listOf),
    ...longLists(schema, items),
  ];
}

function listOf(inside: string): string {
  return `[${inside}]`;
}

/** Lists with one item less, as many, and one more than they may have; all alike, and all different. */
function longLists(schema: Schema, items: Schema): readonly string[] {
  const codes = textsOf(Array.isArray(items["enum"]) ? items["enum"] : []);
  const isNumber = typeOf(items) !== "string";
  const nth = (place: number): string =>
    isNumber ? String(place) : JSON.stringify(codes[place % codes.length] ?? `id-${place}`);
  return lengthsAround([schema["minItems"], schema["maxItems"]]).flatMap((length) => [
    listOf(Array.from({ length }, (_, place) => nth(place)).join(",")),
    listOf(Array.from({ length }, () => nth(0)).join(",")),
  ]);
}

/** A value with one thing in it changed, left out or added, wherever that can be. */
function changedInside(value: unknown): readonly string[] {
  return placesOf(value, [])
    .flatMap((path) => {
      const changes = [...insideValues.map((inside) => changed(value, path, inside))];
      return [...changes, changed(value, path, undefined), changed(value, [...path, "extra"], 1)];
    })
    .map((text) => JSON.stringify(text));
}

const insideValues = [
  null,
  1,
  1.5,
  -1e6,
  "",
  "x".repeat(300),
  "😀",
  true,
  [],
  {},
  [null],
  { en: 1 },
];

type Path = readonly string[];

function placesOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value)
      .slice(0, 6)
      .flatMap(([name, inside]) => placesOf(inside, [...path, name])),
  ];
}

function changed(value: unknown, [name, ...rest]: Path, to: unknown): unknown {
  if (name === undefined) return to ?? null;
  if (Array.isArray(value)) {
    return name === "extra"
      ? [...value, to]
      : value.flatMap((item, place) => (String(place) === name ? listed(item, rest, to) : [item]));
  }
  const entries = new Map(Object.entries(schemaOf(value)));
  const inside = changed(entries.get(name), rest, to);
  if (rest.length === 0 && to === undefined) entries.delete(name);
  else entries.set(name, inside);
  return Object.fromEntries(entries);
}

function listed(item: unknown, rest: Path, to: unknown): readonly unknown[] {
  return rest.length === 0 && to === undefined ? [] : [changed(item, rest, to)];
}

function textsOf(list: readonly unknown[]): readonly string[] {
  return list.filter((item) => typeof item === "string");
}

function numbersOf(list: readonly unknown[]): readonly number[] {
  return list.filter((item) => typeof item === "number");
}

/** The lengths beside a limit, and the limit. */
function lengthsAround(limits: readonly unknown[]): readonly number[] {
  const around = numbersOf(limits).flatMap((limit) => [limit - 1, limit, limit + 1]);
  return around.filter((length) => length >= 0);
}
