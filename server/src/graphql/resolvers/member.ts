import type { Member } from "../../members/member.ts";
import type { Context } from "../context.ts";
import { page } from "../page.ts";
import type { PageArguments } from "../page.ts";
import { publicationsMax } from "./query.ts";

/** Fields of Member that are not in the trust list. */
export const member = {
  publications: (
    { id }: Member,
    { metric, ...range }: PageArguments & { readonly metric?: string | null },
    { store }: Context,
  ) =>
    page(range, publicationsMax, (part) =>
      store.publications({ ...part, member: id, ...(metric == null ? {} : { metric }) }),
    ),
};
