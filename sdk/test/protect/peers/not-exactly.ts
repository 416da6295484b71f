import type { CellTable } from "../../../src/cells.ts";
import { amountsOf } from "../../../src/protect/amounts.ts";
import { attackersOf } from "../../../src/protect/attackers.ts";
import { strictest } from "../../../src/protect/policy.ts";
import { isEmpty } from "../../../src/protect/primary.ts";
import { chooseSafe } from "../../../src/protect/suppress/choose-safe.ts";
import type { Verdict } from "../../../src/protect/suppress/choose-safe.ts";
import { costsOf } from "../../../src/protect/suppress/cost.ts";
import { layoutOf } from "../../../src/protect/suppress/layout.ts";
import { certainZeros } from "../../../src/protect/suppress/zeros.ts";
import { leastPolicy } from "./instances.ts";

/** What is withheld of a table, and how it was judged. */
export interface NotExactly {
  readonly verdict: Verdict;
  /** Withheld cells of the table. */
  readonly withheld: number;
}

/**
 * Withholds under the demand of the peers' comparison, which no policy of ours may ask for: no withheld
 * number is exactly known, and nothing more. Every cell costs alike, because they count cells.
 *
 * `knowsSomebody`: whether the attacker takes for granted, where zeros are shown, that a withheld cell
 * is not empty. The peers' attack does not.
 */
export async function withholdNotExactly(
  table: CellTable,
  sensitive: readonly boolean[],
  { zeros, knowsSomebody }: { readonly zeros: boolean; readonly knowsSomebody: boolean },
): Promise<NotExactly> {
  const policy = {
    ...leastPolicy(zeros || !knowsSomebody ? "eligible" : "published"),
    costs: { by: "count", levelPrice: 1 },
  } as const;
  const limits = { ...strictest(policy, table.description), contributorsMin: 1 };
  const { cells, description } = table;
  const layout = layoutOf(description.dimensions, cells);
  const shown = Uint8Array.from(cells, (cell) => (!zeros && isEmpty(cell) ? 1 : 0));
  const certain = certainZeros(cells, layout, shown);
  const fixed = shown.map((one, row) => one | (certain[row] ?? 0));
  const verdict = await chooseSafe({
    table,
    options: {
      layout,
      amounts: amountsOf(table, limits),
      hidden: fixed.map((one, row) => (one === 0 && sensitive[row] === true ? 1 : 0)),
      fixed,
      zerosWithheld: zeros,
      cost: costsOf(cells, layout, limits),
    },
    attackers: attackersOf(table, layout, { limits, sensitive, earlier: [] }),
    sensitive,
    progress: () => undefined,
    isBounded: false,
  });
  const withheld = cells.filter((_, row) => verdict.withheld[row] === 1).length;
  return { verdict, withheld };
}
