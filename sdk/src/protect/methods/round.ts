import type { CellTable } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { AlteredError, ObservationTable, Policy } from "../../publication.ts";
import { audit } from "../audit/audit.ts";
import { publicationName } from "../audit/shown.ts";
import { atMoment } from "../ledger/moment.ts";
import { cellName } from "../margins.ts";
import { observationsOf } from "../observation.ts";
import type { Limits } from "../policy.ts";
import { changedReport } from "../report.ts";
import { openingsOf } from "../rounding/openings.ts";
import { replacedTable } from "../rounding/replaced.ts";
import { roundTable } from "../rounding/round-table.ts";
import { roundedOver } from "../rounding/rounded-over.ts";
import type { ShownOtherwise } from "../rounding/rounded-over.ts";
import { statementOf } from "../rounding/rule.ts";
import type { RoundingRule } from "../rounding/rule.ts";
import { tooNarrow } from "../rounding/too-narrow.ts";
import type { Changed } from "./changed.ts";
import { refuseSmallChanges } from "./small-changes.ts";
import { takenOver } from "./taken-over.ts";

/** What a table is rounded under. */
interface Circumstances {
  readonly policy: Policy;
  readonly limits: Limits;
  /** What was published about the same numbers in this school year, all of it rounded. */
  readonly earlier: readonly ObservationTable[];
}

/**
 * A table rounded by its policy. What earlier rounded publications show already is shown alike. Where
 * numbers would be shown otherwise, both together say more than each, and so do two days where it is
 * known how little changes: then the audit of all decides.
 *
 * @throws RefusedError when rounding cannot keep its promise for this table.
 */
export async function roundByPolicy(
  table: CellTable,
  base: number,
  { policy, limits, earlier }: Circumstances,
): Promise<Changed> {
  const rule: RoundingRule = { rule: "nearest", base };
  const { method, promises, limits: unpromised } = statementOf(rule);
  const then = earlier.map((one) => atMoment(one));
  const own = atMoment(table);
  const same = then.filter(({ report }) => report.method === method);
  const shown = takenOver(own, same);
  const rounded = shown === null ? roundTable(table, rule).table : replacedTable(table, shown);
  const observations = observationsOf(
    rounded,
    rounded.cells.map(() => false),
  );
  const { description } = own;
  const errors = errorsOf(table, base);
  const altered = { kind: "round", base, promises, limits: unpromised, errors } as const;
  if (shown === null) {
    const openings = openingsOf({ description, observations }, { ...rule, zeros: "published" });
    refuseNarrow(table, tooNarrow(table, openings, limits), base);
  }
  const [first] = roundedOver({ description, observations, method }, then);
  const isDayKnown = then.some((one) => one.description.period !== description.period);
  if (first !== undefined || (isDayKnown && limits.changeMax !== null)) {
    const report = changedReport(observations, { policy, table, history: then, method, altered });
    const all = [{ description, observations, report }, ...then];
    const { safe } = await audit(all, policy, { exact: false });
    if (!safe) refuseTogether(table, first);
  }
  refuseSmallChanges({ description, observations }, { limits, earlier: then });
  return { observations, method, altered };
}

/** Bounds of the errors; those of wider cells are sums of them. */
function errorsOf({ description }: CellTable, base: number): readonly AlteredError[] {
  const most = base - 1;
  const isShare = description.kind === "share";
  return [
    {
      of: "an inner cell; of a wider cell at most as many times more as it has inner cells",
      num: { atMost: most },
      // The denominator of a share is the sum of two rounded counts.
      den: { atMost: isShare ? 2 * most : most },
    },
  ];
}

function refuseTogether(table: CellTable, first: ShownOtherwise | undefined): never {
  const name = publicationName(table.description);
  if (first === undefined) {
    throw new RefusedError(
      `${name} and what was published about other days of the school year give rounded counts away to who knows how little changes in between.`,
      "Publish it with the next school year.",
    );
  }
  const cell = cellName(table.cells[first.row]?.codes ?? {});
  throw new RefusedError(
    `${name} cannot be rounded: ${first.publication} shows the same numbers otherwise (${cell}), and both together say too much.`,
    "Publish the finest breakdown first: coarser ones are then taken from it. Of metrics that share a denominator, publish one.",
  );
}

function refuseNarrow(table: CellTable, rows: readonly number[], base: number): void {
  const [row] = rows;
  if (row === undefined) return;
  throw new RefusedError(
    `Rounding to ${base} leaves ${rows.length} cells of ${publicationName(table.description)} less open than the policy asks (${cellName(table.cells[row]?.codes ?? {})}).`,
    `Give method.base a value of more than ${base}.`,
  );
}
