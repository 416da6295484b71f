import type { CellTable } from "../cells.ts";
import { passed } from "../dataset.ts";
import { RefusedError } from "../errors.ts";
import type { ObservationTable, Policy, Protected } from "../publication.ts";
import { attackersOf } from "./attackers.ts";
import { shownOf } from "./audit/audit.ts";
import type { Shown } from "./audit/shown.ts";
import { publicationName } from "./audit/shown.ts";
import { countedOtherwise } from "./audit/variants.ts";
import { amountsOf } from "./amounts.ts";
import { earlierOf, linkedTo, withheldLastPeriod } from "./earlier.ts";
import type { Memory } from "./earlier.ts";
import { laidOut } from "./laid-out.ts";
import { cellName } from "./margins.ts";
import { changeTable } from "./methods/change-table.ts";
import type { Means } from "./methods/change-table.ts";
import { refuseOtherMethods } from "./methods/year.ts";
import { assertPublishable, observationsOf } from "./observation.ts";
import { strictest } from "./policy.ts";
import type { Limits } from "./policy.ts";
import { isCollected, isEmpty, primaryReason } from "./primary.ts";
import { reportOf } from "./report.ts";
import { chooseSafe } from "./suppress/choose-safe.ts";
import type { Loss } from "./suppress/choose-safe.ts";
import type { Progress } from "./suppress/choose.ts";
import { costsOf, namedRows } from "./suppress/cost.ts";
import type { Layout } from "./suppress/layout.ts";
import type { CoverOptions } from "./suppress/secrets.ts";
import { certainZeros } from "./suppress/zeros.ts";

export interface ProtectOptions extends Means {
  /** Told what the search is doing. */
  readonly progress?: (progress: Progress) => void;
  /** Per row of the table: withheld for a reason outside it, such as its difference to an earlier day. */
  readonly also?: readonly boolean[];
  /** Whether the least number of withheld cells is worked out for the internal report. */
  readonly bound?: boolean;
}

/** A publication with what it took to make it safe. */
export interface Withheld {
  readonly published: Protected;
  /** Confidential: it tells what is withheld for which reason. */
  readonly loss: Loss;
}

/**
 * Protects a table by the method of the policy. Where that is withholding: withholds what must not be
 * shown and what would give it away, and proves by an audit together with everything published
 * earlier that no withheld cell can be narrowed below policy.
 *
 * @throws RefusedError when that cannot be proven; it names the cells that stand in the way.
 */
export async function protect(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
  options: ProtectOptions = {},
): Promise<Protected> {
  if (strictest(policy, table.description).method.kind === "suppress") {
    const { published } = await withhold(table, policy, history, options);
    return published;
  }
  refuseOtherRules(table, history);
  return changeTable(table, policy, history, options);
}

/**
 * As `protect` under a policy that withholds, with the internal report.
 *
 * @throws RefusedError as `protect` does, and when the policy asks for another method.
 */
export async function withhold(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
  { progress = () => undefined, also = [], bound = false }: ProtectOptions = {},
): Promise<Withheld> {
  const limits = strictest(policy, table.description);
  requireWithholding(limits);
  refuseOtherMethods(table, limits.method, history);
  refuseOtherRules(table, history);
  const earlier = linkedTo(table, history).map((publication) =>
    shownOf(publication, publication.report.policy),
  );
  const { full, layout } = laidOut(table, limits, earlier);
  const before = withheldLastPeriod(table.description, layout, history);
  const { options, sensitive } = coverOf(full, layout, { limits, earlier, also, before });
  const attackers = attackersOf(full, layout, { limits, sensitive, earlier });
  const safe = await chooseSafe({
    table: full,
    options,
    attackers,
    sensitive,
    progress,
    isBounded: bound,
  });
  if (!safe.isSafe) throw refusal(full, safe);
  // Combinations that nobody is in and that are shown need no row.
  const isKept = (row: number): boolean => row < table.cells.length || safe.withheld[row] === 1;
  const published = { ...full, cells: full.cells.filter((_, row) => isKept(row)) };
  const observations = observationsOf(full, safe.withheld).filter((_, row) => isKept(row));
  assertPublishable(published, observations, limits);
  const report = reportOf(observations, { policy, table, history, verdict: safe });
  return {
    published: passed("protected", { description: table.description, observations, report }),
    loss: safe.loss,
  };
}

interface Circumstances {
  readonly limits: Limits;
  readonly earlier: readonly Shown[];
  readonly also: readonly boolean[];
  /** Per row: withheld in the period before. */
  readonly before: readonly boolean[];
}

