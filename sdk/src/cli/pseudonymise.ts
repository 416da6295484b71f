import { resolve } from "node:path";
import { Command } from "commander";
import { hasErrors } from "../finding.ts";
import { RefusedError } from "../errors.ts";
import { readRecords } from "../import/records.ts";
import { admit } from "../pipeline.ts";
import { exportRecords } from "../pseudonymise/export.ts";
import { writeFolder } from "../workspace/write.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import type { MakeCommand } from "./program.ts";
import { memberOf, standard, withEngine } from "./session.ts";
import { purposeNamed } from "./purpose.ts";

interface Options {
  readonly purpose: string;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) =>
  new Command("pseudonymise")
    .description(
      "Writes the shareable profile: no direct identifiers, new keys for this purpose, coarser dates.\n" +
        "Pseudonymised records are still personal data; they stay inside the member.",
    )
    .argument("<dir>", "folder of records")
    .requiredOption("--purpose <id>", "a use case's folder or id, or a name of your own")
    .requiredOption("--out <dir>", "folder for the shareable records")
    .option("--force", "replace records that are there")
    .option("--json", "the same facts for machines")
    .action(async (dir: string, options: Options) => {
      const registry = standard();
      const member = await memberOf(await openWorkspace(io.cwd), registry);
      const purpose = await purposeNamed(options.purpose, io.cwd);
      const written = await withEngine(async (engine) => {
        io.progress("reading and checking records …");
        const { records, findings } = await readRecords(engine, [resolve(io.cwd, dir)], registry);
        if (hasErrors(findings)) throw unknownColumns();
        const { pseudonymous } = await admit(records, member, purpose);
        io.progress("writing the shareable profile …");
        return writeFolder(
          resolve(io.cwd, options.out),
          { replace: options.force === true },
          (folder) => exportRecords(pseudonymous, folder),
        );
      });
      if (options.json === true) {
        io.out(JSON.stringify({ purpose: purpose.id, key: member.key.id, entities: written }));
        return;
      }
      io.out(
        `Shareable records for “${purpose.id}”, made with key ${member.key.id}, in ${options.out}:`,
      );
      for (const { entity, rows } of written) io.out(`  ${entity}: ${rows} records`);
    });

function unknownColumns(): RefusedError {
  return new RefusedError(
    "The folder has columns or files that are not of the standard, so nothing was pseudonymised.",
    "Run `edufed validate` on it to see them.",
  );
}
