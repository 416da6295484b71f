import type { Novelty } from "./versions.ts";

/** What became of the rows of a batch. */
export interface BatchCounts extends Readonly<Record<Novelty, number>> {
  /** New or corrected, and of a day before the watched one. */
  readonly late: number;
  /** New or corrected, and of a day after it: they count when their day has come. */
  readonly ahead: number;
  /** Of a day that is no longer kept: left out. */
  readonly tooLate: number;
  /** Of another school year: left out. */
  readonly otherYear: number;
  /** They name no contributor: left out. */
  readonly nobody: number;
}

/** Nothing has come. */
export const nothing: BatchCounts = {
  new: 0,
  corrected: 0,
  repeated: 0,
  outdated: 0,
  late: 0,
  ahead: 0,
  tooLate: 0,
  otherYear: 0,
  nobody: 0,
};

/** Both together. */
export function added(one: BatchCounts, other: BatchCounts): BatchCounts {
  return {
    new: one.new + other.new,
    corrected: one.corrected + other.corrected,
    repeated: one.repeated + other.repeated,
    outdated: one.outdated + other.outdated,
    late: one.late + other.late,
    ahead: one.ahead + other.ahead,
    tooLate: one.tooLate + other.tooLate,
    otherYear: one.otherYear + other.otherYear,
    nobody: one.nobody + other.nobody,
  };
}
