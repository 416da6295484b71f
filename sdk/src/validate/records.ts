import type { Entity, Property } from "@edufed/schemas";
import type { Finding } from "../finding.ts";
import { wordsOf } from "../finding-text.ts";
import type { EntityName } from "../generated/types.ts";
import { validators } from "../generated/validators.js";
import { type Check, checksOf } from "./plan.ts";
import { type RecordValidator, validateRecord } from "./record.ts";
import { broken, type RuleRecord, ruleRecords } from "./rule-record.ts";
import type { ParsedRule } from "./rules.ts";
import { absentEntity, uncheckedFacts } from "./unchecked.ts";

/** A small data set: the records of each entity, as JSON gives them. */
export type RecordSet = Readonly<Partial<Record<EntityName, readonly unknown[]>>>;

/**
 * Validates a small data set in process, in a browser too: the codes, rule ids, words and counts
 * that an engine finds. Every record is held against every other, so that this is for hundreds of
 * records and not for thousands. `rows` are places in the lists, counted from 1, all of them.
 */
export function validateRecords(
  records: RecordSet,
  { entities }: { readonly entities: ReadonlyMap<string, Entity> },
  rules: readonly ParsedRule[],
): readonly Finding[] {
  const read = new Map(
    entityNames(records).map((name): [string, readonly RuleRecord[]] => {
      const properties = entities.get(name)?.properties ?? [];
      return [name, ruleRecords(name, records[name] ?? [], properties, validators[name])];
    }),
  );
  return entityNames(records).flatMap((name) => {
    const entity = entities.get(name);
    if (entity === undefined) throw new RangeError(`no entity ${name}`);
    const each = eachRecord(name, records[name] ?? [], rules);
    return [...each, ...checksOf(entity, rules).flatMap((check) => between(check, read, entities))];
  });
}

function entityNames(records: RecordSet): readonly EntityName[] {
  return Object.keys(records).filter(isEntityName);
}

function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(validators, name);
}

/** What each record has by itself, counted. */
function eachRecord(
  entity: EntityName,
  records: readonly unknown[],
  rules: readonly ParsedRule[],
): readonly Finding[] {
  const validator: RecordValidator = validators[entity];
  const counted = new Map<string, { readonly finding: Finding; readonly rows: number[] }>();
  for (const [index, record] of records.entries()) {
    for (const finding of validateRecord(entity, record, rules, validator)) {
      const key = `${finding.rule} ${finding.pointer ?? ""}`;
      const entry = counted.get(key) ?? { finding, rows: [] };
      if (entry.rows.at(-1) !== index + 1) entry.rows.push(index + 1);
      counted.set(key, entry);
    }
  }
  return [...counted.values()].map(({ finding, rows }) => placed(finding, rows));
}

/** What a check between records finds. */
function between(
  check: Check,
  read: ReadonlyMap<string, readonly RuleRecord[]>,
  entities: ReadonlyMap<string, Entity>,
): readonly Finding[] {
  const records = read.get(check.entity) ?? [];
  if (absentEntity(check, new Set(read.keys()), { entities }) !== undefined) {
    const facts = uncheckedFacts(check);
    return [
      {
        ...findingOf(check),
        code: facts.code,
        severity: "info",
        ...wordsOf(facts),
        count: records.length,
      },
    ];
  }
  const found = brokenBy(check, records, read, entities);
  return found.length === 0
    ? []
    : [
        placed(
          findingOf(check),
          found.map(({ row }) => row),
        ),
      ];
}

function brokenBy(
  { test }: Check,
  records: readonly RuleRecord[],
  read: ReadonlyMap<string, readonly RuleRecord[]>,
  entities: ReadonlyMap<string, Entity>,
): readonly RuleRecord[] {
  if (test.kind === "key") return sharingKey(records, test.properties);
  if (test.kind === "reference") {
    const [key = ""] = entities.get(test.to)?.key ?? [];
    const targets = new Set((read.get(test.to) ?? []).map(({ values }) => values[key]));
    const { name } = test.property;
    return records.filter(
      (record) =>
        isRead(record, name) && namesIn(record, name).some((named) => !targets.has(named)),
    );
  }
  if (test.kind !== "between") return [];
  const other = "related" in test.check ? read.get(test.check.related.entity) : undefined;
  return broken(test.check, records, other ?? []);
}

/** What a reference names: one key, or each of a list. */
function namesIn({ values }: RuleRecord, name: string): readonly RuleRecord["values"][string][] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item) => item !== null) : [value ?? null];
}

/** Records with the key of another one; an absent part of a key equals another absent part. */
function sharingKey(
  records: readonly RuleRecord[],
  key: readonly Property[],
): readonly RuleRecord[] {
  const named = records.filter((record) =>
    key.every(({ name, required }) => !required || isRead(record, name)),
  );
  return named.filter((one) =>
    named.some(
      (other) => one !== other && key.every(({ name }) => part(one, name) === part(other, name)),
    ),
  );
}

function part(record: RuleRecord, name: string): RuleRecord["values"][string] {
  return isRead(record, name) ? record.values[name] : null;
}

/** Whether a value is there and can be read. */
function isRead({ values, unreadable }: RuleRecord, name: string): boolean {
  return (values[name] ?? null) !== null && !unreadable.has(name);
}

function findingOf(check: Check): Finding {
  return {
    code: check.facts.code,
    severity: check.severity,
    entity: check.entity,
    ...(check.pointer === undefined ? {} : { pointer: check.pointer }),
    rule: check.id,
    ...wordsOf(check.facts),
    count: 0,
  };
}

function placed(finding: Finding, rows: readonly number[]): Finding {
  const [row] = rows;
  return { ...finding, ...(row === undefined ? {} : { row }), count: rows.length, rows };
}
