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

/** A day, a text, a name with or without a bracket after it, or anything else. */
const token = /\bdate\s+'[^']*'|'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*(\s*\()?|[^'A-Za-z_]+/gu;

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
  let isPortable = true;
  const text = condition.replaceAll(token, (part) => {
    if (!/^[A-Za-z_]/u.test(part) || part.endsWith("'")) return part;
    const called = /^(\w+)\s*\($/u.exec(part)?.[1];
    if (called !== undefined && functions[called] !== undefined) return functions[called];
    if (called === undefined && names.has(part)) return identifier(part);
    const isWord = words.has((called ?? part).toLowerCase());
    isPortable &&= isWord;
    return part;
  });
  return isPortable && !text.includes(" / ") ? text : undefined;
}
