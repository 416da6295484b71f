import type { Entity } from "../model.ts";

/** A name exactly as it is spelled. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as a list of literals. */
export function literals(texts: readonly string[]): string {
  return texts.map(literal).join(", ");
}

/** A day, a quoted name, a text, a name with or without a bracket after it, or anything else. */
const token =
  /"[^"]*"|\bdate\s+'[^']*'|'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*(\s*\()?|[^"'A-Za-z_]+/gu;

/** Words of conditions that mean the same in every dialect. */
const words = new Set(
  "and or not in is null true false between case when then else end".split(" "),
);

/** Functions of conditions that mean the same in every dialect, and how they are written. */
const functions: Readonly<Record<string, string>> = {
  coalesce: "coalesce(",
  least: "least(",
  greatest: "greatest(",
  abs: "abs(",
  length: "length(",
  year: "extract(year from ",
};

/**
 * A rule's condition with its properties quoted, so that a database which folds names to lower case
 * finds them. Undefined when it says something that not every dialect says in the same words.
 */
export function portableCondition(condition: string, entity: Entity): string | undefined {
  const names = new Set(entity.properties.map(({ name }) => name));
  const parts = Array.from(condition.matchAll(token), ([part]) => portable(part, names));
  return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
}

/** One part of a condition as every dialect understands it; undefined when not every one does. */
function portable(part: string, names: ReadonlySet<string>): string | undefined {
  if (part.startsWith('"')) return names.has(part.slice(1, -1)) ? part : undefined;
  if (part.endsWith("'")) return part;
  if (/^[A-Za-z_]/u.test(part)) return portableWord(part, names);
  // Databases divide whole numbers differently.
  return part.includes("/") ? undefined : part;
}

function portableWord(part: string, names: ReadonlySet<string>): string | undefined {
  const called = /^(\w+)\s*\($/u.exec(part)?.[1];
  const call = called === undefined ? undefined : functions[called];
  if (call !== undefined) return call;
  if (names.has(part)) return identifier(part);
  return words.has((called ?? part).toLowerCase()) ? part : undefined;
}
