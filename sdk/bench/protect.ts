import { ok } from "node:assert/strict";
import { performance } from "node:perf_hooks";
import type { CellTable } from "../src/cells.ts";
import { RefusedError } from "../src/errors.ts";
import { amountsOf } from "../src/protect/amounts.ts";
import { audit } from "../src/protect/audit/audit.ts";
import { strictest } from "../src/protect/policy.ts";
import type { Limits } from "../src/protect/policy.ts";
import { isEmpty, primaryReason } from "../src/protect/primary.ts";
import { withhold } from "../src/protect/protect.ts";
import type { Withheld } from "../src/protect/protect.ts";
import { roundTable } from "../src/protect/rounding/round-table.ts";
import { boundOf } from "../src/protect/suppress/bound.ts";
import { costsOf } from "../src/protect/suppress/cost.ts";
import { openHighs } from "../src/protect/highs.ts";
import { layoutOf } from "../src/protect/suppress/layout.ts";
import { certainZeros } from "../src/protect/suppress/zeros.ts";
import type { Policy } from "../src/publication.ts";
import { published } from "./protect-peers.ts";
import type { NationalTable } from "./protect-tables.ts";

/** Groups of 1 to 4 are withheld, and each must be able to be 5; cells count alike. */
const policy: Policy = {
  id: "bench",
  version: "1.0.0",
  contributorsMin: 5,
  contributorsMinSensitive: 5,
  homogeneityMax: 0,
  intervalWidthMin: 2,
  intervalShareMin: "0",
  zeros: "eligible",
  costs: { by: "count" },
};

/** What a table of so many cells may take at most: seconds of the clock, and percent above the proven least; absent: nothing is promised. */
interface Targets {
  readonly cellsMin: number;
  readonly protect: number;
  readonly audit?: number;
  readonly round?: number;
  readonly above: number;
}

const targets: readonly Targets[] = [
  { cellsMin: 500_000, protect: 20, round: 2, above: 1 },
  { cellsMin: 0, protect: 2, audit: 5, above: 1 },
];

function targetsOf(cells: number): Targets {
  const own = targets.find(({ cellsMin }) => cells >= cellsMin);
  if (own === undefined) throw new RangeError("there are no targets for so few cells");
  return own;
}

function isKept(figure: number, most: number | undefined, unit: string): string {
  if (most === undefined) return "";
  return `(target ≤ ${most} ${unit}: ${figure <= most ? "met" : "NOT MET"})`;
}

/** Rounds that count: the median of them is told. */
const roundsOf = (cells: number): number => (cells > 500_000 ? 1 : 3);

/** Protects a made-up nation, rounds it and audits it from scratch; says what each took as soon as it is done. */
export async function* protection({ name, table }: NationalTable): AsyncGenerator<string> {
  const rounds = roundsOf(table.cells.length);
  const target = targetsOf(table.cells.length);
  yield `${name}, ${count(table.cells.length)} cells`;
  for (const line of published(table.cells.length)) yield `  ${line}`;
  const read = await measured(rounds, () => Promise.resolve(reading(table)));
  yield say("reading every number", said(read.cost));
  yield* rounding(table, target);
  const made = await measured(rounds, () => tried(table));
  const kept = isKept(made.cost.clock, target.protect, "s");
  yield say("protect, with certificates", `${said(made.cost, read.cost)} ${kept}`);
  if (made.result instanceof RefusedError) {
    yield say("refused", made.result.message);
    return;
  }
  const { loss, published: publication } = made.result;
  yield say("withheld for what they are", count(loss.sensitive));
  yield say("withheld to protect those", count(loss.complementary));
  yield say("certificates, confidential", proofSaid(loss));
  const least = await leastBesides(table, strictest(policy, table.description));
  const above = (100 * (loss.complementary - least)) / Math.max(1, least);
  yield say(
    "proven least of any safe choice",
    `${count(least)}, ours is ${above.toFixed(1)} % above ${isKept(above, target.above, "%")}`,
  );
  const checked = await measured(1, () => audit([publication], policy, { exact: false }));
  const { safe, cells } = checked.result;
  ok(safe, "the audit from scratch found something that protect left open");
  yield say(
    "audit from scratch, as anyone can",
    `${said(checked.cost)}, ${count(cells.length)} safe ${isKept(checked.cost.clock, target.audit, "s")}`,
  );
}

