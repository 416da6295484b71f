import type { Dimensions } from "./comparison.ts";

/** The code of the whole in a dimension; `@member` in the standard stands for the member's own area. */
function totalOf(dimensions: Dimensions, id: string, refArea: string): string {
  const total = dimensions.get(id)?.total ?? "_T";
  return total === "@member" ? refArea : total;
}

/** Whether a code stands for the whole of a dimension. */
export function isTotal(
  dimensions: Dimensions,
  id: string,
  code: string,
  refArea: string,
): boolean {
  return code === totalOf(dimensions, id, refArea);
}
