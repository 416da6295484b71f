import type { Change } from "../diff/change.ts";
import type { Release } from "../release.ts";
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
    const missing = wanted.filter((start) => !vectors.some((path) => path.startsWith(start)));
    if (missing.length === 0) return [];
    const text = `${pointer} is new or changed, and there is no ${missing.map((start) => `schemas/conformance/${start}*.json`).join(" and no ")}. Add one.`;
    return [processFinding("vector-missing", pointer, text)];
  });
}

/** How the paths of the examples of a place begin; none for what no example can show. */
function wantedBy(pointer: string, { entities, rules }: Release): readonly string[] {
  const [kind, name = "", ...rest] = pointer.split("/");
  if (kind === "rules") {
    const entity = rules[name]?.entity;
    return entity === undefined
      ? []
      : [`entities/${entity}/valid/`, `entities/${entity}/invalid/rule-${name}.`];
  }
  if (kind !== "entities" || entities[name] === undefined) return [];
  const path = rest.filter((part) => part !== "properties").map(fileName);
  const start = path.map((part) => `${part}-`).join("");
  return [`entities/${name}/valid/`, `entities/${name}/invalid/${start}`];
}

function fileName(part: string): string {
  if (part === "items") return "item";
  return part.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}
