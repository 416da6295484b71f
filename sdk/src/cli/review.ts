import { resolve } from "node:path";
import { Command } from "commander";
import { exitCode } from "../errors.ts";
import { readPublication } from "../publish/folder.ts";
import { earlierOf, reviewOf } from "../publish/review.ts";
import { reviewHtml, reviewText } from "../publish/review-text.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { publishedIn } from "./chain.ts";
import type { MakeCommand } from "./program.ts";

interface Options {
  readonly html?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (io, finish) =>
  new Command("review")
    .description(
      "What a data officer must see before signing. Ends with 1 when it must not be signed.",
    )
    .argument("<draft>", "folder of the draft")
    .option("--html <file>", "write a page that stands alone")
    .option("--json", "the same facts for machines")
    .action(async (draft: string, options: Options) => {
      const publication = await readPublication(resolve(io.cwd, draft));
      const workspace = await findWorkspace(io.cwd);
      const published = workspace === undefined ? [] : await publishedIn(workspace.publications);
      const review = await reviewOf(publication, earlierOf(publication, published));
      if (options.html !== undefined) {
        await writeWhole(resolve(io.cwd, options.html), reviewHtml(review));
        io.err(`Written to ${options.html}`);
      } else if (options.json === true) {
        io.out(JSON.stringify(review, null, 2));
      } else {
        io.out(reviewText(review).trimEnd());
        io.out(`Next: edufed sign ${draft} --role checker --key <file>`);
      }
      finish(review.verdict === "may-be-signed" ? exitCode.fine : exitCode.findings);
    });
