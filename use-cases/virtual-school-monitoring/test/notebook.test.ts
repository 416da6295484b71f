import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import {
  admit,
  answer,
  defaultPolicy,
  loadUseCase,
  openDuckDb,
  parseNotebook,
  profiles,
  protect,
  readRecords,
  renderPage,
  runNotebook,
  synthesise,
  tableObservations,
  type Member,
  type NotebookObservation,
  type SqlEngine,
  type SynthProfile,
} from "@edufed/sdk/member";
import { expect, test } from "vitest";
import fixture from "../fixture.json" with { type: "json" };

const folder = join(import.meta.dirname, "..");
const registry = loadRegistry();

test("the notebook returns the expected figures for the synthetic members of the fixture", async () => {
  const members = await Promise.all(fixture.members.map(observationsOf));
  const observations = members.flat();
  expect(observations.length).toBeGreaterThan(0);
  const text = await readFile(join(folder, "notebook.md"), "utf8");
  const run = await withEngine((engine) =>
    runNotebook(parseNotebook(text, "notebook.md"), {
      engine,
      observations,
      dimensions: [...registry.dimensions.keys()],
    }),
  );
  const figures = Object.fromEntries([...run.results].map(([name, { rows }]) => [name, rows]));
  await expect(`${JSON.stringify(figures, null, 2)}\n`).toMatchFileSnapshot("../expected.json");
  expect(renderPage(run)).toContain(">withheld<");
});

/** What one member of the fixture would publish: its tables, each protected against those before. */
async function observationsOf(
  made: (typeof fixture.members)[number],
): Promise<readonly NotebookObservation[]> {
  const profile = profiles[made.profile];
  if (profile === undefined) throw new Error(`there is no profile ${made.profile}`);
  const records = await mkdtemp(join(tmpdir(), "edufed-fixture-"));
  try {
    return await withEngine(async (engine) => {
      const { students, seed } = made;
      await synthesise(engine, { profile, students, seed, folder: records });
      return await tablesOf(engine, records, profile);
    });
  } finally {
    await rm(records, { recursive: true });
  }
}

async function tablesOf(
  engine: SqlEngine,
  folderOfRecords: string,
  profile: SynthProfile,
): Promise<readonly NotebookObservation[]> {
  const useCase = await loadUseCase(folder);
  const member = memberOf(profile);
  const read = await readRecords(engine, [folderOfRecords], registry);
  const admitted = await admit(read.records, member, { id: useCase.id, needs: new Set() });
  const tables: Awaited<ReturnType<typeof protect>>[] = [];
  for (const { id } of useCase.metrics) {
    for (const dimensions of useCase.breakdowns) {
      const metric = registry.metrics.get(id);
      if (metric === undefined) throw new Error(`there is no metric ${id}`);
      // A table is protected against those before it.
      const cells = await answer(
        admitted,
        { metric, dimensions, period: fixture.period, parameters: {} },
        member,
      );
      tables.push(await protect(cells, member.config.policy, tables));
    }
  }
  const given = { member: profile.member, refArea: profile.member, coverage: null } as const;
  return tables.flatMap((table) =>
    tableObservations(table, {
      ...given,
      memberName: profile.name.en,
      names: { REF_AREA: areaNames(profile) },
      source: "published",
    }),
  );
}

function areaNames({ areas }: SynthProfile): Readonly<Record<string, string>> {
  return Object.fromEntries(areas.map(({ code, name }) => [code, name.en]));
}

function memberOf({ member, name, languages, schoolYearStart }: SynthProfile): Member {
  return {
    registry,
    key: { id: "00000000", secret: new Uint8Array(32) },
    config: {
      member,
      name,
      refArea: member,
      languages,
      schoolYearStart,
      engine: "duckdb",
      contact: "nobody@example.org",
      licence: "CC-BY-4.0",
      policy: { ...defaultPolicy, contributorsMin: fixture.contributorsMin },
      checkersMin: 1,
    },
  };
}

async function withEngine<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
  const engine = await openDuckDb();
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
