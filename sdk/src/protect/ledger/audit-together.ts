import type { ObservationTable, Policy } from "../../publication.ts";
import { audit, shownOf } from "../audit/audit.ts";
import type { AuditedCell, AuditOptions, AuditResult } from "../audit/audit.ts";
import { unprovableLinks } from "../audit/linkage.ts";
import type { NamedNumber, Reason, Sum } from "../audit/reason.ts";
import { inAreas, relatedAreas, seenFrom } from "./areas.ts";
import type { OfArea } from "./areas.ts";

/**
 * The audit of publications of several members: joined where one area is part of another, apart where
 * nothing declares how they are related. Of one area it is the audit of its tables.
 */
export async function auditTogether(
  all: readonly OfArea[],
  policy: Policy,
  options: AuditOptions = {},
): Promise<AuditResult> {
  const tables = all.map(({ table }) => table);
  const groups = relatedAreas(all);
  if (groups.every((areas) => areas.size === 1) && groups.length <= 1) {
    return audit(tables, policy, options);
  }
  const results: AuditResult[] = [];
  for (const areas of groups) {
    const origins = all.flatMap(({ refArea }, at) => (areas.has(refArea) ? [at] : []));
    const own = origins.flatMap((at) => all[at] ?? []);
    const result =
      areas.size === 1
        ? await audit(
            own.map(({ table }) => table),
            policy,
            options,
          )
        : await joined(own, policy, options);
    results.push(moved(result, { tables, origins }));
  }
  return results.reduce((one, other) => ({
    safe: one.safe && other.safe,
    cells: [...one.cells, ...other.cells],
    narrow: [...one.narrow, ...other.narrow],
    obstacles: [...one.obstacles, ...other.obstacles],
    widthMin:
      one.widthMin === null || other.widthMin === null
        ? (one.widthMin ?? other.widthMin)
        : Math.min(one.widthMin, other.widthMin),
    solver: one.solver,
  }));
}

async function joined(
  own: readonly OfArea[],
  policy: Policy,
  options: AuditOptions,
): Promise<AuditResult> {
  const parts = own.flatMap((one, at) => inAreas(one).map((part) => ({ ...part, at })));
  const tables = parts.map(({ table }) => table);
  const result = await audit(tables, policy, options);
  // Areas of several levels stand side by side in one system; each level by itself is what must be known.
  const across = new Set(unprovableLinks(tables.map((table) => shownOf(table, policy))));
  const obstacles = [
    ...result.obstacles.filter((obstacle) => !across.has(obstacle)),
    ...[...new Set(own.map(({ refArea }) => refArea))].flatMap((area) => {
      const seen = own.flatMap((one) => seenFrom(area, one, own) ?? []);
      return unprovableLinks(seen.map((table) => shownOf(table, policy)));
    }),
  ];
  const safe = result.narrow.length === 0 && obstacles.length === 0;
  return moved(
    { ...result, obstacles, safe },
    {
      tables: own.map(({ table }) => table),
      origins: parts.map(({ at }) => at),
      rows: parts.map(({ rows }) => rows),
    },
  );
}

/** Where the tables of an audit come from, and their rows where they are fewer. */
interface Origin {
  readonly tables: readonly ObservationTable[];
  readonly origins: readonly number[];
  readonly rows?: readonly (readonly number[])[];
}

/** A result that speaks of the tables as they were published. */
function moved(result: AuditResult, origin: Origin): AuditResult {
  const cells = result.cells.map((cell) => movedCell(cell, origin));
  const narrow = result.narrow.map((cell) => movedCell(cell, origin));
  return { ...result, cells, narrow };
}

function movedCell(cell: AuditedCell, origin: Origin): AuditedCell {
  const { because } = cell;
  const placed = { ...cell, ...placedIn(cell, origin) };
  return because === undefined ? placed : { ...placed, because: movedReason(because, origin) };
}

function movedReason(reason: Reason, origin: Origin): Reason {
  const number = (one: NamedNumber): NamedNumber => ({ ...one, ...placedIn(one, origin) });
  const sum = (one: Sum | null): Sum | null =>
    one === null
      ? null
      : { ...one, terms: one.terms.map((term) => ({ ...term, number: number(term.number) })) };
  return {
    ...reason,
    numbers: reason.numbers.map(number),
    ...(reason.inShort === undefined
      ? {}
      : {
          inShort: {
            margins: reason.inShort.margins.map((one) => ({
              ...one,
              table: origin.origins[one.table] ?? one.table,
            })),
            rest: reason.inShort.rest.map(number),
          },
        }),
    atMost: sum(reason.atMost),
    atLeast: sum(reason.atLeast),
  };
}

function placedIn(
  { table, row, codes }: Pick<AuditedCell, "table" | "row" | "codes">,
  { tables, origins, rows }: Origin,
): Pick<AuditedCell, "table" | "row" | "codes"> {
  const [at, line] = [origins[table] ?? table, rows?.[table]?.[row] ?? row];
  return { table: at, row: line, codes: tables[at]?.observations[line]?.codes ?? codes };
}
