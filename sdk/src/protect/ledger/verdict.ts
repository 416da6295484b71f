import type { TableDescription } from "../../cells.ts";
import type { ObservationTable, Protected } from "../../publication.ts";
import { publicationName } from "../audit/shown.ts";
import { cellName } from "../margins.ts";
import { atMoment } from "./moment.ts";

/** The codes of a cell, dimension by dimension. */
export type CellCodes = Readonly<Record<string, string>>;

/** A number that was published, and where readers find it. */
export interface PublicNumber {
  readonly publication: string;
  readonly codes: CellCodes;
  readonly part: "num" | "den";
  readonly value: number;
}

/** What stands in the way of a release: in words, and the cells or publications that it is about. */
export interface Witness {
  readonly reason: string;
  readonly cells: readonly CellCodes[];
  readonly publications: readonly string[];
  /** Published numbers that an attacker would use; never one of the new table. */
  readonly numbers: readonly PublicNumber[];
}

/** May a table be published after everything that was? Says no number but published ones. */
export type Judgement =
  /** Yes; what was published costs it nothing. */
  | { readonly verdict: "pass"; readonly safe: Protected }
  /** Yes, but for cells that could be shown if nothing had been published. */
  | {
      readonly verdict: "pass-after-withholding";
      readonly safe: Protected;
      readonly cells: readonly CellCodes[];
    }
  /** Not yet: what has changed since is so little that the difference would be a small group. */
  | { readonly verdict: "wait"; readonly until: string; readonly witness: Witness }
  /** No; what can be done instead. */
  | { readonly verdict: "refuse"; readonly witness: Witness; readonly options: readonly string[] };

/** A table that cannot be published as it is. */
export type Unfit = Extract<Judgement, { verdict: "wait" | "refuse" }>;

/** Numbers that are told in words; the first are enough to see what stands in the way. */
const toldMax = 3;

/** Published numbers as a sentence: `Published already: 20 (denominator of SEX=F in …).`; empty without any. */
export function numbersText(numbers: readonly PublicNumber[]): string {
  if (numbers.length === 0) return "";
  const told = numbers.slice(0, toldMax).map(({ publication, codes, part, value }) => {
    const which = part === "num" ? "numerator" : "denominator";
    return `${value} (${which} of ${cellName(codes)} in ${publication})`;
  });
  const more = numbers.length - told.length;
  return `Published already: ${told.join(", ")}${more > 0 ? ` and ${more} more numbers` : ""}.`;
}

/** Publications by name, with the day that they look at. */
export function namesOf(tables: readonly ObservationTable[]): readonly string[] {
  return tables.map(({ description }) => nameOf(description));
}

/** A table by name, with the day that it looks at. */
export function nameOf(description: TableDescription): string {
  return publicationName(atMoment({ description }).description);
}
