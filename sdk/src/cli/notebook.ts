import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { UsageError } from "../errors.ts";
import {
  gatewayObservations,
  tableObservations,
  type NotebookObservation,
} from "../notebook/observation.ts";
import { parseNotebook } from "../notebook/parse.ts";
import { renderFragment, renderPage } from "../notebook/render.ts";
import { runNotebook } from "../notebook/run.ts";
import { loadUseCase, notebookFile } from "../notebook/use-case.ts";
import { feedFile, readFeed } from "../publish/feed.ts";
import { readPublication } from "../publish/folder.ts";
import { areaDimension } from "../publish/published-table.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { writeWhole } from "../workspace/write.ts";
import { collected } from "./options.ts";
import type { MakeCommand } from "./program.ts";
import { requireUseCase } from "./purpose.ts";
import { standard, withEngine } from "./session.ts";

interface RunOptions {
  readonly data: readonly string[];
  readonly own?: readonly string[];
  readonly out: string;
  readonly fragment?: boolean;
  readonly json?: boolean;
}

export const make: MakeCommand = (io) => {
  const notebook = new Command("notebook").description("Notebooks of use cases.");
  notebook
    .command("run <use-case>")
    .description(
      "Runs a use case's notebook over published figures and writes a page that needs no script.",
    )
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
    .action(async (name: string, options: RunOptions) => {
      const folder = requireUseCase(name, io.cwd);
      const useCase = await loadUseCase(folder);
      const file = notebookFile(useCase);
      const parsed = parseNotebook(await readFile(join(folder, file), "utf8"), join(name, file));
      const dimensions = [...standard().dimensions.keys()];
      io.progress("reading published figures …");
      const metrics = useCase.metrics.map(({ id }) => id);
      const observations = [
        ...(await Promise.all(
          options.data.map((source) =>
            published(resolveSource(source, io.cwd), metrics, dimensions),
          ),
        )),
        ...(await Promise.all(
          (options.own ?? []).map((draft) => observationsIn(resolve(io.cwd, draft), "own")),
        )),
      ].flat();
      if (observations.length === 0) throw nothing(metrics);
      io.progress("running cells …");
      const run = await withEngine((engine) =>
        runNotebook(parsed, { engine, observations, dimensions }),
      );
      const html = options.fragment === true ? renderFragment(run) : renderPage(run);
      await writeWhole(resolve(io.cwd, options.out), html);
      const cells = run.results.size;
      if (options.json === true)
        io.out(JSON.stringify({ out: options.out, cells, observations: observations.length }));
      else io.out(`${cells} cells over ${observations.length} observations → ${options.out}`);
    });
  return notebook;
};

const isAddress = (source: string): boolean => /^https?:\/\//.test(source);

function resolveSource(source: string, cwd: string): string {
  return isAddress(source) ? source : resolve(cwd, source);
}

async function published(
  source: string,
  metrics: readonly string[],
  dimensions: readonly string[],
): Promise<readonly NotebookObservation[]> {
  if (isAddress(source)) return gatewayObservations(source, metrics, { dimensions });
  const { items } = await readFeed(source);
  const folders =
    items.length === 0
      ? [source]
      : items
          .filter(({ metric }) => metrics.includes(metric))
          .map(({ path }) => join(source, path));
  const tables = await Promise.all(folders.map((folder) => observationsIn(folder, "published")));
  return tables.flat();
}

/** What a publication folder shows; whether it is what it claims to be is for `verify` to say. */
async function observationsIn(
  folder: string,
  source: "own" | "published",
): Promise<readonly NotebookObservation[]> {
  const publication = await readPublication(folder);
  const { member } = publication.manifest;
  const { coverage } = publication.quality;
  const { dimensions } = publication.structure;
  const names = dimensions.map(({ id, codes }) => [
    id,
    Object.fromEntries(codes.map(({ code, name }) => [code, name.en])),
  ]);
  return tableObservations(tableOf(publication, standard()), {
    member,
    memberName: publication.manifest.memberName.en,
    names: Object.fromEntries(names),
    refArea: wholeArea(publication),
    coverage: coverage === null ? null : Number(coverage),
    source,
  });
}

/** Code of the whole member: the area that is part of no other. */
function wholeArea({ structure, manifest }: Publication): string {
  const areas = structure.dimensions.find(({ id }) => id === areaDimension)?.codes ?? [];
  return areas.find(({ parent }) => parent === null)?.code ?? manifest.member;
}

function nothing(metrics: readonly string[]): UsageError {
  return new UsageError(
    `There are no published figures of ${metrics.join(", ")} there.`,
    `Name a gateway, a folder with a ${feedFile}, or the folder of a publication.`,
  );
}
