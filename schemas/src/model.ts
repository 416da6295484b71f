/**
 * The resolved model: everything the folders of this package say, read once, every reference
 * followed. Emitters, the SDK and the gateway see these types and never a JSON file.
 */
import type { Crosswalk } from "./crosswalk.ts";
import type { Dimension, Metric } from "./metric.ts";
import type { Rule } from "./rule.ts";

/** Text in the languages of the members; English is always there. Keys are BCP 47 tags. */
export interface LocalisedText {
  readonly en: string;
  readonly fi?: string;
  readonly sv?: string;
  readonly az?: string;
}

/** An English text in the other languages of the members. */
export type Translations = Omit<LocalisedText, "en">;

/** How much a property tells about a person, and so what may leave the member. */
export type PrivacyClass = "direct" | "pseudonym" | "quasi" | "sensitive" | "ordinary";

/** What a property may do in a table: cut it, be counted or summed in it, join it, or never appear. */
export type AggregationRole = "dimension" | "measure" | "key" | "never";

export type Stability = "experimental" | "stable" | "deprecated";

/**
 * What takes the place of something that will be removed. It stays for at least one minor version,
 * and is removed only in a major one.
 */
export interface Deprecation {
  /** Version in which it was deprecated. */
  readonly since: string;
  readonly reason: string;
  /** What to use instead: a name of the same kind. */
  readonly replacement?: string;
  /** Earliest major version without it. */
  readonly removal: string;
}

/** The five domains of the standard, and the frame that holds them together. */
export type Domain =
  | "organisation"
  | "students"
  | "staff"
  | "activity"
  | "assessment"
  | "wellbeing";

/** What a property's value is. `date` is an ISO 8601 day, `year` a calendar year. */
export type ValueType =
  | { readonly kind: "string"; readonly pattern?: string; readonly lengthMax?: number }
  | { readonly kind: "code"; readonly list: string; readonly codes: readonly string[] }
  | { readonly kind: "integer"; readonly minimum?: number; readonly maximum?: number }
  | {
      readonly kind: "number";
      readonly minimum?: number;
      readonly maximum?: number;
      /** The steps it moves in; exact in binary: 0.5, 0.25, 1 … */
      readonly multipleOf?: number;
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "date" }
  | { readonly kind: "date-time" }
  | {
      readonly kind: "list";
      readonly item: ValueType;
      readonly itemNullable: boolean;
      readonly itemsMin?: number;
      readonly itemsMax?: number;
      readonly unique?: boolean;
    }
  | { readonly kind: "object"; readonly properties: readonly Property[] };

/** How a quasi-identifying property is coarsened in the shareable profile. */
export interface Generalisation {
  /** `year`: a date becomes its year; `drop`: left out. */
  readonly method: "year" | "drop";
  /** The property that receives the coarser value, when the method makes one. */
  readonly to?: string;
}

export interface Property {
  readonly name: string;
  readonly description: string;
  readonly type: ValueType;
  readonly required: boolean;
  /** A known unknown may be written as `null`; otherwise unknown means absent. */
  readonly nullable: boolean;
  /** UCUM unit of a number; `1` for a share. Absent on everything that is not a quantity. */
  readonly unit?: string;
  readonly privacy: PrivacyClass;
  /** Why it is in its class: `gdpr-9-health`, `national-secrecy`, `child` … */
  readonly privacyBasis: readonly string[];
  readonly aggregation: AggregationRole;
  readonly generalise?: Generalisation;
  /** Fewest contributors of a cell cut by this property, where stricter than the policy's. */
  readonly groupMin?: number;
  /** The entity whose key this value is. Keys of one entity are pseudonymised alike, so that joins survive. */
  readonly references?: string;
  readonly stability: Stability;
  readonly deprecated?: Deprecation;
  readonly examples: readonly unknown[];
  /** Where other standards keep it: `oneroster:1.2/users.sourcedId`, `ed-fi:5.2/…`. */
  readonly sourceTerms: readonly string[];
  /** The prefix of the member whose own property this is; absent on everything shared. */
  readonly extension?: string;
}

/** How a record belongs to a school year: it names one, or it has a day inside one. */
export interface PeriodRule {
  readonly property: string;
  readonly kind: "school-year" | "date";
}

export interface Entity {
  /** kebab-case singular: `student`, `attendance-record`; also the file name of its records. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly domain: Domain;
  readonly stability: Stability;
  readonly deprecated?: Deprecation;
  /** Properties that together name one record of a file. */
  readonly key: readonly string[];
  readonly period?: PeriodRule;
  readonly properties: readonly Property[];
  /** The closed JSON Schema 2020-12 with code lists filled in and every `$ref` followed. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface Code {
  readonly code: string;
  readonly label: LocalisedText;
  readonly definition?: string;
  /** The wider code this one is part of, in lists with levels. */
  readonly parent?: string;
  readonly deprecated?: Deprecation;
  readonly mappings?: readonly CodeMapping[];
}

/** The code of another list that says the same, or nearly. */
export interface CodeMapping {
  /** A list of this standard by its id, or one of another as `ed-fi:5.2/ExitWithdrawTypeDescriptor`. */
  readonly list: string;
  readonly code: string;
  /** What the other code is to this one: `broader` means that the other code covers more. */
  readonly relation: "equivalent" | "broader" | "narrower" | "inexact";
}

export interface CodeList {
  readonly id: string;
  readonly version: string;
  readonly title: LocalisedText;
  readonly description: string;
  /** Where the codes come from, with edition. */
  readonly source: string;
  /**
   * Who may add a code. `closed`: the list is complete, a code more is a change of the standard;
   * `open`: codes are added as members ask for them; `external`: its source adds them.
   */
  readonly maintenance: "closed" | "open" | "external";
  /** Readers keep codes that they do not know, so that the list can grow within a major version. */
  readonly unknownCodes?: "keep";
  readonly codes: readonly Code[];
}

export interface UseCase {
  readonly id: string;
  readonly version: string;
  readonly status: "proposed" | "piloted" | "adopted" | "retired";
  readonly title: LocalisedText;
  readonly problem: string;
  readonly metrics: readonly { readonly id: string; readonly version: string }[];
  /** The breakdowns it publishes: dimension ids crossed per metric. */
  readonly breakdowns: readonly (readonly string[])[];
  readonly dataNeeds: readonly {
    readonly entity: string;
    readonly property: string;
    readonly purpose: string;
    readonly privacyClass: PrivacyClass;
    readonly necessity: "required" | "optional";
  }[];
  readonly humanDecision: true;
  readonly prohibitedOutputs: readonly string[];
  /** Everything else the contract asks (ethics answers), as written. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** How a term of another standard is to ours: `broader` means that theirs covers more. */
export type TermRelation = "equivalent" | "broader" | "narrower" | "inexact";

/** Everything the folders of the standard say. */
export interface Registry {
  readonly version: string;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly rules: readonly Rule[];
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Where other formats keep what our properties say, by format. */
  readonly crosswalks: ReadonlyMap<string, Crosswalk>;
}
