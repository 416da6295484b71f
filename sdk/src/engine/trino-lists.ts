/**
 * Where Trino is wrong: in version 476 unknown and false are mixed up around `a in (b, c)`, and around
 * `a = b or a = c`, which it turns into the same, when `c` is more than a column or a literal and
 * something in it is unknown.
 */
import { UsageError } from "../errors.ts";
import type { Expression } from "./expression.ts";
import type { Plan } from "./plan.ts";

/** Refuses a plan in which a condition is one that Trino gets wrong. */
export function requireReadable(plan: Plan): void {
  if (!isMisread(plan)) return;
  throw new UsageError(
    "The metric compares with a value in a list that is more than a column or a literal, which Trino gets wrong.",
    "Make the value a measure of its own, or use another engine.",
  );
}

/** Whether a condition that Trino gets wrong is anywhere in an expression or plan. */
export function isMisread(whole: Expression | Plan): boolean {
  return someNode(whole, (node) => comparedIn(node).some((value) => someNode(value, isComposed)));
}

/** The values that a list, or an “or” that may be written as one, compares with. */
function comparedIn(node: Node): readonly unknown[] {
  if (node["kind"] === "in") return [node["values"]];
  if (node["kind"] !== "binary" || node["operator"] !== "or") return [];
  return [node["left"], node["right"]].flatMap((part) => (isNode(part) ? equals(part) : []));
}

/** Both sides of an equality, unless one is a literal: that is the one that would be listed. */
function equals({ operator, left, right }: Node): readonly unknown[] {
  const sides = operator === "=" ? [left, right] : [];
  return sides.some((side) => isNode(side) && side["kind"] === "literal") ? [] : sides;
}

function isComposed(node: Node): boolean {
  return ["binary", "not", "is-null", "in", "case", "call"].includes(String(node["kind"]));
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function someNode(value: unknown, holds: (node: Node) => boolean): boolean {
  if (!isNode(value)) return false;
  return holds(value) || Object.values(value).some((part) => someNode(part, holds));
}
