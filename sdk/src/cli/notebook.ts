import { Command } from "commander";
import { examples } from "./help.ts";
import { collected } from "./options.ts";
import type { MakeCommand } from "./program.ts";

export const make: MakeCommand = (shell) => {
  const run = new Command("run")
    .summary("run a notebook to a page")
    .description(
      "Runs a use case's notebook over published figures and writes a page that needs no script.",
    )
    .argument("<use-case>", "its folder, or its id in use-cases/")
    .requiredOption(
      "--data <source>",
      "gateway address, feed folder or publication folder; repeatable",
      collected,
    )
    .option(
      "--own <draft>",
      "a draft of your own, to stand beside the others; repeatable",
      collected,
    )
    .requiredOption("--out <file>", "page to write")
    .option("--fragment", "write the part for a site instead of a whole page")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "notebook run use-cases/virtual-school-monitoring --data feed --out page.html",
        "notebook run use-cases/virtual-school-monitoring --data https://gateway.example.org --own draft --out page.html",
      ),
    )
    .action(async (name: string, options: NotebookOptions) => {
      const { writeNotebookPage } = await import("./notebook-run.ts");
      await writeNotebookPage(shell, name, options);
    });
  return new Command("notebook")
    .description("Notebooks of use cases.")
    .usage("run")
    .addCommand(run);
};

/** Options of `notebook run`, as written on the command line. */
export interface NotebookOptions {
  readonly data: readonly string[];
  readonly own?: readonly string[];
  readonly out: string;
  readonly fragment?: boolean;
  readonly json?: boolean;
}
