import { Command } from "commander";
import { exitCode } from "../errors.ts";
import { accountOf, type Account } from "../protect/alternatives/account.ts";
import { readCells } from "../publish/cell-file.ts";
import { readPublication } from "../publish/folder.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { earlierOf, reviewOf } from "../publish/review.ts";
import { reviewHtml, reviewText } from "../publish/review-text.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { accountFacts } from "./account-text.ts";
import { publishedIn } from "./chain.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import type { MakeCommand } from "./program.ts";
import { standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly cells?: string;
  readonly html?: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell, finish) =>
  new Command("review")
    .description(
      "What a data officer must see before signing. Ends with 1 when it must not be signed.",
    )
    .argument("<draft>", "folder of the draft")
    .option(
      "--cells <file>",
      "the cells that were protected: says why each is withheld, what an attacker still finds, and which tables would lose less; confidential",
    )
    .option("--html <file>", "write a page that stands alone, too")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "review draft",
        "review draft --html review.html",
        "review draft --cells cells.parquet",
      ),
    )
    .action(async (draft: string, options: Options) => {
      const publication = await readPublication(existing(shell, draft));
      const workspace = await findWorkspace(shell.cwd);
      const published = workspace === undefined ? [] : await publishedIn(workspace.publications);
      shell.progress("looking for what changed and what could be worked out …");
      const review = await reviewOf(publication, earlierOf(publication, published));
      const account =
        options.cells === undefined
          ? undefined
          : await accountFrom(shell, existing(shell, options.cells), { publication, published });
      const more = account === undefined ? [] : accountFacts(account);
      if (options.html !== undefined) {
        await writeWhole(shell.at(options.html), reviewHtml(review, more));
        shell.err(`Written to ${options.html}`);
      }
      const maySign = review.verdict === "may-be-signed";
      if (options.json === true) {
        shell.out(JSON.stringify(account === undefined ? review : { ...review, account }, null, 2));
      } else {
        shell.out(reviewText(review, more).trimEnd());
        if (maySign) shell.next(`sign ${draft} --role checker --key <file>`);
      }
      finish(maySign ? exitCode.fine : exitCode.findings);
    });

/** What only those who have the cells can say about the draft. */
async function accountFrom(
  shell: Shell,
  file: string,
  {
    publication,
    published,
  }: { readonly publication: Publication; readonly published: readonly Publication[] },
): Promise<Account> {
  const registry = standard();
  const before = published.filter(
    ({ manifest }) => manifest.sequence < publication.manifest.sequence,
  );
  return withEngine(shell, async (engine) => {
    const table = await readCells(engine, file, registry);
    shell.progress("looking for tables that lose less …");
    const history = before.map((earlier) => tableOf(earlier, registry));
    return accountOf(table, tableOf(publication, registry), history);
  });
}
