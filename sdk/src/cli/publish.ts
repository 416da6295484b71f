import { resolve } from "node:path";
import { Command } from "commander";
import { readFiles } from "../publish/folder.ts";
import { publishTo } from "../publish/publish.ts";
import { parsePublication } from "../publish/read.ts";
import { requireSigned } from "../publish/sign.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { publishedIn } from "./chain.ts";
import type { MakeCommand } from "./program.ts";
import { ownTrust } from "./trust.ts";

interface Options {
  readonly to: string;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) =>
  new Command("publish")
    .description(
      "Enters a signed publication into the workspace's own record and sends it to a gateway or a\n" +
        "feed folder. Doing it twice changes nothing.",
    )
    .argument("<publication>", "folder of the signed publication")
    .requiredOption("--to <target>", "address of a gateway, or a feed folder")
    .option("--json", "the same facts for machines")
    .action(async (folder: string, options: Options) => {
      const workspace = await openWorkspace(io.cwd);
      const files = await readFiles(resolve(io.cwd, folder));
      const { id } = await parsePublication(files);
      const published = await publishedIn(workspace.publications);
      const before = published.slice(
        0,
        indexOr(
          published.findIndex((each) => each.id === id),
          published.length,
        ),
      );
      const signed = await requireSigned(files, await ownTrust(workspace, before));
      const target = /^https?:\/\//.test(options.to) ? options.to : resolve(io.cwd, options.to);
      io.progress(`publishing to ${options.to} …`);
      await publishTo(signed, workspace.publications);
      const result = await publishTo(signed, target);
      if (options.json === true) {
        io.out(JSON.stringify(result));
        return;
      }
      io.out(
        result.wasThere
          ? `Number ${result.sequence} was there already; nothing was changed.`
          : `Published as number ${result.sequence}: ${result.id}`,
      );
      io.out(`At ${result.place}`);
    });

function indexOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}
