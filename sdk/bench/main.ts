/**
 * `npm run bench`: ours beside what a user would take instead and beside what the machine must do
 * at least, in turns in one run. Ratios are the result; an absolute time is none. The targets are
 * those of the design, and a line says when one is not met.
 *
 * `npm run bench -- --events 100000000` validates so many events instead of three smaller files,
 * and takes as many minutes as that needs; `-- --students 100000` takes so many in each format,
 * `-- --nation 3000000,30000000,300000000` counts the metrics of nations with so many rows of
 * attendance and activity, `-- --watch 10000000` a day of which so many rows were seen,
 * `-- --draws 10000000` compares so many draws of noise with their exact probabilities, and nothing else.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { loadRegistry } from "@edufed/schemas";
import { openDuckDb } from "../src/engine/duckdb.ts";
import type { SqlEngine } from "../src/engine/engine.ts";
import { memoryLimitOf } from "../src/engine/memory.ts";
import { events } from "./events.ts";
import { nation } from "./nation.ts";
import { allMetrics, attendanceAndActivity, chronicOfNation } from "./national.ts";
import { watching } from "./watch.ts";
import { protection } from "./protect.ts";
import { nationalTable, sparseTable } from "./protect-tables.ts";
import { oneRecord } from "./one-record.ts";
import { references } from "./references.ts";
import { samplerFits, samplerWorks } from "./samplers.ts";
import { growthExponent, heading, measure, type Measured, ratioLines } from "./side-by-side.ts";
import type { Work } from "./side-by-side.ts";
import { startUp } from "./startup.ts";
import { student, studentFiles, studentsRowByRow } from "./validate.ts";

/** Three sizes a factor of ten apart, so that growth shows. */
const rowsOfNation = [300_000, 3_000_000, 30_000_000];
const rowsWatched = [100_000, 1_000_000];
const eventsSeen = [20_000, 200_000, 2_000_000];
const studentsInNation = 1_600_000;
/** As many as can be objects at once. */
const studentsInMemory = 100_000;
/** Cells from which a table by origin is protected as well. */
const sparseFrom = 500_000;
/** Time may grow hardly faster than rows. */
const exponentMax = 1.05;

const { values: options } = parseArgs({
  options: {
    events: { type: "string" },
    students: { type: "string" },
    nation: { type: "string" },
    watch: { type: "string" },
    draws: { type: "string" },
    protect: { type: "string" },
  },
});
const eventsAsked = options.events === undefined ? eventsSeen : [Number(options.events)];

/** What a command gives the engine on two cores to read every record, and to fold them by person. */
const twoCores = { cores: 2, memoryBytes: Number.MAX_SAFE_INTEGER };
const limits = { threads: 2, memoryLimit: memoryLimitOf(twoCores, "reading") };
const foldingLimits = { threads: 2, memoryLimit: memoryLimitOf(twoCores, "folding") };
const engine = await openDuckDb(limits);
try {
  sayMachine(engine);
  if (options.students !== undefined) await studentsInFormats(engine, Number(options.students));
  else if (options.nation !== undefined) await nations(options.nation.split(",").map(Number));
  else if (options.watch !== undefined) await watches([Number(options.watch)]);
  else if (options.draws !== undefined) fits(Number(options.draws));
  else if (options.protect !== undefined) await protections(Number(options.protect));
  else {
    if (options.events === undefined) await everythingElse(engine);
    await eventsOfSizes(engine, eventsAsked);
  }
} finally {
  engine.close();
}
const peak = process.resourceUsage().maxRSS / 2 ** 20;
console.log(`\nPeak memory of this process, peers included: ${peak.toFixed(2)} GiB`);

function sayMachine({ name, version }: SqlEngine): void {
  const machine = `${cpus().length} cores, Node ${process.versions.node}`;
  const used = `${name} ${version}, 2 threads, ${limits.memoryLimit} to read, ${foldingLimits.memoryLimit} to fold`;
  console.log(`Medians of 5 in turns, of 1 above 20 M rows · ${used} · ${machine}`);
  console.log("Data are made by formula, without a random number.\n");
  console.log(heading());
}

