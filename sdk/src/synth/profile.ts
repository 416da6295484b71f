import type { LocalisedText } from "@edufed/schemas";
import azerbaijan from "./profiles/azerbaijan.json" with { type: "json" };
import helsinki from "./profiles/helsinki.json" with { type: "json" };

/** The shape of a synthetic education system. Everything is invented but the names of areas. */
export interface SynthProfile {
  readonly id: string;
  /** Id of the member, also the area code of the whole. */
  readonly member: string;
  readonly name: LocalisedText;
  readonly languages: readonly string[];
  readonly instructionLanguages: readonly string[];
  /** `--MM-DD`. */
  readonly schoolYearStart: string;
  readonly schoolYear: string;
  readonly areas: readonly SynthArea[];
  /** Mean number of students of a school. */
  readonly schoolSize: number;
  /** Highest grade taught at each ISCED level, in order. */
  readonly levels: readonly { readonly isced: string; readonly gradeMax: number }[];
  readonly pupilsPerTeacher: number;
  readonly attendance: SynthAttendance;
  /** Share of schools whose learning platform reports activity, in per mille. */
  readonly activityFeedPerMille: number;
  /** Share of students with a feed who are active in the period, in per mille. */
  readonly activePerMille: number;
  /** Grades asked about their well-being, and how many of them answer, in per mille. */
  readonly wellbeing: { readonly grades: readonly number[]; readonly answeredPerMille: number };
}

export interface SynthArea {
  readonly code: string;
  readonly name: LocalisedText;
  /** Its part of the schools, relative to the others. */
  readonly weight: number;
  readonly settlement: "urban" | "townSuburb" | "rural";
  readonly remotePerMille: number;
}

/** How a system records attendance: a row per student and day, or a summary per term. */
export interface SynthAttendance {
  readonly kind: "daily" | "summary";
  /** School days that are covered. */
  readonly days: number;
  /** Mean share of days missed, in per mille. */
  readonly absentPerMille: number;
}

/** The profiles that come with the SDK. */
export const profiles: Readonly<Record<string, SynthProfile>> = {
  helsinki: parsed(helsinki),
  azerbaijan: parsed(azerbaijan),
};

/** A profile file names its settlements and kinds with plain text; here they become the closed sets. */
function parsed(source: typeof helsinki | typeof azerbaijan): SynthProfile {
  return {
    ...source,
    areas: source.areas.map((area) => ({ ...area, settlement: settlementOf(area.settlement) })),
    attendance: {
      ...source.attendance,
      kind: source.attendance.kind === "summary" ? "summary" : "daily",
    },
  };
}

function settlementOf(text: string): SynthArea["settlement"] {
  return text === "urban" || text === "townSuburb" ? text : "rural";
}
