import { Command } from "commander";
import { digestOf } from "../canonical.ts";
import { withdrawalIn, withdrawFromFolder } from "../publish/feed-withdrawal.ts";
import { paths } from "../publish/files.ts";
import type { Published } from "../publish/feed.ts";
import { readFiles } from "../publish/folder.ts";
import { publishTo } from "../publish/publish.ts";
import { requireSigned, type Signed } from "../publish/sign.ts";
import { inFolder } from "../workspace/write.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { publishedIn } from "./chain.ts";
import { examples } from "./help.ts";
import { existing, isAddress } from "./input.ts";
import { enterPublished } from "./ledger-file.ts";
import type { MakeCommand } from "./program.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";
import { ownTrust } from "./trust.ts";

interface Options {
  readonly to: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (shell) =>
  new Command("publish")
    .description(
      "Sends a signed publication to a gateway or a feed folder, and enters it into the workspace's own record, against which later ones are protected. Doing it twice changes nothing.",
    )
    .argument("<publication>", "folder of the signed publication")
    .requiredOption("--to <target>", "address of a gateway, or a feed folder")
    .option("--json", "the same facts for machines")
    .addHelpText(
      "after",
      examples("publish draft --to https://gateway.example.org", "publish draft --to feed"),
    )
    .action(async (folder: string, options: Options) => {
      const target = isAddress(options.to) ? options.to : shell.at(options.to);
      const workspace = await openWorkspace(shell.cwd);
      const signed = await verified(existing(shell, folder), workspace);
      shell.progress(`publishing to ${options.to} …`);
      const send = (): Promise<Published> => publishTo(signed, target);
      const result = await (isAddress(options.to) ? send() : inFolder(target, send));
      await publishTo(signed, workspace.publications);
      const withdrawal = await withdrawalIn(workspace.publications, result.id);
      if (withdrawal !== null) await carry(shell, withdrawal, options.to);
      await enterPublished(workspace, standard());
      const place = shell.asWritten(result.place);
      if (options.json === true) shell.out(JSON.stringify({ ...result, place }));
      else tell(shell, { ...result, place });
    });

/** A publication that was withdrawn goes to no feed without its withdrawal. */
async function carry(shell: Shell, withdrawal: Uint8Array, to: string): Promise<void> {
  if (isAddress(to)) {
    shell.err("It was withdrawn, and no gateway takes a withdrawal: tell who runs it.");
    return;
  }
  await withdrawFromFolder(withdrawal, shell.at(to));
  shell.err("It was withdrawn, and the feed says so, too.");
}

/** A publication that its member's keys and policy allow, and that follows the one before it. */
async function verified(folder: string, workspace: Workspace): Promise<Signed> {
  const files = await readFiles(folder);
  const id = await digestOf(files.get(paths.manifest) ?? new Uint8Array());
  const published = await publishedIn(workspace.publications);
  const place = published.findIndex((each) => each.id === id);
  const before = place < 0 ? published : published.slice(0, place);
  return requireSigned(files, await ownTrust(workspace, before));
}

function tell(shell: Shell, { wasThere, sequence, id, place }: Published): void {
  shell.out(
    wasThere
      ? `Number ${sequence} was there already; nothing was changed.`
      : `Published as number ${sequence}: ${id}`,
  );
  shell.out(`At ${place}`);
  shell.next(`verify ${place}`);
}
