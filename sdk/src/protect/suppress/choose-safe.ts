import type { CellTable } from "../../cells.ts";
import type { Attackers } from "../attackers.ts";
import { auditShown, auditSums } from "../audit/audit.ts";
import type { AuditedCell } from "../audit/audit.ts";
import { isUnknown } from "../audit/shown.ts";
import type { Shown } from "../audit/shown.ts";
import { openSolver } from "../audit/solver.ts";
import type { Counts } from "../exchange/certify.ts";
import { openPrograms } from "../exchange/programs.ts";
import type { Cover } from "../secondary.ts";
import { boundOf } from "./bound.ts";
import type { Bound } from "./bound.ts";
import { chooseProven, isProven, release } from "./choose.ts";
import type { Chooser, Progress } from "./choose.ts";
import { openHighs } from "../highs.ts";
import { layoutOf } from "./layout.ts";
import { openProver } from "./prove.ts";
import type { Proof, Prover } from "./prove.ts";
import { costOf, isExact, startsOf } from "./start.ts";
import { openViews } from "./view.ts";
import type { Readable } from "./view.ts";
import type { CoverOptions } from "./secrets.ts";

/** What it took to make a table safe. Confidential. */
export interface Loss {
  /** Cells that must not be shown for what they are themselves. */
  readonly sensitive: number;
  /** Cells withheld besides, to protect those. */
  readonly complementary: number;
  /**
   * No safe choice withholds fewer cells than this besides the sensitive ones; null where it was not
   * worked out.
   */
  readonly complementaryMin: number | null;
  /** Withheld cells that single margins do not need and that were not all tried to be shown. */
  readonly spare: number;
  /** How the certificates were found. */
  readonly proof: Counts | null;
}

/** How a choice of withheld cells was judged. */
export interface Verdict {
  readonly isSafe: boolean;
  readonly obstacles: readonly string[];
  readonly narrow: readonly { readonly codes: Readonly<Record<string, string>> }[];
  /** How, in words. */
  readonly method: string;
  readonly solver: { readonly name: string; readonly version: string };
  readonly loss: Loss;
  /** Row → 1 where it is withheld. */
  readonly withheld: Uint8Array;
}

export interface Task {
  readonly table: CellTable;
  readonly options: CoverOptions;
  readonly attackers: Attackers;
  readonly sensitive: readonly boolean[];
  readonly progress: (progress: Progress) => void;
  /** Whether the least number of cells is worked out. */
  readonly isBounded: boolean;
}

/** Unknown numbers up to which the audit searches every interval anew, with linear programs. */
const auditedUnknownsMax = 15_000;
/** Audits that may ask for more cells before a table is given up. */
const auditsMax = 20;

const audited = "exact whole-number witnesses for the feasible interval of every withheld quantity";
const certified =
  "whole-number exchanges for every withheld quantity, each checked against all equations, and an audit of all sums and differences of sums; the table is too large for one that searches every interval anew";

/** Withholds cells until everything is proven to stay open, by certificates and by the audit. */
export async function chooseSafe(task: Task): Promise<Verdict> {
  const programs = await openPrograms();
  const highs = await openHighs();
  const parts = readablesOf(task);
  const prover = openProver(openViews(parts), { highs, programs });
  const bound = task.isBounded && isExact(task.table) ? boundOf(task.options, null, highs) : null;
  const start = cheapest(task, parts, { prover, covers: startsOf(task, highs) });
  const { chooser } = start;
  const { cover } = chooser;
  let { proof } = start;
  for (let audits = 1; ; audits += 1) {
    task.progress({ step: "audit", round: audits, withheld: 0, unproven: proof.unproven.length });
    const verdict = await judge({ ...task, cover, bound }, proof);
    if (verdict.isSafe || !isProven(proof) || audits === auditsMax) return verdict;
    if (verdict.obstacles.length > 0 || cover.widen(verdict.rows) === 0) return verdict;
    proof = chooseProven(chooser, false);
  }
}

interface Started extends Task {
  readonly cover: Cover;
  readonly bound: Bound | null;
}

/** A choice with its proof. */
interface Choice {
  readonly chooser: Chooser;
  readonly proof: Proof;
  readonly price: number;
}

