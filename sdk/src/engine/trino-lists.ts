/**
 * Where Trino is wrong: version 476 answers null instead of false to `a in (b, c)`, and to
 * `a = b or a = c`, when nothing is equal and `c` holds another `in` or `or` that is unknown.
 */
import { UsageError } from "../errors.ts";
import type { Expression } from "./expression.ts";
import type { Plan } from "./plan.ts";

/** Refuses a plan in which a condition is one that Trino gets wrong. */
export function requireReadable(plan: Plan): void {
  if (!isMisread(plan)) return;
  throw new UsageError(
    "The metric compares with a value that itself depends on a list or an “or”, which Trino gets wrong.",
    "Make the inner condition a measure or column of its own, or use another engine.",
  );
}

/** Whether a condition that Trino gets wrong is anywhere in an expression or plan. */
export function isMisread(whole: Expression | Plan): boolean {
  return someNode(whole, (node) => comparedIn(node).some((value) => someNode(value, isList)));
}

/** The values that a list, or an “or” that may be written as one, compares with. */
function comparedIn(node: Node): readonly unknown[] {
  if (node["kind"] === "in") return [node["values"]];
  if (!isOr(node)) return [];
  return [node["left"], node["right"]].filter((part) => isNode(part) && part["operator"] === "=");
}

function isList(node: Node): boolean {
  return node["kind"] === "in" || isOr(node);
}

function isOr(node: Node): boolean {
  return node["kind"] === "binary" && node["operator"] === "or";
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function someNode(value: unknown, holds: (node: Node) => boolean): boolean {
  if (!isNode(value)) return false;
  return holds(value) || Object.values(value).some((part) => someNode(part, holds));
}
