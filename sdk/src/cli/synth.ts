import { resolve } from "node:path";
import { Command } from "commander";
import { openDuckDb } from "../engine/duckdb.ts";
import { UsageError } from "../errors.ts";
import { profiles } from "../synth/profile.ts";
import { synthesise } from "../synth/synth.ts";
import { writeFolder } from "../workspace/write.ts";
import { wholeNumber } from "./options.ts";
import type { MakeCommand } from "./program.ts";

interface Options {
  readonly students: number;
  readonly seed: number;
  readonly member: string;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) =>
  new Command("synth")
    .description(
      "Makes the records of a synthetic education system: deterministic, valid, any size.",
    )
    .requiredOption("--member <profile>", `one of: ${Object.keys(profiles).join(", ")}`)
    .requiredOption("--out <dir>", "folder for the records")
    .option("--students <n>", "how many students", wholeNumber, 1000)
    .option("--seed <n>", "the same seed gives the same system", wholeNumber, 1)
    .option("--force", "replace records that are there")
    .option("--json", "the same facts for machines")
    .action(async (options: Options) => {
      const profile = profiles[options.member];
      if (profile === undefined) {
        throw new UsageError(
          `There is no profile called ${options.member}.`,
          `Choose one of: ${Object.keys(profiles).join(", ")}.`,
        );
      }
      const { students, seed } = options;
      const entities = await writeFolder(
        resolve(io.cwd, options.out),
        { replace: options.force === true },
        async (folder) => {
          const engine = await openDuckDb();
          try {
            return await synthesise(engine, {
              profile,
              students,
              seed,
              folder,
              onEntity: (entity) => io.progress(`making ${entity} …`),
            });
          } finally {
            engine.close();
          }
        },
      );
      if (options.json === true) {
        io.out(
          JSON.stringify({ member: profile.member, students, seed, entities, out: options.out }),
        );
        return;
      }
      io.out(
        `${students} synthetic students of ${profile.name.en}, seed ${seed}, in ${options.out}:`,
      );
      for (const entity of entities) io.out(`  ${entity}.parquet`);
      io.out(`Next: edufed validate ${options.out}`);
    });
