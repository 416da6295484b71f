import { parseDocument } from "yaml";

/** A place in a JSON text, and what is said about it. */
interface Place {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * The line of a place in a JSON text, from 1: that of the nearest part around it that is written. Of
 * a text that is no JSON, the line that the message names.
 */
export function lineOf(text: string, { pointer, message }: Place): number {
  const named = /\(line (\d+) column \d+\)/u.exec(message)?.[1];
  if (named !== undefined) return Number(named);
  const path = pointer.split("/").slice(1).map(unescaped);
  const document = parseDocument(text);
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return text.slice(0, node.range[0] ?? 0).split("\n").length;
  }
  return 1;
}

function unescaped(step: string): string | number {
  if (/^\d+$/u.test(step)) return Number(step);
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function hasRange(node: unknown): node is { readonly range: readonly number[] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
