import type { Domain, LocalisedText, PrivacyClass } from "@edufed/schemas";
import type { CheckResult } from "../check-result.ts";
import type { Amount } from "./amount.ts";

/** What a quality report knows of a data set besides its findings. No part of it is a person's value. */
export interface QualityFacts {
  /** First day of the school year by which days are placed, `--MM-DD`. */
  readonly schoolYearStart: string;
  /** School years in which an entity has enough records to be shown, oldest first. */
  readonly periods: readonly string[];
  readonly coverage: readonly Coverage[];
  readonly properties: readonly PropertyFacts[];
  readonly checks: readonly CheckFacts[];
  /** Entity of the standard that the data set does not have → checks that were therefore not made. */
  readonly absent: Readonly<Record<string, number>>;
}

/** How many records an entity has in each school year. */
export interface Coverage {
  readonly entity: string;
  readonly domain: Domain;
  readonly records: number;
  /** The property that places a record in a school year; absent where records belong to none. */
  readonly property?: string;
  /** One for each of the report's periods; empty where records belong to none. */
  readonly cells: readonly CoverageCell[];
  /** Records of other school years, or without one. */
  readonly elsewhere?: Amount;
}

/** The records of an entity in one school year. */
export interface CoverageCell {
  readonly period: string;
  readonly records: Amount;
  /** Properties that the entity has in other school years and in this one on no record. */
  readonly empty: readonly string[];
}

/** How complete a property is, and what its values are where that may be shown. */
export interface PropertyFacts {
  readonly entity: string;
  readonly property: string;
  readonly required: boolean;
  readonly privacy: PrivacyClass;
  /** Whether the files have a column for it. */
  readonly hasColumn: boolean;
  readonly present: Amount;
  readonly shares?: Shares;
}

/** Groups of records by their codes, or by the band in which their number is. */
export type Shares =
  | {
      readonly kind: "codes";
      readonly groups: readonly {
        readonly code: string;
        /** What the code means; absent for a truth value. */
        readonly label?: LocalisedText;
        readonly records: Amount;
      }[];
      /** Codes of the list that no record has. */
      readonly unused: number;
    }
  | {
      readonly kind: "bands";
      readonly groups: readonly {
        readonly from?: number;
        readonly below?: number;
        readonly records: Amount;
      }[];
    };

/** What a check is about. */
export const areas = ["structure", "values", "keys", "references", "rules", "privacy"] as const;
/** One of the areas. */
export type Area = (typeof areas)[number];

/** What became of a check. `not-applicable` is neither passed nor failed. */
export type CheckStatus = "passed" | "failed" | "warned" | "not-applicable";

/** Why a check says nothing of the data: there is nothing that it could be about. */
export type NotApplicable = "no-records" | "no-entity" | "no-column" | "no-values";

/** A check with what it was about and what it found. */
export interface CheckFacts {
  readonly id: string;
  readonly entity: string;
  readonly area: Area;
  readonly by: CheckResult["by"];
  readonly status: CheckStatus;
  readonly reason?: NotApplicable;
  /** Records that the check applies to: those that have the property, or on which the rule was judged. */
  readonly applied: Amount;
  readonly violations: number;
}
