import { checkOf } from "./check.ts";
import type { Check } from "./check.ts";
import { codePattern } from "./data-csv.ts";
import type { DataRow } from "./data-csv.ts";
import type { Publication } from "./read.ts";

const wholePattern = /^(NaN|-?(0|[1-9]\d{0,15})|)$/;
const valuePattern = /^(NaN|-?(0|[1-9]\d{0,15})(\.\d{1,12})?|)$/;

/** B09: columns, codes, types and keys are those of `structure.json`. */
export function checkData(publication: Publication): Check {
  return checkOf("B09", {
    fine: `${publication.rows.length} observations fit the structure.`,
    remedy: "Draw the publication up again; data.csv is never edited by hand.",
    problems: [...structureProblems(publication), ...rowProblems(publication)],
  });
}

function structureProblems({ manifest, structure, rows }: Publication): readonly string[] {
  const columns = structure.dimensions.map(({ id }) => id);
  const starts = structure.constraint.get("REPORTING_YEAR_START_DAY") ?? [];
  const facts: readonly (readonly [isRight: boolean, problem: string])[] = [
    [
      columns.join() === manifest.dimensions.join(),
      "structure.json has other dimensions than the manifest.",
    ],
    [columns[0] === "REF_AREA", "REF_AREA is not the first dimension."],
    [structure.dataflow === manifest.dataflow, "structure.json describes another dataflow."],
    [
      starts.join() === manifest.period.reportingYearStart,
      "structure.json has another first day of the school year.",
    ],
    [rows.length > 0, "data.csv has no observation."],
  ];
  return facts.filter(([isRight]) => !isRight).map(([, problem]) => problem);
}

function rowProblems(publication: Publication): readonly string[] {
  const allowed = publication.structure.dimensions.map(
    ({ id, codes }) => new Set(codes.map(({ code }) => code).filter(inConstraint(publication, id))),
  );
  const seen = new Set<string>();
  return publication.rows.flatMap((row) => {
    const key = row.codes.join(",");
    const problem = seen.has(key)
      ? "the same cell a second time"
      : rowProblem(row, publication, allowed);
    seen.add(key);
    return problem === null ? [] : [`Row ${row.row} of data.csv: ${problem}.`];
  });
}

function inConstraint({ structure }: Publication, id: string): (code: string) => boolean {
  const values = new Set(structure.constraint.get(id) ?? []);
  return (code) => values.has(code);
}

function rowProblem(
  row: DataRow,
  { manifest, structure }: Publication,
  allowed: readonly ReadonlySet<string>[],
): string | null {
  if (row.structure !== "dataflow" || row.structureId !== manifest.dataflow)
    return "another dataflow";
  if (row.action !== manifest.action) return "another action than R, replace";
  if (row.timePeriod !== manifest.period.timePeriod) return "another period";
  return codeProblem(row, structure.dimensions, allowed) ?? typeProblem(row);
}

function codeProblem(
  { codes }: DataRow,
  dimensions: readonly { readonly id: string }[],
  allowed: readonly ReadonlySet<string>[],
): string | null {
  const nameOf = (axis: number): string => dimensions[axis]?.id ?? "a dimension";
  const odd = codes.findIndex((code) => !codePattern.test(code));
  if (odd !== -1) return `a code of ${nameOf(odd)} that SDMX does not allow`;
  const wrong = codes.findIndex((code, axis) => allowed[axis]?.has(code) !== true);
  return wrong === -1 ? null : `a code of ${nameOf(wrong)} that is not in its list`;
}

function typeProblem(row: DataRow): string | null {
  if (!valuePattern.test(row.value)) return "OBS_VALUE is not a number";
  if (!isWhole(row.num) || !isWhole(row.den)) return "NUM or DEN is not a whole number below 2^53";
  if (!/^[AMLQ]$/.test(row.status)) return "OBS_STATUS is not one of A, L, M, Q";
  return /^[FC]$/.test(row.confidentiality) ? null : "CONF_STATUS is not F or C";
}

function isWhole(text: string): boolean {
  return wholePattern.test(text) && (text === "NaN" || Number.isSafeInteger(Number(text)));
}
