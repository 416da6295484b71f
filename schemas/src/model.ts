/**
 * The resolved model: everything the folders of this package say, read once, every reference
 * followed. Emitters, the SDK and the gateway see these types and never a JSON file.
 */
import type { Crosswalk } from "./crosswalk.ts";

/** Text in the languages of the members; English is always there. Keys are BCP 47 tags. */
export interface LocalisedText {
  readonly en: string;
  readonly fi?: string;
  readonly sv?: string;
  readonly az?: string;
}

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

/** What a rule says about its check: in words, and for whom. */
interface RuleWords {
  readonly id: string;
  /** The entity whose records are judged. */
  readonly entity: string;
  readonly severity: "error" | "warning";
  /** The property a reader should look at first. */
  readonly property: string;
  readonly message: LocalisedText;
  readonly why: string;
  readonly fix: LocalisedText;
}

/** Records of another entity (or of the same one) that belong to a record. */
export interface Related {
  readonly entity: string;
  /** Own property → property of the related entity. */
  readonly on: Readonly<Record<string, string>>;
  /** Name in the condition → property of the related entity. Own properties keep their names. */
  readonly take: Readonly<Record<string, string>>;
}

/**
 * What must hold. Conditions are scalar SQL; a record on which one is false is a finding, unknown
 * (null) is not. A check that looks at another entity is made only where that entity is given.
 */
export type RuleCheck =
  /** Within one record. */
  | { readonly kind: "record"; readonly holds: string }
  /** With the related record, where there is exactly one. */
  | { readonly kind: "related"; readonly related: Related; readonly holds: string }
  /** With at least one related record; of records for which `when` is true, if it is given. */
  | {
      readonly kind: "some";
      readonly related: Related;
      readonly holds: string;
      readonly when?: string;
    }
  /** Records that agree in `within` do not overlap from start to end, both included; no end is open. */
  | {
      readonly kind: "no-overlap";
      readonly within: readonly string[];
      readonly start: string;
      readonly end: string;
      readonly when?: string;
    }
  /** Of the records that agree in `within` and for which `when` is true there is at most one. */
  | { readonly kind: "at-most-one"; readonly within: readonly string[]; readonly when?: string }
  /** Following `parent` from record to record never leads back. */
  | { readonly kind: "acyclic"; readonly parent: string };

/** A check across fields, records or entities, declared once: rules/<id>.json. */
export interface Rule extends RuleWords {
  readonly check: RuleCheck;
  readonly deprecated?: Deprecation;
}

/** Where a record finds the code of a dimension: in its own property, or in a joined record. */
export type DimensionPath =
  | { readonly property: string }
  | {
      readonly join: string;
      /** Own property → property of the joined entity. */
      readonly on: Readonly<Record<string, string>>;
      readonly property: string;
      /** When several records join: the one with the greatest value of this property. */
      readonly latestBy?: string;
    };

export interface Dimension {
  /** SDMX spelling: `SEX`, `GRADE`, `REF_AREA`. */
  readonly id: string;
  readonly title: LocalisedText;
  readonly description: string;
  /** The list its codes come from; absent when the member's own codes are used (schools, areas). */
  readonly codeList?: string;
  /** Property value → published code, where they differ. Values not named are published as they are. */
  readonly map: Readonly<Record<string, string>>;
  /** The code of records that do not say. */
  readonly unknown: string;
  /** The code of the whole: `_T`, or `@member` for the member's own reference area. */
  readonly total: string;
  /** Two dimensions of one family cut the same thing at different levels and are never crossed. */
  readonly family: string;
  /** Source entity → path to the value. An entity that is not named cannot be cut this way. */
  readonly from: Readonly<Record<string, DimensionPath>>;
}

export interface Parameter {
  readonly id: string;
  readonly description: string;
  /** `month-day` is `--MM-DD` and becomes the day inside the school year. */
  readonly type: "integer" | "month-day";
  readonly default: number | string;
  readonly minimum?: number;
}

/** One place the records of a population can come from. */
export interface Source {
  readonly entity: string;
  /** Property that names the contributor; the rows of one contributor are folded into one. */
  readonly contributor: string;
  /** Which rows count, as a scalar SQL expression over the entity's properties. */
  readonly where?: string;
  /** Orders a contributor's rows; the last one decides its place in every dimension. */
  readonly orderBy: string;
  /** Measure → aggregate over the contributor's rows: `sum(…)`, `count(*)`, `min(…)`, `max(…)`. */
  readonly measures: Readonly<Record<string, string>>;
}

/** Contributors with their measures: who is counted. */
export interface Population {
  readonly title: LocalisedText;
  /** Alternatives; exactly one of them is used, and the publication says which. */
  readonly sources: readonly Source[];
  /** Which contributors count, over the measures and parameters. Absent: all of them. */
  readonly include?: string;
}

/** Adds `value` up over the contributors of a population. */
export interface Term {
  readonly population: string;
  /** Whole-number expression over the measures and parameters; a condition counts as 1 or 0. */
  readonly value: string;
}

export interface Metric {
  readonly id: string;
  readonly version: string;
  readonly domain: Domain;
  readonly title: LocalisedText;
  readonly question: LocalisedText;
  readonly definition: LocalisedText;
  /** UCUM; `1` for a share, and the reader sees it as a percentage. */
  readonly unit: string;
  /** share: part of a whole, 0 ≤ num ≤ den; ratio: two populations; mean: a sum over a count. */
  readonly kind: "share" | "ratio" | "mean";
  /** Integer that turns NUM ÷ DEN into the unit when measures are kept in finer steps; 1 normally. */
  readonly denominatorScale: number;
  /** The entity a published cell protects. */
  readonly contributor: "student" | "staff" | "response";
  readonly sensitive: boolean;
  readonly parameters: readonly Parameter[];
  readonly populations: Readonly<Record<string, Population>>;
  readonly numerator: Term;
  readonly denominator: Term;
  /** Population that should have been seen; COVERAGE = contributors seen ÷ contributors expected. */
  readonly expected?: string;
  /** Below this share of expected contributors the value is null, as a decimal string: "0.8". */
  readonly coverageMin: string;
  readonly dimensions: readonly string[];
  readonly decimals: number;
  /** Between which whole numbers NUM ÷ DEN of one contributor lies, where the definition bounds it. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly direction: "higher" | "lower" | "none";
  readonly missingRule: string;
  readonly cautions: readonly LocalisedText[];
  readonly sources: readonly string[];
  readonly aliases: readonly string[];
  readonly deprecated?: Deprecation;
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
