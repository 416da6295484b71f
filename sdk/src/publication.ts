/**
 * What leaves the member: observations with a status, and the report on how they were protected.
 * See publish/ for the folder they are written to.
 */
import type { Digest } from "./canonical.ts";
import type { TableDescription } from "./cells.ts";
import type { Staged } from "./dataset.ts";
import type { Policy } from "./policy.ts";

export type { Policy } from "./policy.ts";

/**
 * SDMX CL_OBS_STATUS as far as this profile uses it: `A` normal, `M` cannot exist (nothing to divide
 * by), `L` exists but too little was collected, `Q` withheld to protect.
 */
export type ObservationStatus = "A" | "M" | "L" | "Q";

/** SDMX CL_CONF_STATUS: `F` free, `C` confidential. Primary and complementary are never told apart. */
export type ConfidentialityStatus = "F" | "C";

export interface Observation {
  /** Dimension id → code, totals included as the dimension's total code. */
  readonly codes: Readonly<Record<string, string>>;
  /** Decimal text in the metric's unit, rounded half-even; null exactly when the status is not `A`. */
  readonly value: string | null;
  readonly status: ObservationStatus;
  readonly confidentiality: ConfidentialityStatus;
  /** Null when withheld or not collected; both 0 under status `M`. */
  readonly num: number | null;
  readonly den: number | null;
}

/** How the numbers that are shown were changed, with what that promises. Nothing in it depends on a number of the table. */
export interface Altered {
  readonly kind: "round" | "cell-key" | "noise";
  /** `round`: no count of an inner cell lies between 0 and it. */
  readonly base?: number;
  /** `cell-key`: no count is further from the truth. */
  readonly deviationMax?: number;
  /** `cell-key`: variance of the change of counts that are not small, decimal text. */
  readonly variance?: string;
  /** `noise`: what was drawn from. */
  readonly distribution?: "gaussian" | "laplace";
  /** `noise`: what the table cost the people in it, zero-concentrated, decimal text. */
  readonly rho?: string;
  /** `noise`: how far the ledger of the budget had come when the table was paid for. */
  readonly budget?: { readonly entries: number; readonly digest: Digest };
  readonly promises: readonly string[];
  readonly limits: readonly string[];
  /** How far numbers are moved. */
  readonly errors?: readonly AlteredError[];
}

/** How far some of the numbers of a table are moved. */
export interface AlteredError {
  /** Which cells, in words or by the depth of their codes: `SEX 0, GRADE 1`. */
  readonly of: string;
  readonly num: ErrorFigures;
  readonly den: ErrorFigures;
}

export interface ErrorFigures {
  /** Expected absolute error, decimal text. */
  readonly expectedAbsolute?: string;
  /** At least 95 % of errors are no greater. */
  readonly within95?: number;
  /** No error is greater. */
  readonly atMost?: number;
}

/** Public part of the audit; says nothing about any single cell. */
export interface DisclosureReport {
  /** Absent: numbers are shown as they were counted. */
  readonly altered?: Altered;
  /**
   * What numerators and denominators are made of: `count` counts contributors once each, `sum` adds
   * something up over them. Absent means unknown, and the audit asks for both at once.
   */
  readonly measures?: { readonly num: "count" | "sum"; readonly den: "count" | "sum" };
  readonly policy: Policy;
  readonly method: string;
  readonly engine: { readonly name: string; readonly version: string };
  readonly counts: {
    readonly cells: number;
    readonly published: number;
    readonly withheld: number;
  };
  readonly audit: {
    readonly method: string;
    readonly provenSafe: boolean;
    readonly withheldCells: number;
    /**
     * Width that the feasible interval of every withheld quantity was proven to have at least;
     * null when nothing is withheld.
     */
    readonly widthMin: number | null;
    /** Earlier publications of the member that the audit took into account. */
    readonly history: readonly string[];
  };
}

export interface ObservationTable {
  readonly description: TableDescription;
  readonly observations: readonly Observation[];
  readonly report: DisclosureReport;
}

/** A table that was protected and proven safe; the only thing that can be signed. */
export type Protected = Staged<"protected", ObservationTable>;
