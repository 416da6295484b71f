/** What can be said of a publication's content alone: B08 to B13. */
import type { Check } from "./check.ts";
import { checkData } from "./check-data.ts";
import { checkDisclosure } from "./check-disclosure.ts";
import { checkFigures, checkRounding } from "./check-figures.ts";
import { checkMetric } from "./check-metric.ts";
import { checkStatuses } from "./check-statuses.ts";
import type { Publication } from "./read.ts";

/** The checks that need neither keys nor earlier publications. */
export async function checkContent(publication: Publication): Promise<readonly Check[]> {
  return [
    await checkMetric(publication),
    checkData(publication),
    checkStatuses(publication),
    checkFigures(publication),
    checkRounding(publication),
    checkDisclosure(publication),
  ];
}
