import { Command } from "commander";
import { UsageError } from "../errors.ts";
import { profiles, type SynthProfile } from "../synth/profile.ts";
import { synthesise } from "../synth/synth.ts";
import { writeFolder } from "../workspace/write.ts";
import { examples } from "./help.ts";
import { newFolder } from "./input.ts";
import { recordFiles, wholeNumber } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { withEngine } from "./session.ts";

interface Options {
  readonly students: number;
  readonly seed: number;
  readonly member: string;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const names = Object.keys(profiles).join(", ");

export const make: MakeCommand = (shell) =>
  new Command("synth")
    .description(
      "Makes the records of a synthetic education system: invented, of any size, valid by construction. The same member, size and seed give the same files.",
    )
    .requiredOption("--member <profile>", `shape of the system, one of: ${names}`)
    .requiredOption("--out <dir>", "folder for the records")
    .option("--students <n>", "how many students", wholeNumber, 1000)
    .option("--seed <n>", "another seed gives another system of the same shape", wholeNumber, 1)
    .option("--force", "replace records that are there")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "synth --member helsinki --students 2000 --out records",
        "synth --member azerbaijan --students 200000 --seed 7 --out records",
      ),
    )
    .action(async (options: Options) => {
      const profile = profileNamed(options.member);
      const { students, seed, out } = options;
      const rule = { replace: options.force === true, ours: recordFiles };
      const entities = await writeFolder(newFolder(shell, out), rule, (folder) =>
        withEngine(shell, (engine) => {
          shell.progress(`making ${profile.name.en} …`);
          const onEntity = (entity: string): void => shell.progress(`making ${entity} …`);
          return synthesise(engine, { profile, students, seed, folder, onEntity });
        }),
      );
      if (options.json === true) {
        shell.out(JSON.stringify({ member: profile.member, students, seed, entities, out }));
        return;
      }
      const counted = students === 1 ? "1 synthetic student" : `${students} synthetic students`;
      shell.out(`${counted} of ${profile.name.en}, seed ${seed}, in ${out}:`);
      for (const entity of entities) shell.out(`  ${entity}.parquet`);
      shell.next(`validate ${out}`);
    });

function profileNamed(name: string): SynthProfile {
  const profile = Object.entries(profiles).find(([id]) => id === name)?.[1];
  if (profile !== undefined) return profile;
  throw new UsageError(`There is no profile called “${name}”.`, `Choose one of: ${names}.`);
}
