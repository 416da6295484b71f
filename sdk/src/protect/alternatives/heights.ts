import type { HierarchyCode } from "../../cells.ts";

/** Levels below each code; a code without parts is at 0. */
export function heightsOf(codes: readonly HierarchyCode[]): ReadonlyMap<string, number> {
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  const heights = new Map(codes.map(({ code }) => [code, 0]));
  for (const { code } of codes) {
    let height = 0;
    let wider = parents.get(code) ?? null;
    while (wider !== null && height < codes.length) {
      height += 1;
      heights.set(wider, Math.max(heights.get(wider) ?? 0, height));
      wider = parents.get(wider) ?? null;
    }
  }
  return heights;
}
