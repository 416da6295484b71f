import { Command } from "commander";
import { exitCode } from "../errors.ts";
import { readPublication } from "../publish/folder.ts";
import { earlierOf, reviewOf } from "../publish/review.ts";
import { reviewHtml, reviewText } from "../publish/review-text.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { publishedIn } from "./chain.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import type { MakeCommand } from "./program.ts";

interface Options {
  readonly html?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("review")
    .description(
      "What a data officer must see before signing. Ends with 1 when it must not be signed.",
    )
    .argument("<draft>", "folder of the draft")
    .option("--html <file>", "write a page that stands alone, too")
    .option("--json", "the same facts for machines")
    .addHelpText("after", examples("review draft", "review draft --html review.html"))
    .action(async (draft: string, options: Options) => {
      const publication = await readPublication(existing(shell, draft));
      const workspace = await findWorkspace(shell.cwd);
      const published = workspace === undefined ? [] : await publishedIn(workspace.publications);
      shell.progress("looking for what changed and what could be worked out …");
      const review = await reviewOf(publication, earlierOf(publication, published));
      if (options.html !== undefined) {
        await writeWhole(shell.at(options.html), reviewHtml(review));
        shell.err(`Written to ${options.html}`);
      }
      const maySign = review.verdict === "may-be-signed";
      if (options.json === true) {
        shell.out(JSON.stringify(review, null, 2));
      } else {
        shell.out(reviewText(review).trimEnd());
        if (maySign) shell.next(`sign ${draft} --role checker --key <file>`);
      }
      finish(maySign ? exitCode.fine : exitCode.findings);
    });
