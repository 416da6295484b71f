import { isObject } from "../release.ts";
import { changeRules, type ChangeRuleId } from "./catalogue.ts";
import type { ChangeKind, Step } from "./change-rule.ts";

/** One difference between two releases, judged by one rule of the catalogue. */
export interface Change {
  readonly rule: ChangeRuleId;
  readonly number: number;
  readonly step: Step;
  readonly kind: ChangeKind;
  /** Where in the release: `entities/student/properties/sex`. */
  readonly pointer: string;
  /** One English sentence or two. */
  readonly text: string;
}

/** A place in a release that is looked at. */
export interface Place {
  readonly pointer: string;
  /** As a sentence names it: `student.sex`. */
  readonly name: string;
  /**
   * Whether it describes what travels. Readers of one major version must read every publication of
   * it, older or newer, so what is loosened here is a major change.
   */
  readonly travels: boolean;
}

/** What else a change says, where the rule alone does not. */
interface Particulars {
  readonly step?: Step;
}

/** A change at a place; its step is the rule's unless something makes it more. */
export function change(
  rule: ChangeRuleId,
  { pointer, travels }: Place,
  text: string,
  particulars: Particulars = {},
): Change {
  const { number, kind, step } = changeRules[rule];
  const facts = { rule, number, kind, pointer };
  if (travels && rule === "limit-loosened") {
    return {
      ...facts,
      step: "major",
      text: `${text} Readers of older versions would refuse what is new.`,
    };
  }
  return { ...facts, step: particulars.step ?? step, text };
}

/** A place inside another one. */
export function inside(place: Place, pointer: string, name: string): Place {
  return { ...place, pointer: `${place.pointer}/${pointer}`, name };
}

/** Whether two JSON values are the same, whatever the order of names. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, index) => same(part, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => same(one[name], other[name]));
}

/** What two collections by name have: only the older, only the newer, or both and not the same. */
export interface Compared<T> {
  readonly removed: readonly (readonly [name: string, value: T])[];
  readonly added: readonly (readonly [name: string, value: T])[];
  readonly changed: readonly (readonly [name: string, older: T, newer: T])[];
}

/** Compares two collections by name. */
export function compared<T>(
  older: Readonly<Record<string, T>>,
  newer: Readonly<Record<string, T>>,
): Compared<T> {
  return {
    removed: Object.entries(older).filter(([name]) => !Object.hasOwn(newer, name)),
    added: Object.entries(newer).filter(([name]) => !Object.hasOwn(older, name)),
    changed: Object.entries(older).flatMap(([name, value]) => {
      const now = Object.hasOwn(newer, name) ? newer[name] : undefined;
      return now === undefined || same(value, now) ? [] : [[name, value, now] as const];
    }),
  };
}
