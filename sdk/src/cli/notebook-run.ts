import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { UseCase } from "@edufed/schemas";
import { InputError, UsageError } from "../errors.ts";
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
import { standingItems } from "../publish/feed-withdrawal.ts";
import { readPublication } from "../publish/folder.ts";
import { areaDimension } from "../publish/published-table.ts";
import { tableOf, type Publication } from "../publish/read.ts";
import { writeWhole } from "../workspace/write.ts";
import { existing, isAddress } from "./input.ts";
import type { NotebookOptions } from "./notebook.ts";
import { requireUseCase } from "./purpose.ts";
import { standard, withEngine } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `notebook run`: published figures → every cell of the notebook → one page. */
export async function writeNotebookPage(
  shell: Shell,
  name: string,
  options: NotebookOptions,
): Promise<void> {
  const folder = requireUseCase(name, shell);
  const useCase = await loadUseCase(folder);
  const file = notebookFile(useCase);
  const notebook = parseNotebook(await readText(join(folder, file)), join(name, file));
  const dimensions = [...standard().dimensions.keys()];
  shell.progress("reading published figures …");
  const observations = await observationsFor(shell, useCase, options, dimensions);
  shell.progress("running cells …");
  const run = await withEngine(shell, (engine) =>
    runNotebook(notebook, { engine, observations, dimensions }),
  );
  const html = options.fragment === true ? renderFragment(run) : renderPage(run);
  await writeWhole(shell.at(options.out), html);
  const facts = { out: options.out, cells: run.results.size, observations: observations.length };
  shell.out(
    options.json === true
      ? JSON.stringify(facts)
      : `${facts.cells} cells over ${facts.observations} observations → ${facts.out}`,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`The notebook ${file} cannot be read.`, "Look at the use case's folder.", {
      cause,
    });
  }
}

async function observationsFor(
  shell: Shell,
  useCase: UseCase,
  options: NotebookOptions,
  dimensions: readonly string[],
): Promise<readonly NotebookObservation[]> {
  const metrics = useCase.metrics.map(({ id }) => id);
  const published = await Promise.all(
    options.data.map((source) =>
      isAddress(source)
        ? gatewayObservations(source, metrics, { dimensions })
        : publishedIn(existing(shell, source), metrics),
    ),
  );
  const own = await Promise.all(
    (options.own ?? []).map((draft) => observationsIn(existing(shell, draft), "own")),
  );
  const observations = [...published, ...own].flat();
  if (observations.length > 0) return observations;
  throw new UsageError(
    `There are no published figures of ${metrics.join(", ")} in ${options.data.join(", ")}.`,
    `Name a gateway, a folder with a ${feedFile}, or the folder of a publication.`,
  );
}

/**
 * Observations of a feed folder, as far as they are of the metrics and were not withdrawn, or of one
 * publication's folder.
 */
async function publishedIn(
  source: string,
  metrics: readonly string[],
): Promise<readonly NotebookObservation[]> {
  if (!existsSync(join(source, feedFile))) return observationsIn(source, "published");
  const items = standingItems(await readFeed(source));
  const folders = items.filter(({ metric }) => metrics.includes(metric)).map(({ path }) => path);
  const tables = await Promise.all(
    folders.map((folder) => observationsIn(join(source, folder), "published")),
  );
  return tables.flat();
}

/** What a publication folder shows; whether it is what it claims to be is for `verify` to say. */
async function observationsIn(
  folder: string,
  source: NotebookObservation["source"],
): Promise<readonly NotebookObservation[]> {
  const publication = await readPublication(folder);
  const { coverage } = publication.quality;
  return tableObservations(tableOf(publication, standard()), {
    member: publication.manifest.member,
    memberName: publication.manifest.memberName.en,
    names: englishNames(publication),
    refArea: wholeArea(publication),
    coverage: coverage === null ? null : Number(coverage),
    source,
  });
}

/** Dimension → code → its name, for the publication's own codes too. */
function englishNames({
  structure,
}: Publication): Readonly<Record<string, Record<string, string>>> {
  return Object.fromEntries(
    structure.dimensions.map(({ id, codes }) => [
      id,
      Object.fromEntries(codes.map(({ code, name }) => [code, name.en])),
    ]),
  );
}

/** Code of the whole member: the area that is part of no other. */
function wholeArea({ structure, manifest }: Publication): string {
  const areas = structure.dimensions.find(({ id }) => id === areaDimension)?.codes ?? [];
  return areas.find(({ parent }) => parent === null)?.code ?? manifest.member;
}