async function everythingElse(sql: SqlEngine): Promise<void> {
  const registry = loadRegistry();
  const starts = startUp();
  try {
    for (const work of starts.works) await told(work);
  } finally {
    starts.remove();
  }
  for (const work of samplerWorks()) await told(work);
  await nations(rowsOfNation);
  await watches(rowsWatched);
  await told(oneRecord(registry, await student(sql)));
  const { work, remove } = await studentsRowByRow(sql, studentsInMemory);
  try {
    await told(work);
  } finally {
    remove();
  }
  await studentsInFormats(sql, studentsInNation);
  const joins = await openDuckDb(limits);
  try {
    await told(await references(joins, studentsInNation));
  } finally {
    joins.close();
  }
}

/** The metrics of a nation at each size, in an engine of its own, as a command opens one. */
async function nations(sizes: readonly number[]): Promise<void> {
  const measured = new Map<string, Measured[]>([
    ["one metric", []],
    ["all metrics", []],
  ]);
  for (const size of sizes) {
    const own = await openDuckDb(foldingLimits);
    const { data, rows, remove } = await nation(own, size);
    try {
      measured.get("one metric")?.push(await told(chronicOfNation(data, rows)));
      await told(await attendanceAndActivity(data, rows));
      measured.get("all metrics")?.push(await told(allMetrics(data, rows)));
    } finally {
      own.close();
      remove();
    }
  }
  for (const [what, all] of measured) {
    if (all.length > 1) console.log(growthLine(what, all, sizes));
  }
}

/** A thousand new rows of a day of which so many were seen. */
async function watches(sizes: readonly number[]): Promise<void> {
  for (const size of sizes) {
    const own = await openDuckDb(limits);
    const { work, remove } = await watching(own, size);
    try {
      await told(work);
    } finally {
      remove();
      own.close();
    }
  }
}

/** A national table that can be protected; where it is large, also one so sparse that it hardly can. */
async function protections(cells: number): Promise<void> {
  for await (const line of protection(nationalTable(cells))) console.log(line);
  if (cells < sparseFrom) return;
  for await (const line of protection(sparseTable(cells))) console.log(line);
}

async function studentsInFormats(sql: SqlEngine, students: number): Promise<void> {
  const files = await studentFiles(sql, students);
  try {
    // In turns within a format, and one format after the other.
    for (const work of files.works) await told(work);
  } finally {
    files.remove();
  }
}

async function eventsOfSizes(sql: SqlEngine, sizes: readonly number[]): Promise<void> {
  const measured: Measured[] = [];
  for (const size of sizes) {
    const { work, remove } = await events(sql, size);
    try {
      measured.push(await told(work));
    } finally {
      remove();
    }
  }
  if (measured.length > 1) console.log(growthLine("validating events", measured, sizes));
}

/** How far the noise is from its exact probabilities, in standard deviations. */
function fits(draws: number): void {
  for (const { name, worst, chiSquare, kolmogorovSmirnov } of samplerFits(draws)) {
    const isKept = worst < 5 && Math.abs(chiSquare) < 5 && kolmogorovSmirnov < 2.5;
    const said = [worst, chiSquare, kolmogorovSmirnov].map((each) => each.toFixed(2));
    const kept = isKept ? "met" : "NOT MET";
    const targets = "worst value < 5 σ, chi-square within 5 σ, distance × √draws < 2.5";
    console.log(
      `${name}, ${draws.toLocaleString("en")} draws: ${said.join(", ")}; ${targets}: ${kept}`,
    );
  }
}

async function told(work: Work): Promise<Measured> {
  const measured = await measure(work);
  console.log(ratioLines(measured).join("\n"));
  return measured;
}

/** How our time grows between the two largest sizes; the smallest is mostly start-up. */
function growthLine(what: string, measured: readonly Measured[], sizes: readonly number[]): string {
  const [small, large] = measured.map(({ medians }) => medians.get("ours") ?? Number.NaN).slice(-2);
  const [from, to] = sizes.slice(-2);
  const exponent = growthExponent(
    { size: from ?? 1, time: small ?? Number.NaN },
    { size: to ?? 1, time: large ?? Number.NaN },
  );
  const kept = exponent <= exponentMax ? "met" : "NOT MET";
  return `growth of ${what}: time grows as rows to the power of ${exponent.toFixed(2)}, target ≤ ${exponentMax}: ${kept}`;
}
