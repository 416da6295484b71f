import type { HierarchyCode } from "../../../cells.ts";
import { InputError } from "../../../errors.ts";
import { columnIn, parseCsv } from "./csv.ts";
import type { Csv } from "./csv.ts";

/**
 * Reads which codes are part of which: columns `code` and `parent`, the widest code without one; or
 * two columns of which the first has as many `@` as the code of the second is deep, in the order of
 * the tree, as sdcHierarchies and sdcTable write them.
 *
 * @throws InputError naming the line that cannot be read.
 */
export function parseHierarchy(text: string, name: string): readonly HierarchyCode[] {
  const csv = parseCsv(text, name);
  const isLevels =
    /^"?@/u.test(text) || csv.lines.some(({ fields }) => /^@+$/u.test(fields[0] ?? ""));
  const codes = isLevels ? levelled(text, name) : parented(csv);
  const known = new Set<string>();
  for (const { code, parent, line } of codes) {
    if (known.has(code)) refuse(name, line, "names a code for the second time");
    if (parent !== null && !codes.some((other) => other.code === parent)) {
      refuse(name, line, "names a wider code that has no line of its own");
    }
    known.add(code);
  }
  return codes.map(({ code, parent }) => ({ code, parent }));
}

interface Read extends HierarchyCode {
  readonly line: number;
}

function parented(csv: Csv): readonly Read[] {
  const [code, parent] = [columnIn(csv, "code"), columnIn(csv, "parent")];
  return csv.lines.map(({ line, fields }) => {
    const wider = fields[parent] ?? "";
    return { line, code: fields[code] ?? "", parent: wider === "" ? null : wider };
  });
}

function levelled(text: string, name: string): readonly Read[] {
  const hasHeader = !/^"?@/u.test(text);
  const { lines } = parseCsv(hasHeader ? text : `levels${separatorOf(text)}codes\n${text}`, name);
  const above: string[] = [];
  return lines.map(({ line: own, fields: [levels = "", code = ""] }) => {
    const line = hasHeader ? own : own - 1;
    const depth = levels.length;
    if (!/^@+$/u.test(levels)) refuse(name, line, "has no @ in its first column");
    if (depth > above.length + 1)
      refuse(name, line, "is more than one level below the line before");
    above.length = depth - 1;
    const parent = above.at(-1) ?? null;
    above.push(code);
    return { line, code, parent };
  });
}

function separatorOf(text: string): string {
  return /^"?@+"?\s*(?<separator>[;,\t])/u.exec(text)?.groups?.["separator"] ?? ",";
}

function refuse(name: string, line: number, why: string): never {
  throw new InputError(
    `${name}, line ${line}: it ${why}.`,
    "Write columns code and parent, or @ and code as sdcHierarchies does.",
  );
}
