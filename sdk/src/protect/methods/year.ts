import type { CellTable, TableDescription } from "../../cells.ts";
import { RefusedError } from "../../errors.ts";
import type { ObservationTable } from "../../publication.ts";
import { publicationName } from "../audit/shown.ts";
import type { Method } from "../rules/method.ts";

/** What was published about a quantity of a table in the same school year, on whatever day. */
export function ofYear(
  { period, quantity }: Pick<TableDescription, "period" | "quantity">,
  history: readonly ObservationTable[],
): readonly ObservationTable[] {
  const own = Object.values(quantity);
  return history.filter(
    ({ description }) =>
      description.period === period &&
      Object.values(description.quantity).some((hash) => own.includes(hash)),
  );
}

/**
 * Refuses a table whose numbers were published in this school year by another method: exact numbers
 * beside changed ones say what was changed, and two changes of one number narrow it together.
 */
export function refuseOtherMethods(
  { description }: CellTable,
  method: Method,
  history: readonly ObservationTable[],
): void {
  const other = ofYear(description, history).find(
    ({ report }) => kindOf(report.altered) !== method.kind,
  );
  if (other === undefined) return;
  const how = words[kindOf(other.report.altered)];
  throw new RefusedError(
    `${publicationName(description)} cannot be published ${words[method.kind]}: ${publicationName(other.description)} shows the same numbers ${how}.`,
    `Publish it ${how} as well, or change the method with the next school year.`,
  );
}

function kindOf(altered: ObservationTable["report"]["altered"]): Method["kind"] {
  return altered?.kind ?? "suppress";
}

const words: Readonly<Record<Method["kind"], string>> = {
  suppress: "as counted",
  round: "rounded",
  "cell-key": "with cell-key noise",
  noise: "with noise from a budget",
};
