import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Option } from "commander";
import { UsageError } from "../errors.ts";
import type { AuditedCell, AuditResult } from "../protect/audit/audit.ts";
import { parseHierarchy } from "../protect/audit/plain/hierarchy.ts";
import { plainTables } from "../protect/audit/plain/table.ts";
import type { Adding } from "../protect/audit/plain/table.ts";
import type { Shown } from "../protect/audit/shown.ts";
import { existing } from "./input.ts";
import { collected } from "./options.ts";
import type { Shell } from "./shell.ts";

/** How a table that another tool made is named on the command line. */
export interface TableOptions {
  readonly table?: string;
  readonly count?: string;
  readonly withheld?: string;
  readonly hierarchy?: readonly string[];
  readonly total?: readonly string[];
  readonly width?: string;
  readonly reach?: string;
  readonly changeMax?: string;
}

/** The options that say how a table is read. */
export function tableOptions(): readonly Option[] {
  return [
    new Option(
      "--table <file>",
      "a table that another tool made, as CSV with a header line, instead",
    ),
    new Option("--count <column>", "of the table: its counts, empty or NA where they are withheld"),
    new Option(
      "--withheld <column>",
      "of the table: TRUE where a count is withheld, even if it stands there",
    ),
    new Option(
      "--hierarchy <column=file>",
      "of the table: a column of codes, and a CSV file that says which are part of which: columns code and parent, or levels of @ and codes as sdcHierarchies writes them; repeatable, also for one column",
    ).argParser(collected),
    new Option(
      "--total <column=code>",
      "of the table: a column of codes that all add up to this one; repeatable",
    ).argParser(collected),
    new Option(
      "--width <number>",
      "of the table: how far apart the possible values of a withheld count are at least (default: 1)",
    ),
    new Option(
      "--reach <number>",
      "of the table: a withheld count must be able to be so great (default: 0)",
    ),
  ];
}

const ofTables = ["count", "withheld", "hierarchy", "total", "width", "reach"] as const;

/** Whether a table is to be audited. @throws UsageError when it is not clear what is. */
export function asksForTable(options: TableOptions, folders: readonly string[]): boolean {
  const told = ofTables.find((name) => options[name] !== undefined);
  if (options.table === undefined && told !== undefined) {
    throw new UsageError(
      `--${told} says how a table is read, and no table is named.`,
      "Name it with --table <file>, or leave the option out.",
    );
  }
  if (options.table !== undefined && folders.length > 0) {
    throw new UsageError(
      "Publications and a table of another tool cannot be audited together.",
      "Leave out --table, or the folders.",
    );
  }
  if (options.table !== undefined && options.changeMax !== undefined) {
    throw new UsageError(
      "A table of another tool has no periods that --change-max could be about.",
      "Leave --change-max out.",
    );
  }
  return options.table !== undefined;
}

/** Reads the table and how its codes add up. */
export async function readPlainTables(
  shell: Shell,
  options: TableOptions,
): Promise<{ readonly tables: readonly Shown[]; readonly name: string }> {
  const { table = "", count, withheld } = options;
  if (count === undefined) {
    throw new UsageError(
      "It is not said which column of the table has the counts.",
      "Name it with --count <column>.",
    );
  }
  const [widthMin, reachMin] = [limit("width", options, 1), limit("reach", options, 0)];
  const dimensions = new Map<string, Adding[]>();
  const add = (column: string, adding: Adding): void => {
    dimensions.set(column, [...(dimensions.get(column) ?? []), adding]);
  };
  for (const written of options.hierarchy ?? []) {
    const [column, file] = pair(written, "hierarchy", "region=areas.csv");
    const path = existing(shell, file);
    add(column, parseHierarchy(await readFile(path, "utf8"), basename(path)));
  }
  for (const written of options.total ?? []) {
    add(...pair(written, "total", "sex=Total"));
  }
  if (dimensions.size === 0) {
    throw new UsageError(
      "It is not said which columns of the table are codes, and how they add up.",
      "Name them with --hierarchy <column=file> and --total <column=code>.",
    );
  }
  const path = existing(shell, table);
  const text = await readFile(path, "utf8");
  const name = basename(path);
  const plain = { text, name, dimensions, count, widthMin, reachMin };
  const tables = plainTables(withheld === undefined ? plain : { ...plain, withheld });
  return { tables, name };
}

/** Cells once each, though each way in which codes add up makes a table of its own. */
export function eachOnce(result: AuditResult): AuditResult {
  return { ...result, cells: firstOfEach(result.cells), narrow: firstOfEach(result.narrow) };
}

function firstOfEach(cells: readonly AuditedCell[]): readonly AuditedCell[] {
  const first = new Map<string, AuditedCell>();
  for (const cell of cells) {
    const key = JSON.stringify(cell.codes);
    if (!first.has(key)) first.set(key, cell);
  }
  return [...first.values()];
}

function limit(name: "width" | "reach", options: TableOptions, usual: number): number {
  const text = options[name];
  if (text === undefined) return usual;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new UsageError(`--${name} is a whole number.`, `Write for example --${name} 3.`);
}

function pair(
  written: string,
  option: string,
  example: string,
): readonly [column: string, value: string] {
  const at = written.indexOf("=");
  if (at > 0 && at < written.length - 1) return [written.slice(0, at), written.slice(at + 1)];
  throw new UsageError(
    `--${option} needs the name of a column, =, and a value.`,
    `Write for example --${option} ${example}.`,
  );
}
