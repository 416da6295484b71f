import { checkOf } from "./check.ts";
import type { Check } from "./check.ts";
import { paths } from "./files.ts";
import type { ReadProblem } from "./read.ts";

/** B02: the JSON parts are canonical and have the shape of their schemas. */
export function checkDocuments(problems: readonly ReadProblem[]): Check {
  return checkOf("B02", {
    fine: "Every JSON document equals its RFC 8785 form, in Unicode NFC, and has the shape of its schema.",
    remedy: "Draw the publication up again; its files are never edited by hand.",
    problems: documentProblems(problems).map(({ path, problem }) => `${path}: ${problem}`),
  });
}

/** The problems that are not of `data.csv`, which has a check of its own. */
function documentProblems(problems: readonly ReadProblem[]): readonly ReadProblem[] {
  return problems.filter(({ path }) => path !== paths.data);
}
