import { Command } from "commander";
import type { Digest } from "../canonical.ts";
import { RefusedError, UsageError } from "../errors.ts";
import { withdrawalIn, withdrawFromFolder } from "../publish/feed-withdrawal.ts";
import { readSigner } from "../publish/key-files.ts";
import type { Publication } from "../publish/read.ts";
import {
  dayOf,
  objectionTo,
  readWithdrawal,
  reasonLengthMax,
  signWithdrawal,
  type Withdrawal,
} from "../publish/withdrawal.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { publishedIn, requirePublished } from "./chain.ts";
import { examples } from "./help.ts";
import { existing, isAddress } from "./input.ts";
import { enterPublished } from "./ledger-file.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";
import { ownKeys } from "./trust.ts";

interface Options {
  readonly to: string;
  readonly key: string;
  readonly reason: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell) =>
  new Command("withdraw")
    .description(
      "Says in a feed, signed, that a publication no longer counts. Its files stay, and what it showed stays known: later publications are protected together with it. Doing it twice changes nothing.",
    )
    .argument("<id>", "the publication: its id, or its number in this member's chain")
    .requiredOption("--to <dir>", "feed folder that it was published to")
    .requiredOption("--key <file>", "private key of the publisher")
    .requiredOption("--reason <text>", "why, in one line, for everybody to read")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples("withdraw 3 --to feed --key keys/publisher.key --reason Miscounted"),
    )
    .action(async (id: string, options: Options) => {
      const target = feedFolder(shell, options.to);
      const reason = oneLine(options.reason);
      const workspace = await openWorkspace(shell.cwd);
      const published = await publishedIn(workspace.publications);
      const publication = publicationNamed(id, published, workspace);
      await requireIn(target, publication, options.to);
      const bytes =
        (await known(publication.id, [workspace.publications, target], workspace)) ??
        (await signed(shell, { publication, reason, published }, { workspace, options }));
      const wasThere = await withdrawFromFolder(bytes, target);
      await withdrawFromFolder(bytes, workspace.publications);
      await enterPublished(workspace, standard());
      tell(shell, withdrawalOf(bytes), { wasThere, options });
    });

function feedFolder(shell: Shell, written: string): string {
  if (!isAddress(written)) return existing(shell, written);
  throw new UsageError(
    "Withdrawals are written to feed folders, and no gateway takes one.",
    "Name the feed folder with --to, and ask who runs the gateway to take the publication down.",
  );
}

/** A reason that fits in a list of entries. */
function oneLine(written: string): string {
  const reason = written.trim().normalize("NFC");
  if (reason !== "" && reason.length <= reasonLengthMax && !/\p{Cc}/u.test(reason)) return reason;
  throw new UsageError(
    `--reason must be one line of at most ${reasonLengthMax} characters.`,
    'Write for example --reason "Two schools were counted twice", for everybody to read.',
  );
}

function publicationNamed(
  written: string,
  published: readonly Publication[],
  { config }: Workspace,
): Publication {
  const found = published.find(({ id, manifest }) =>
    /^\d{1,9}$/.test(written) ? manifest.sequence === Number(written) : id === written,
  );
  if (found !== undefined) return found;
  const names = published
    .slice(-5)
    .map(
      ({ manifest: { sequence, metric, period } }) => `${sequence} (${metric.id}, ${period.id})`,
    );
  throw new UsageError(
    `${config.member} has published nothing with this id or number.`,
    names.length === 0
      ? "Nothing was published from this workspace yet."
      : `Give the id as edufed publish printed it, or a number. The last ones are ${names.join(", ")}.`,
  );
}

/** Asked before anything is signed. */
async function requireIn(target: string, { id }: Publication, written: string): Promise<void> {
  if ((await requirePublished(target)).some((one) => one.id === id)) return;
  throw new RefusedError(
    `${written} does not have this publication.`,
    "Name a feed folder that it was published to.",
  );
}

/** The withdrawal that is there already, from a run before or for another feed. */
async function known(
  publication: Digest,
  feeds: readonly string[],
  workspace: Workspace,
): Promise<Uint8Array | null> {
  const trust = await ownKeys(workspace);
  for (const feed of feeds) {
    const bytes = await withdrawalIn(feed, publication);
    if (bytes === null) continue;
    const problem = await objectionTo(bytes, trust);
    if (problem === null && withdrawalOf(bytes).publication === publication) return bytes;
    throw new RefusedError(
      `${feed} has a withdrawal of this publication that is not to be believed. ${problem ?? "It speaks of another one."}`,
      "Look at who changed the feed folder, and remove that withdrawal.",
    );
  }
  return null;
}

async function signed(
  shell: Shell,
  {
    publication: { id, manifest },
    reason,
    published,
  }: {
    readonly publication: Publication;
    readonly reason: string;
    readonly published: readonly Publication[];
  },
  { workspace, options }: { readonly workspace: Workspace; readonly options: Options },
): Promise<Uint8Array> {
  const { member, sequence } = manifest;
  const after = published.at(-1)?.manifest.sequence ?? sequence;
  return signWithdrawal(
    { member, publication: id, sequence, after, reason },
    {
      signer: await readSigner(existing(shell, options.key)),
      trust: await ownKeys(workspace),
      now: new Date(),
    },
  );
}

function withdrawalOf(bytes: Uint8Array): Withdrawal {
  const read = readWithdrawal(bytes);
  if ("value" in read) return read.value;
  throw new Error("A withdrawal that was just signed cannot be read.");
}

function tell(
  shell: Shell,
  withdrawal: Withdrawal,
  { wasThere, options }: { readonly wasThere: boolean; readonly options: Options },
): void {
  if (options.json === true) {
    shell.out(JSON.stringify({ ...withdrawal, wasThere }));
    return;
  }
  const { sequence, publication } = withdrawal;
  shell.out(
    wasThere
      ? `Number ${sequence} was withdrawn already, on ${dayOf(withdrawal)}; nothing was changed.`
      : `Withdrawn as of ${dayOf(withdrawal)}: number ${sequence}, ${publication}`,
  );
  shell.out("What it showed stays known: later publications are proven safe together with it.");
}
