import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installPackages } from "./installed.ts";
import type { Contender, Work } from "./side-by-side.ts";

/** More than elsewhere: a process starts in little time, and a busy moment weighs more. */
const rounds = 15;

/**
 * Whole processes of the command line as a user installs it, beside Node that does nothing and
 * beside Node that opens and closes the engine, which no check of a file can do without.
 */
export function startUp(): { readonly works: readonly Work[]; readonly remove: () => void } {
  const { command, folder, remove } = installPackages();
  const students = join(folder, "student.csv");
  writeFileSync(students, tenStudents());
  const works: readonly Work[] = [
    {
      title: "start of a command",
      size: "edufed --help",
      rounds,
      contenders: [started("ours", [command, "--help"]), bareNode(2)],
    },
    {
      title: "start of a command",
      size: "edufed validate, 10 rows",
      rounds,
      contenders: [
        started("ours", [command, "validate", students]),
        bareNode(4),
        started("opening the engine alone", ["--input-type=module", "-e", openEngine()]),
      ],
    },
  ];
  return { works, remove };
}

function bareNode(timesLongerMax: number): Contender {
  return { ...started("node -e 0", ["-e", "0"]), target: { role: "limit", timesLongerMax } };
}

function started(name: string, words: readonly string[]): Contender {
  const run = (): Promise<void> => {
    // Ends with an error where the command does not end with 0: an invalid file measures nothing.
    execFileSync(process.execPath, words, { stdio: "ignore" });
    return Promise.resolve();
  };
  return { name, run };
}

function tenStudents(): string {
  const rows = Array.from({ length: 10 }, (_, row) => `S${row},${1 + (row % 2)},${2010 + row}`);
  return `id,sex,birthYear\n${rows.join("\n")}\n`;
}

function openEngine(): string {
  const entry = createRequire(import.meta.url).resolve("@duckdb/node-api");
  return [
    `import api from ${JSON.stringify(pathToFileURL(entry).href)};`,
    'const instance = await api.DuckDBInstance.create(":memory:");',
    "const connection = await instance.connect();",
    'await connection.run("select 1");',
    "connection.closeSync();",
    "instance.closeSync();",
  ].join("\n");
}
