import type { Metric, Parameter } from "@edufed/schemas";
import type { Context } from "../context.ts";
import { page } from "../page.ts";
import type { PageArguments } from "../page.ts";
import { publicationsMax } from "./query.ts";

/** Fields of Metric that are not in its definition. */
export const metric = {
  publications: (
    { id }: Metric,
    { member, ...range }: PageArguments & { readonly member?: string | null },
    { store }: Context,
  ) =>
    page(range, publicationsMax, (part) =>
      store.publications({ ...part, metric: id, ...(member == null ? {} : { member }) }),
    ),
};

/** Fields of MetricParameter. */
export const metricParameter = {
  default: ({ default: usual = "" }: Parameter) => String(usual),
};
