import { Command } from "commander";
import type { CellTable } from "../cells.ts";
import { exitCode } from "../errors.ts";
import { accountOf, type Account, type Accountable } from "../protect/alternatives/account.ts";
import { readCells } from "../publish/cell-file.ts";
import { readPublication } from "../publish/folder.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { cellNaming, earlierOf, reviewOf } from "../publish/review.ts";
import { reviewHtml } from "../publish/review-html.ts";
import type { ReviewPart } from "../publish/review-part.ts";
import { reviewText } from "../publish/review-text.ts";
import { wrap } from "../validate/format/wrap.ts";
import { findWorkspace } from "../workspace/workspace.ts";
import { writeWhole } from "../workspace/write.ts";
import { accountParts } from "./account-text.ts";
import type { ToCompute } from "./account-words.ts";
import { publishedIn, requirePublished } from "./chain.ts";
import { examples } from "./help.ts";
import { existing } from "./input.ts";
import { collected, wholeNumber } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { toCompute } from "./review-compute.ts";
import { openRunner } from "./review-run.ts";
import { standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

interface Options {
  readonly cells?: readonly string[];
  readonly history?: string;
  readonly seconds: number;
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
      "the cells that were protected: says why each is withheld, what an attacker still finds, what is lost, and which tables would lose less; confidential. Repeat it for the same table of other school years, to try a longer period",
      collected,
    )
    .option(
      "--history <dir>",
      "feed folder of what was published before (default: the workspace's publications)",
    )
    .option(
      "--seconds <number>",
      "with --cells: after how many seconds what is not yet found out is named as not tried",
      wholeNumber,
      60,
    )
    .option("--html <file>", "write a page that stands alone, too")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples(
        "review draft",
        "review draft --html review.html",
        "review draft --cells cells.parquet",
        "review draft --cells cells.parquet --cells cells-2024.parquet",
      ),
    )
    .action(async (draft: string, options: Options) => {
      const publication = await readPublication(existing(shell, draft));
      const files = options.cells ?? [];
      for (const file of files) existing(shell, file);
      const before = await publishedBefore(shell, publication, options.history);
      shell.progress("looking for what changed …");
      const review = await reviewOf(publication, earlierOf(publication, before));
      const asked = { draft, files, seconds: options.seconds, publication, before };
      const { parts, facts } = files.length === 0 ? untold : await toldOf(shell, asked);
      if (options.html !== undefined) {
        await writeWhole(shell.at(options.html), reviewHtml(review, parts));
        shell.err(`Written to ${options.html}`);
      }
      const maySign = review.verdict === "may-be-signed";
      if (options.json === true) {
        shell.out(JSON.stringify({ ...review, ...facts }, null, 2));
      } else {
        shell.out(wrapped(reviewText(review, parts).trimEnd()));
        if (maySign) shell.next(`sign ${draft} --role checker --key <file>`);
      }
      finish(maySign ? exitCode.fine : exitCode.findings);
    });

/** Everything published before the draft, as far as it is here. */
async function publishedBefore(
  shell: Shell,
  { manifest }: Publication,
  feed: string | undefined,
): Promise<readonly Publication[]> {
  const workspace = await findWorkspace(shell.cwd);
  const here = workspace === undefined ? [] : await publishedIn(workspace.publications);
  const all = feed === undefined ? here : await requirePublished(existing(shell, feed));
  return all.filter((one) => one.manifest.sequence < manifest.sequence);
}

interface Asked {
  readonly draft: string;
  /** Files of cells, as they were written. */
  readonly files: readonly string[];
  readonly seconds: number;
  readonly publication: Publication;
  readonly before: readonly Publication[];
}

/** What only those who have the cells can say about a draft. */
interface Told {
  readonly parts: readonly ReviewPart[];
  readonly facts: Partial<Readonly<{ account: Account; toCompute: readonly ToCompute[] }>>;
}

/** Nobody gave the cells. */
const untold: Told = { parts: [], facts: {} };

async function toldOf(shell: Shell, asked: Asked): Promise<Told> {
  const { draft, files, seconds, publication, before } = asked;
  const registry = standard();
  shell.progress("reading cells …");
  const tables = await withEngine(shell, async (engine) => {
    const read: CellTable[] = [];
    for (const file of files) read.push(await readCells(engine, existing(shell, file), registry));
    return read;
  });
  const history = before.map((earlier) => tableOf(earlier, registry));
  const own = tableOf(publication, registry);
  const account = await accountWithin(shell, seconds, { tables, draft: own, history });
  const compute =
    account.withheld.length === 0 ? [] : toCompute(tables, { draft, cells: files }, registry);
  const nameOf = cellNaming(publication);
  const ids = publication.structure.dimensions.map(({ id }) => id);
  const parts = accountParts(account, {
    nameOf: (codes) => nameOf(ids.map((id) => codes[id])),
    earlier: { here: history.length, draft: own.report.audit.history.length },
    seconds,
    toCompute: compute,
  });
  return { parts, facts: { account, toCompute: compute } };
}

/** Attacks and tries alternatives until the time is over. */
async function accountWithin(shell: Shell, seconds: number, asked: Accountable): Promise<Account> {
  const { signal } = shell;
  shell.progress("attacking, and trying tables that lose less …");
  const runner = openRunner({
    seconds,
    ...(signal === undefined ? {} : { signal }),
    progress: (done, all) =>
      shell.progress(`attacking, and trying tables that lose less … ${done} of ${all} done,`),
  });
  try {
    return await accountOf(asked, runner.run);
  } finally {
    await runner.close();
    signal?.throwIfAborted();
  }
}

/** At the width of a terminal; what goes on in the next line is indented under what it belongs to. */
function wrapped(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => (isAligned(line) ? [line] : wrap(line, indentOf(line))))
    .join("\n");
}

/** Tables and command lines stay as they are. */
function isAligned(line: string): boolean {
  return /^ {4,6}\S/.test(line) || /\S {2,}\S/.test(line);
}

function indentOf(line: string): string {
  return line.startsWith("  - ") ? "    " : "  ";
}
