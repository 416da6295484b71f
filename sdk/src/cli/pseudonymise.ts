import { Command } from "commander";
import { admit } from "../pipeline.ts";
import { exportRecords, type Exported } from "../pseudonymise/export.ts";
import { writeFolder } from "../workspace/write.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { examples } from "./help.ts";
import { existingRecords, newFolder } from "./input.ts";
import { recordFiles } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { purposeNamed } from "./purpose.ts";
import { recordsIn } from "./records.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly purpose: string;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell) =>
  new Command("pseudonymise")
    .description(
      "Writes the shareable profile: no direct identifiers, new keys for this purpose, coarser dates. Pseudonymised records are still personal data; they stay inside the member.",
    )
    .argument("<dir>", "folder of records")
    .requiredOption("--purpose <id>", "a use case's folder or id, or a name of your own")
    .requiredOption("--out <dir>", "folder for the shareable records")
    .option("--force", "replace records that are there")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples("pseudonymise records --purpose annual-statistics --out shareable"),
    )
    .action(async (dir: string, options: Options) => {
      const member = await memberOf(await openWorkspace(shell.cwd), standard());
      const purpose = await purposeNamed(options.purpose, shell.cwd);
      const source = existingRecords(shell, dir);
      const rule = { replace: options.force === true, ours: recordFiles };
      const entities = await writeFolder(newFolder(shell, options.out), rule, (folder) =>
        withEngine(shell, async (engine) => {
          const records = await recordsIn(shell, engine, source, member.registry);
          const { pseudonymous } = await admit(records, member, purpose, { isExport: true });
          shell.progress("writing the shareable profile …");
          return exportRecords(pseudonymous, folder);
        }),
      );
      const facts = { purpose: purpose.id, key: member.key.id, out: options.out, entities };
      if (options.json === true) shell.out(JSON.stringify(facts));
      else tell(shell, facts);
    });

interface Facts {
  readonly purpose: string;
  readonly key: string;
  readonly out: string;
  readonly entities: readonly Exported[];
}

function tell(shell: Shell, { purpose, key, out, entities }: Facts): void {
  shell.out(`Shareable records for “${purpose}”, made with key ${key}, in ${out}:`);
  for (const { entity, rows } of entities) {
    shell.out(`  ${entity}: ${rows === 1 ? "1 record" : `${rows} records`}`);
  }
}
