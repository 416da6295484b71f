import { randomBytes } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Registry } from "@edufed/schemas";
import { Command } from "commander";
import type { SqlEngine } from "../engine/engine.ts";
import { exitCode, UsageError } from "../errors.ts";
import type { Finding } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";
import { type Located, locate } from "../import/locate.ts";
import { isPostgresAddress } from "../engine/postgres-address.ts";
import { readRecords } from "../import/records.ts";
import { validate } from "../validate/validate.ts";
import { whileUnfinished } from "../workspace/unfinished.ts";
import { makeFolder, type Replacing, writeFolder } from "../workspace/write.ts";
import { fixedJson, fixedText, type FixAccount } from "./fix-account.ts";
import { type Changes, fixFiles } from "./fix-files.ts";
import { examples } from "./help.ts";
import { existing, newFolder } from "./input.ts";
import { languageOption } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { standardHere, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly entity?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly language: FindingLanguage;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("fix")
    .description(
      "Applies the safe fixes: values written otherwise than the standard asks, where only one thing can be meant. Writes all records anew, in their formats, and says what it changed. Nothing is deleted, filled in or guessed.",
    )
    .argument("<path...>", "files <entity>.csv|ndjson|json|parquet, or folders of them")
    .option("--entity <name>", "entity of the files, when their names do not say")
    .option("--out <dir>", "folder for the fixed files; the files read stay as they are")
    .option("--dry-run", "say what would be changed, and write nothing; without --out")
    .option("--force", "replace records that are there")
    .option("--json", "the same facts for machines")
    .addOption(languageOption("language of what was changed"))
    .addHelpText(
      "after",
      examples(
        "fix records --out fixed",
        "fix pupils.csv --entity student --out fixed",
        "fix records --dry-run",
      ),
    )
    .action(async (paths: readonly string[], options: Options) => {
      const account = await fixed(shell, paths, options);
      const { language } = options;
      if (options.json === true) shell.out(fixedJson(account));
      else shell.out(fixedText(account, language));
      if (account.out !== null && options.json !== true) shell.next(`validate ${account.out}`);
      finish(account.remaining.errors > 0 ? exitCode.findings : exitCode.fine);
    });

async function fixed(
  shell: Shell,
  paths: readonly string[],
  options: Options,
): Promise<FixAccount> {
  const { entity, out, language } = options;
  if (paths.some(isPostgresAddress)) {
    throw new UsageError(
      "The records of a database cannot be fixed; only files are written anew.",
      "Correct them in the database, or export them and fix the files.",
    );
  }
  const files = paths.map((path) => existing(shell, path));
  refuseUnused(options);
  const registry = await standardHere(shell, files[0] ?? shell.cwd);
  const { located, findings } = locate(files, registry, entity, language);
  const fill = (folder: string): Promise<Written> => written(shell, registry, located, folder);
  const result =
    out === undefined
      ? await tried(fill)
      : await writeFolder(outside(shell, out, located), replacing(options, registry), fill);
  return {
    out: out ?? null,
    values: result.values.map((each) => ({ ...each, file: shell.asWritten(each.file) })),
    columns: result.columns.map((each) => ({ ...each, file: shell.asWritten(each.file) })),
    notRead: findings.flatMap(({ file }) => (file === undefined ? [] : [shell.asWritten(file)])),
    remaining: remainingOf(result.remaining),
  };
}

/** It must be said where the files go, unless nothing is written; then saying so would change nothing. */
function refuseUnused({ out, dryRun, force }: Options): void {
  const isTrial = dryRun === true;
  if (out === undefined && !isTrial) {
    throw new UsageError(
      "It is not said where the fixed files go.",
      "Give --out <dir>, or --dry-run to see what would be changed.",
    );
  }
  if (isTrial && (out !== undefined || force === true)) {
    throw new UsageError(
      `--dry-run writes nothing, so that --${out === undefined ? "force" : "out"} would change nothing.`,
      "Leave out one of the two.",
    );
  }
}

/**
 * What a folder of fixed records may hold: an entity's file, or the folder of its parts, beside the
 * other. A folder of any other name is somebody's, and never replaced.
 */
function replacing({ force }: Options, { entities }: Registry): Replacing {
  const names = [...entities.keys()].join("|");
  const ours = new RegExp(`^(${names})(\\.(csv|ndjson|json|parquet)(\\.(gz|zst))?)?$`);
  return { replace: force === true, ours };
}

/** The folder to write, which is never one that is read: the source stays as it is. */
function outside(shell: Shell, out: string, located: readonly Located[]): string {
  const folder = newFolder(shell, out);
  const place = existsSync(folder) ? realpathSync(folder) : folder;
  const isRead = located
    .flatMap(({ files }) => files)
    .some((file) => !relative(place, realpathSync(file)).startsWith(".."));
  if (!isRead) return folder;
  throw new UsageError(
    `${folder} holds the files that are to be fixed, and was left as it is.`,
    "Name another folder for --out; the files read are never written over.",
  );
}

/** Does the work in a folder that is gone afterwards. */
async function tried<T>(fill: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(tmpdir(), `edufed-fix-${randomBytes(6).toString("hex")}`);
  return whileUnfinished(folder, async () => {
    try {
      await makeFolder(folder);
      return await fill(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

interface Written extends Changes {
  readonly remaining: readonly Finding[];
}

/** Writes every file, then checks what was written: nothing is said of it that was not seen. */
async function written(
  shell: Shell,
  registry: Registry,
  located: readonly Located[],
  folder: string,
): Promise<Written> {
  return withEngine(shell, async (engine) => {
    const all: Changes[] = [];
    for (const source of located) {
      shell.progress(`fixing ${source.entity} …`);
      // One after the other: each may take all that the machine has.
      all.push(await fixFiles(engine, registry, source, folder));
    }
    shell.progress("checking what was written …");
    return {
      values: all.flatMap(({ values }) => values),
      columns: all.flatMap(({ columns }) => columns),
      remaining: await checked(engine, registry, folder),
    };
  });
}

async function checked(
  engine: SqlEngine,
  registry: Registry,
  folder: string,
): Promise<readonly Finding[]> {
  const read = await readRecords(engine, [folder], registry);
  const { findings } = await validate(read.records, registry, { rowsShown: 1 });
  return [...read.findings, ...findings];
}

/** One line for each rule, whatever the number of its files. */
function remainingOf(findings: readonly Finding[]): FixAccount["remaining"] {
  const kinds = Map.groupBy(
    findings.filter(({ severity }) => severity !== "info"),
    ({ severity, rule }) => `${severity} ${rule}`,
  );
  const counted = [...kinds.values()].flatMap((group) => {
    const [first] = group;
    const count = group.reduce((sum, finding) => sum + finding.count, 0);
    return first === undefined ? [] : [{ severity: first.severity, rule: first.rule, count }];
  });
  return {
    errors: counted.filter(({ severity }) => severity === "error").length,
    findings: counted,
  };
}
