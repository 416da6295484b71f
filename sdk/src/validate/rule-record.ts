import type { Property } from "@edufed/schemas";
import { evaluate, type ValueRow } from "../engine/evaluate.ts";
import type { Expression } from "../engine/expression.ts";
import { isNested } from "../engine/reading.ts";
import { type Mistake, mistakesOf } from "./mistake.ts";
import type { RecordValidator } from "./record.ts";
import { type BetweenCheck, ownColumns, type ParsedRelated } from "./rules.ts";

/** A record of a small data set as rules see it. */
export interface RuleRecord {
  /** Its place in the list, counted from 1. */
  readonly row: number;
  readonly values: ValueRow;
  /** Properties whose value cannot be read; what needs one of them is not judged. */
  readonly unreadable: ReadonlySet<string>;
}

/** The records of an entity, read: what cannot be read is known, and lists of objects are lists of texts. */
export function ruleRecords(
  entity: string,
  records: readonly unknown[],
  properties: readonly Property[],
  validator: RecordValidator,
): readonly RuleRecord[] {
  const nested = new Set(properties.filter(({ type }) => isNested(type)).map(({ name }) => name));
  return records.map((record, index) => {
    const mistakes = validator(record) ? [] : mistakesOf(entity, validator.errors ?? [], record);
    const bad = mistakes.flatMap((mistake) => unreadableBy(mistake, nested));
    return { row: index + 1, values: valuesOf(record), unreadable: new Set(bad) };
  });
}

/** The records that break a rule between records: every record is held against every other. */
export function broken(
  check: BetweenCheck,
  records: readonly RuleRecord[],
  others: readonly RuleRecord[],
): readonly RuleRecord[] {
  const own = [...ownColumns(check)];
  const judged = records.filter(({ unreadable }) => own.every((name) => !unreadable.has(name)));
  switch (check.kind) {
    case "related":
      return judged.filter((record) => {
        const [other, ...more] = relatedTo(record, check.related, others);
        if (other === undefined || more.length > 0) return false;
        return verdict(record, other, check.related, check.holds) === false;
      });
    case "some":
      return eligible(judged, Object.keys(check.related.on), check.when).filter((record) =>
        relatedTo(record, check.related, others).every(
          (other) => verdict(record, other, check.related, check.holds) === false,
        ),
      );
    case "no-overlap":
      return overlapping(check, judged);
    case "at-most-one": {
      const counted = eligible(judged, check.within, check.when);
      return counted.filter((one) =>
        counted.some((other) => one !== other && agree(one, other, check.within)),
      );
    }
    case "acyclic":
      return onCircles(check, judged);
  }
}

type Kind<K extends BetweenCheck["kind"]> = Extract<BetweenCheck, { kind: K }>;

/** Records whose named values are known and for which the condition is true. */
function eligible(
  records: readonly RuleRecord[],
  known: readonly string[],
  when: Expression | undefined,
): readonly RuleRecord[] {
  return records
    .filter(({ values }) => known.every((name) => isKnown(values[name])))
    .filter(({ values }) => when === undefined || evaluate(when, values) === true);
}

function relatedTo(
  { values }: RuleRecord,
  { on }: ParsedRelated,
  others: readonly RuleRecord[],
): readonly RuleRecord[] {
  return others.filter((other) =>
    Object.entries(on).every(
      ([own, theirs]) =>
        isKnown(values[own]) &&
        !other.unreadable.has(theirs) &&
        values[own] === other.values[theirs],
    ),
  );
}

/** Whether the condition holds of the two; unknown where what is taken cannot be read. */
function verdict(
  { values }: RuleRecord,
  other: RuleRecord,
  { take }: ParsedRelated,
  holds: Expression,
): boolean | null {
  const taken = Object.entries(take);
  if (taken.some(([, property]) => other.unreadable.has(property))) return null;
  const given = taken.map(([name, property]) => [name, other.values[property]] as const);
  const value = evaluate(holds, { ...values, ...Object.fromEntries(given) });
  return value === null ? null : value === true;
}

/** Each stretch that begins, among those that agree, before one that began earlier has ended. */
function overlapping(
  { within, start, end, when }: Kind<"no-overlap">,
  judged: readonly RuleRecord[],
): readonly RuleRecord[] {
  const from = ({ values }: RuleRecord): string => String(values[start]);
  const to = ({ values }: RuleRecord): string =>
    isKnown(values[end]) ? String(values[end]) : "infinity";
  const stretches = eligible(judged, [...within, start], when).filter(
    (stretch) => from(stretch) <= to(stretch),
  );
  const isEarlier = (one: RuleRecord, other: RuleRecord): boolean =>
    from(one) < from(other) || (from(one) === from(other) && one.row < other.row);
  return stretches.filter((later) =>
    stretches.some(
      (earlier) =>
        agree(earlier, later, within) && isEarlier(earlier, later) && from(later) <= to(earlier),
    ),
  );
}

function agree(one: RuleRecord, other: RuleRecord, within: readonly string[]): boolean {
  return within.every((name) => one.values[name] === other.values[name]);
}

/** Records that are met again on the way up from them. A key that several share ends the way. */
function onCircles(
  { key, parent }: Kind<"acyclic">,
  judged: readonly RuleRecord[],
): readonly RuleRecord[] {
  const named = judged.filter(
    ({ values }) =>
      isKnown(values[key]) &&
      judged.filter((each) => each.values[key] === values[key]).length === 1,
  );
  const parentOf = new Map(named.map(({ values }) => [values[key], values[parent]]));
  return named.filter(({ values }) => {
    let above = values[parent];
    for (let step = 1; step < named.length && above !== values[key]; step += 1) {
      above = parentOf.get(above);
    }
    return isKnown(above) && above === values[key];
  });
}

function isKnown(value: ValueRow[string]): boolean {
  return value !== undefined && value !== null;
}

/** A mistake inside an object leaves its container readable. */
function unreadableBy({ pointer, facts }: Mistake, nested: ReadonlySet<string>): readonly string[] {
  const [name = "", ...inside] = pointer.split("/").slice(1);
  const isReading =
    facts.code === "wrong-type" || (facts.code === "wrong-format" && facts.format !== "pattern");
  return isReading && !(nested.has(name) && inside.length > 0) ? [name] : [];
}

function valuesOf(record: unknown): ValueRow {
  if (typeof record !== "object" || record === null) return {};
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, rowValue(value)]));
}

function rowValue(value: unknown): ValueRow[string] {
  if (Array.isArray(value)) return value.map(itemValue);
  if (isScalar(value)) return value;
  return JSON.stringify(value);
}

function itemValue(item: unknown): number | string | null {
  return typeof item === "number" || typeof item === "string" || item === null
    ? item
    : JSON.stringify(item);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