function say(what: string, figure: string): string {
  return `  ${what.padEnd(36)}${figure}`;
}

async function tried(table: CellTable): Promise<Withheld | RefusedError> {
  try {
    return await withhold(table, policy, []);
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}

/** What nothing can be faster than: every number is looked at once, and every code. */
function reading({ description: { dimensions }, cells }: CellTable): number {
  const places = dimensions.map(({ codes }) => new Map(codes.map(({ code }, at) => [code, at])));
  let sum = 0;
  for (const { codes, den } of cells) {
    dimensions.forEach(({ id }, axis) => (sum += places[axis]?.get(codes[id] ?? "") ?? 0));
    sum += den;
  }
  return sum;
}

/** The fewest cells that any safe choice withholds besides, as far as programs over single sums prove it. */
async function leastBesides(table: CellTable, limits: Limits): Promise<number> {
  const { cells, description } = table;
  const layout = layoutOf(description.dimensions, cells);
  const none = new Uint8Array(cells.length);
  const { least } = boundOf(
    {
      layout,
      amounts: amountsOf(table, limits),
      hidden: Uint8Array.from(cells, (cell) =>
        !isEmpty(cell) && primaryReason(cell, description, limits) !== null ? 1 : 0,
      ),
      fixed: certainZeros(cells, layout, none),
      zerosWithheld: true,
      cost: costsOf(cells, layout, limits),
    },
    null,
    await openHighs(),
  );
  return least;
}

function proofSaid({ proof }: Withheld["loss"]): string {
  if (proof === null) return "none were needed";
  const { moves, longest, programs } = proof;
  return `${count(moves)} exchanges, the longest of ${count(longest)} cells; ${count(programs)} programs`;
}

function rounding(table: CellTable, target: Targets): readonly string[] {
  const [start, began] = [process.cpuUsage(), performance.now()];
  const { errors } = roundTable(table, { rule: "nearest", base: policy.contributorsMin });
  const { user, system } = process.cpuUsage(start);
  const clock = (performance.now() - began) / 1000;
  const figures = errors.reduce((sum, { den }) => sum + den.figures, 0);
  const off = errors.reduce((sum, { den }) => sum + den.figures * den.mean, 0);
  const greatest = Math.max(...errors.map(({ den }) => den.greatest));
  return [
    say(
      "rounded to 5 instead",
      `${((user + system) / 1e6).toFixed(2)} s CPU, ${clock.toFixed(2)} s ${isKept(clock, target.round, "s")}`,
    ),
    say("rounded, off by", `${(off / figures).toFixed(2)} on average, ${greatest} at most`),
  ];
}

/** Seconds of the processor and of the clock. */
interface Cost {
  readonly processor: number;
  readonly clock: number;
}

/** The last result, and the median cost of the rounds. */
async function measured<T>(
  rounds: number,
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly cost: Cost }> {
  const costs: Cost[] = [];
  for (;;) {
    const start = { processor: process.cpuUsage(), clock: performance.now() };
    const result = await run();
    const { user, system } = process.cpuUsage(start.processor);
    costs.push({
      processor: (user + system) / 1e6,
      clock: (performance.now() - start.clock) / 1e3,
    });
    const cost = costs.toSorted((a, b) => a.processor - b.processor)[costs.length >> 1];
    if (costs.length >= rounds && cost !== undefined) return { result, cost };
  }
}

function said({ processor, clock }: Cost, limit?: Cost): string {
  const times =
    limit === undefined ? "" : `, ${(processor / limit.processor).toFixed(0)} × as long`;
  return `${processor.toFixed(2)} s CPU, ${clock.toFixed(2)} s${times}`;
}

function count(cells: number): string {
  return cells.toLocaleString("en");
}