/** The proven choice that withholds least, of those that the starts lead to. */
function cheapest(
  task: Task,
  parts: readonly Readable[],
  { prover, covers }: { readonly prover: Prover; readonly covers: readonly Cover[] },
): Choice {
  const choices = covers.map((cover): Choice => {
    const chooser = chooserOf(task, parts, { prover, cover });
    const first = chooseProven(chooser, true);
    const proof = isProven(first) ? release(chooser, first) : first;
    const price = isProven(proof) ? costOf(cover, task.options.cost) : Number.POSITIVE_INFINITY;
    return { chooser, proof, price };
  });
  const [best] = choices.toSorted((a, b) => a.price - b.price);
  if (best === undefined) throw new Error("There is nothing to start from.");
  return best;
}

function chooserOf(
  { table, attackers, progress }: Task,
  parts: readonly Readable[],
  { prover, cover }: { readonly prover: Prover; readonly cover: Cover },
): Chooser {
  const ownParts = attackers.parts.length;
  const own = new Uint8Array(table.cells.length);
  const hidden = (): readonly Uint8Array[] => {
    table.cells.forEach((cell, row) => {
      own[row] = cell.status === "L" ? 2 : (cover.withheld[row] ?? 0);
    });
    return parts.map((part, at) => (at < ownParts ? own : part.hidden));
  };
  return { cover, prover, hidden, ownParts, progress };
}

/** The last word: the audit where it can be had, and otherwise the checked certificates. */
async function judge(
  task: Started,
  proof: Proof,
): Promise<Verdict & { readonly rows: readonly number[] }> {
  const { cover, attackers, table } = task;
  const loss = lossOf(task, proof);
  const { withheld } = cover;
  const own = attackers.own(cover.withheld);
  if (proof.view.truth.length > auditedUnknownsMax) {
    const shown = [...own, ...attackers.earlier];
    const sums = auditSums(shown);
    const obstacles = [...proof.obstacles, ...sums.obstacles];
    const unproven = proof.unproven.flatMap(
      ({ table: at, row }) => shown[at]?.observations[row] ?? [],
    );
    const narrow = [...unproven, ...sums.narrow];
    const { name, version } = await openPrograms();
    const isSafe = isProven(proof) && obstacles.length === 0 && narrow.length === 0;
    return {
      isSafe,
      obstacles,
      narrow,
      method: certified,
      solver: { name, version },
      loss,
      withheld,
      rows: ownRows(sums.narrow, own.length, table),
    };
  }
  const result = auditShown([...own, ...attackers.earlier], await openSolver(), { exact: false });
  const { safe: isSafe, obstacles, narrow, solver } = result;
  const rows = ownRows(narrow, own.length, table);
  return { isSafe, obstacles, narrow, method: audited, solver, loss, withheld, rows };
}

/** The rows of the table itself among cells of several tables, the first of which are its own. */
function ownRows(
  cells: readonly AuditedCell[],
  ownTables: number,
  table: CellTable,
): readonly number[] {
  const rows = cells.filter((cell) => cell.table < ownTables).map(({ row }) => row);
  return [...new Set(rows)].filter((row) => row < table.cells.length);
}

function lossOf({ cover, bound, sensitive, table }: Started, proof: Proof): Loss {
  const own = table.cells.filter(
    ({ status }, row) => cover.withheld[row] === 1 && status !== "L",
  ).length;
  const primary = sensitive.filter(Boolean).length;
  return {
    sensitive: primary,
    complementary: own - primary,
    complementaryMin: bound?.least ?? null,
    spare: cover.spare().length,
    proof: proof.found?.certified.counts ?? null,
  };
}

/** Everything that speaks about the table's quantities, the member's own part first. */
function readablesOf({ attackers, options: { layout } }: Task): readonly Readable[] {
  const own = attackers.parts.map(({ table, shown }): Readable => ({
    shown,
    layout,
    num: Float64Array.from(table.cells, ({ num }) => num),
    den: Float64Array.from(table.cells, ({ den }) => den),
    hidden: new Uint8Array(table.cells.length),
  }));
  return [...own, ...attackers.earlier.map(readableOf)];
}

function readableOf(shown: Shown): Readable {
  const { description, observations } = shown;
  return {
    shown,
    layout: layoutOf(description.dimensions, observations),
    num: Float64Array.from(observations, ({ num }) => num ?? Number.NaN),
    den: Float64Array.from(observations, ({ den }) => den ?? Number.NaN),
    hidden: Uint8Array.from(observations, (own) =>
      isUnknown(own) ? (own.status === "Q" ? 1 : 2) : 0,
    ),
  };
}