function coverOf(
  table: CellTable,
  layout: Layout,
  { limits, earlier, also, before }: Circumstances,
): { readonly options: CoverOptions; readonly sensitive: readonly boolean[] } {
  const sensitive = table.cells.map(
    (cell) => primaryReason(cell, table.description, limits) !== null,
  );
  const memory = earlierOf(table.description, layout, earlier);
  refuseShown(table, (row) => sensitive[row] === true && memory.shown[row] === true);
  const must = namedRows(layout, limits.costs.mustPublish);
  refuseMust(table, (row) => must.has(row) && sensitive[row] === true);
  const zerosWithheld = limits.zeros === "eligible";
  const shown = Uint8Array.from(table.cells, (cell, row) => {
    const isShown = memory.shown[row] === true || must.has(row);
    return isShown || (!zerosWithheld && isEmpty(cell)) ? 1 : 0;
  });
  const certain = certainZeros(table.cells, layout, shown);
  const fixed = shown.map((one, row) => one | (certain[row] ?? 0));
  const hidden = Uint8Array.from(table.cells, (cell, row) =>
    isHidden({ isCollected: isCollected(cell), row, sensitive, memory, fixed, also }) ? 1 : 0,
  );
  const cost = costsOf(table.cells, layout, limits, before);
  const amounts = amountsOf(table, limits);
  const uncollected = Uint8Array.from(table.cells, (cell) => (isCollected(cell) ? 0 : 1));
  const options = { layout, amounts, hidden, uncollected, fixed, zerosWithheld, cost };
  return { options, sensitive };
}

/** What was withheld earlier stays withheld, unless another publication shows it all the same. */
function isHidden(cell: {
  readonly isCollected: boolean;
  readonly row: number;
  readonly sensitive: readonly boolean[];
  readonly memory: Memory;
  readonly fixed: Uint8Array;
  readonly also: readonly boolean[];
}): boolean {
  const { row, sensitive, memory, fixed, also } = cell;
  if (sensitive[row] === true || !cell.isCollected) return true;
  return (memory.withheld[row] === true || also[row] === true) && fixed[row] === 0;
}

function requireWithholding({ method }: Limits): void {
  if (method.kind === "suppress") return;
  throw new RefusedError(
    `The policy asks for the method ${method.kind}, which withholds nothing.`,
    'Leave "method" out of the policy, or write {"kind": "suppress"}.',
  );
}

/** A second rule for the same figure is refused even where nothing is withheld: the difference is a cell. */
function refuseOtherRules({ description }: CellTable, history: readonly ObservationTable[]): void {
  const [reason] = history.flatMap((earlier) =>
    countedOtherwise([description, earlier.description]),
  );
  if (reason === undefined) return;
  throw new RefusedError(
    `${publicationName(description)} cannot be proven safe because of ${reason}.`,
    "Use the parameters and the source of the earlier publication for this period, and the new ones from the next period on.",
  );
}

function refuseShown(table: CellTable, isShown: (row: number) => boolean): void {
  const names = table.cells.flatMap((cell, row) => (isShown(row) ? [cellName(cell.codes)] : []));
  if (names.length === 0) return;
  throw new RefusedError(
    `${publicationName(table.description)} must withhold what an earlier publication shows (${firstOf(names)}).`,
    "Publish the same data under the same policy as before: what was shown stays known, withdrawn or not.",
  );
}

function refuseMust(table: CellTable, isBoth: (row: number) => boolean): void {
  const names = table.cells.flatMap((cell, row) => (isBoth(row) ? [cellName(cell.codes)] : []));
  if (names.length === 0) return;
  throw new RefusedError(
    `${publicationName(table.description)} must withhold what the costs of the policy say must be published (${firstOf(names)}).`,
    "Take these cells out of mustPublish, or put them into preferPublish.",
  );
}

function refusal(
  table: CellTable,
  {
    obstacles,
    narrow,
  }: {
    readonly obstacles: readonly string[];
    readonly narrow: readonly { readonly codes: Readonly<Record<string, string>> }[];
  },
): RefusedError {
  const names = [...new Set(narrow.map((cell) => cellName(cell.codes)))];
  const why = [
    ...obstacles,
    ...(names.length > 0 ? [`withheld cells that could be worked out (${firstOf(names)})`] : []),
  ];
  return new RefusedError(
    `${publicationName(table.description)} cannot be proven safe because of ${why.join(", and ")}.`,
    "Publish fewer or coarser dimensions; of breakdowns that share dimensions, publish the finest first.",
  );
}

function firstOf(names: readonly string[]): string {
  const more = names.length > 5 ? `; ${names.length - 5} more` : "";
  return names.slice(0, 5).join("; ") + more;
}
