import type { TrustList } from "../members/member.ts";
import type { CodeFilter } from "../store/store.ts";
import type { Dimensions } from "./comparison.ts";

/**
 * Dimension → wanted codes, as the store looks for them. `_T` is the total of every dimension, and
 * finds the members' own areas where the total is the member itself.
 */
export function codeFilters(
  wanted: Readonly<Record<string, readonly string[]>>,
  dimensions: Dimensions,
  members: TrustList,
): Readonly<Record<string, CodeFilter>> {
  return Object.fromEntries(
    Object.entries(wanted).map(([id, codes]): [string, CodeFilter] => {
      const total = dimensions.get(id)?.total ?? "_T";
      const totals =
        total === "@member" ? [...members.values()].map(({ refArea }) => refArea) : [total];
      const isTotalWanted = codes.includes("_T") || codes.some((code) => totals.includes(code));
      const all = codes.includes("_T") ? [...new Set([...codes, ...totals])] : codes;
      return [id, { in: all, orUncut: isTotalWanted }];
    }),
  );
}
