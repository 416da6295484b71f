import type { CellTable } from "../cells.ts";
import { passed } from "../dataset.ts";
import { RefusedError } from "../errors.ts";
import type { ObservationTable, Policy, Protected } from "../publication.ts";
import { amountsOf } from "./amounts.ts";
import { attackersOf } from "./attackers.ts";
import type { Attackers } from "./attackers.ts";
import { auditShown, shownOf } from "./audit/audit.ts";
import type { AuditResult } from "./audit/audit.ts";
import { publicationName } from "./audit/shown.ts";
import { openSolver } from "./audit/solver.ts";
import { countedOtherwise } from "./audit/variants.ts";
import { checkTable } from "./check.ts";
import { earlierOf, linkedTo } from "./earlier.ts";
import { cellName, gridOf } from "./margins.ts";
import { assertPublishable, observationsOf } from "./observation.ts";
import { strictest } from "./policy.ts";
import { isCollected, isEmpty, primaryReason } from "./primary.ts";
import { reportOf } from "./report.ts";
import { openCover } from "./secondary.ts";
import type { Cover } from "./secondary.ts";

/**
 * Withholds what must not be shown and what would give it away, and proves by an audit together
 * with everything published earlier that no withheld cell can be narrowed below policy.
 *
 * @throws RefusedError when that cannot be proven; it names the cells that stand in the way.
 */
export async function protect(
  table: CellTable,
  policy: Policy,
  history: readonly ObservationTable[],
): Promise<Protected> {
  const limits = strictest(policy, table.description);
  const grid = gridOf(table.description.dimensions, table.cells);
  checkTable(table, grid);
  refuseOtherRules(table, history);
  const earlier = linkedTo(table, history).map((publication) =>
    shownOf(publication, publication.report.policy),
  );
  const sensitive = table.cells.map(
    (cell) => primaryReason(cell, table.description, limits) !== null,
  );
  const memory = earlierOf(table.description, grid, earlier);
  refuseShown(table, (row) => sensitive[row] === true && memory.shown[row] === true);
  const fixed = table.cells.map((cell, row) => isEmpty(cell) || memory.shown[row] === true);
  // What was withheld earlier stays withheld, unless another publication shows it all the same.
  const hidden = table.cells.map(
    (cell, row) =>
      sensitive[row] === true ||
      !isCollected(cell) ||
      (memory.withheld[row] === true && fixed[row] === false),
  );
  const cover = openCover({ grid, amounts: amountsOf(table, limits), hidden, fixed });
  const attackers = attackersOf(table, grid, { limits, sensitive, earlier });
  const result = await coverUntilProven(cover, attackers, table);
  const observations = observationsOf(table, cover.withheld);
  assertPublishable(table, observations, limits);
  const report = reportOf(observations, { policy, table, history, result });
  return passed("protected", { description: table.description, observations, report });
}

/** Rounds of withholding more before a table is given up; ordinary tables need one to three. */
const roundsMax = 50;

/** Withholds more until the audit is content. */
async function coverUntilProven(
  cover: Cover,
  attackers: Attackers,
  table: CellTable,
): Promise<AuditResult> {
  const solver = await openSolver();
  for (let round = 1; ; round += 1) {
    const isClosed = cover.close();
    const own = attackers.own(cover.withheld);
    const result = auditShown([...own, ...attackers.earlier], solver, { exact: false });
    if (result.safe) return result;
    const rows = result.narrow.filter((cell) => cell.table < own.length).map((cell) => cell.row);
    const isStuck = !isClosed || result.obstacles.length > 0 || round === roundsMax;
    if (isStuck || !cover.widen([...new Set(rows)])) throw refusal(table, result);
  }
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
    "Publish the same data under the same policy as before, or withdraw the earlier publication.",
  );
}

function refusal(table: CellTable, { obstacles, narrow }: AuditResult): RefusedError {
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
