import type { Change } from "../diff/change.ts";
import { isObject, type Release } from "../release.ts";
import { processFinding, type ProcessFinding } from "./finding.ts";

/** Rules by which values are allowed or refused that were not before. */
const constraints: ReadonlySet<string> = new Set([
  ...["optional-to-required", "required-field-added", "optional-field-added", "entity-added"],
  ...["type-changed", "type-narrowed", "null-forbidden", "limit-tightened", "limit-loosened"],
  ...["format-tightened", "cardinality-changed", "code-list-replaced", "time-changed"],
  ...["field-renamed", "field-moved", "check-changed", "check-added"],
]);

/**
 * Rule 59: a new or changed constraint has an example that passes and one that fails. `vectors` are
 * the paths of the files in the conformance folder: `entities/student/invalid/sex-missing.json`.
 */
export function vectorFindings(
  newer: Release,
  changes: readonly Change[],
  vectors: readonly string[],
): readonly ProcessFinding[] {
  const places = new Set(
    changes.filter(({ rule }) => constraints.has(rule)).map(({ pointer }) => pointer),
  );
  return [...places].flatMap((pointer) => {
    const wanted = wantedBy(pointer, newer);
    const others = longerNames(pointer, newer);
    const missing = wanted.filter(
      (start) =>
        !vectors.some(
          (path) => path.startsWith(start) && !others.some((other) => path.startsWith(other)),
        ),
    );
    if (missing.length === 0) return [];
    const text = `${pointer} is new or changed, and there is no ${missing.map((start) => `schemas/conformance/${start.replace(/(?<!\.json)$/u, "*.json")}`).join(" and no ")}. Add one.`;
    return [processFinding("vector-missing", pointer, text)];
  });
}

/** How the paths of the examples of a place begin; none for what no example can show. */
function wantedBy(pointer: string, { entities, rules }: Release): readonly string[] {
  const [kind, name = "", ...rest] = pointer.split("/");
  // One file has records that keep the rule and records that break it.
  if (kind === "rules") return Object.hasOwn(rules, name) ? [`rules/${name}.json`] : [];
  if (kind !== "entities" || entities[name] === undefined) return [];
  return [`entities/${name}/valid/`, `entities/${name}/invalid/${fileStart(rest)}`];
}

/** What the examples of other properties begin with whose names begin like this one’s: end, endDate. */
function longerNames(pointer: string, { entities }: Release): readonly string[] {
  const parts = pointer.split("/");
  const last = parts.at(-1) ?? "";
  let around: unknown = { entities };
  for (const part of parts.slice(0, -1)) around = isObject(around) ? around[part] : undefined;
  if (parts.at(-2) !== "properties" || !isObject(around)) return [];
  const start = fileStart(parts.slice(2, -2));
  return Object.keys(around)
    .filter((name) => name !== last && fileName(name).startsWith(`${fileName(last)}-`))
    .map((name) => `entities/${parts[1] ?? ""}/invalid/${start}${fileName(name)}-`);
}

/** `properties/scores/items/properties/value` → `scores-item-value-`; a property may be called items. */
function fileStart(parts: readonly string[]): string {
  const [keyword, name, ...rest] = parts;
  if (keyword === undefined) return "";
  if (keyword === "properties" && name !== undefined) return `${fileName(name)}-${fileStart(rest)}`;
  return `${keyword === "items" ? "item" : fileName(keyword)}-${fileStart(parts.slice(1))}`;
}

function fileName(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}
