import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import {
  openDuckDb,
  parseNotebook,
  renderFragment,
  runNotebook,
  type NotebookObservation,
} from "@edufed/sdk/member";
import { explorerData } from "../src/components/explorer-data.ts";
import { madeUpAnswers } from "./made-up.ts";

const useCase = "virtual-school-monitoring";

/** Writes what a site is built with: the explorer's figures and a rendered notebook, all made up. */
export async function writeMadeUpSiteData(folder: string): Promise<void> {
  await mkdir(join(folder, "notebooks"), { recursive: true });
  await writeFile(join(folder, "explorer.json"), JSON.stringify(explorerData(madeUpAnswers)));
  await writeFile(join(folder, "notebooks", `${useCase}.html`), await madeUpNotebook());
}

async function madeUpNotebook(): Promise<string> {
  const file = join(import.meta.dirname, "../../use-cases", useCase, "notebook.md");
  const notebook = parseNotebook(await readFile(file, "utf8"), file);
  const engine = await openDuckDb();
  try {
    const dimensions = [...loadRegistry().dimensions.keys()];
    return renderFragment(await runNotebook(notebook, { engine, observations, dimensions }));
  } finally {
    engine.close();
  }
}

const statuses: Readonly<Record<string, NotebookObservation["status"]>> = {
  A: "A",
  M: "M",
  L: "L",
  Q: "Q",
};

/** The made-up answers as rows of `obs`; digital activity is made up from attendance. */
const observations: readonly NotebookObservation[] = madeUpAnswers.observations.flatMap((made) => {
  const table = madeUpAnswers.tables.find(({ digest }) => digest === made.publication.digest);
  if (table === undefined) return [];
  const row: NotebookObservation = {
    member: table.member.id,
    memberName: madeUpAnswers.members.find(({ id }) => id === table.member.id)?.name.en ?? "",
    metric: table.metric.id,
    codes: Object.fromEntries(made.codes.map(({ dimension, code }) => [dimension, code])),
    names: Object.fromEntries(
      made.codes.flatMap(({ dimension, label }) => (label === null ? [] : [[dimension, label.en]])),
    ),
    period: "2025",
    value: made.value,
    status: statuses[made.status] ?? "L",
    confidentiality: made.status === "Q" ? "C" : "F",
    num: made.num,
    den: made.den,
    unit: "1",
    coverage: table.coverage,
    source: "published",
  };
  const digital = {
    ...row,
    metric: "ENG_DIGITAL",
    value: made.value === null ? null : made.value - 0.2,
  };
  return row.metric === "ATT_RATE" ? [row, digital] : [row];
});
