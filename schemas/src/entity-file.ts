import type {
  AggregationRole,
  Deprecation,
  Domain,
  Generalisation,
  LocalisedText,
  PeriodRule,
  PrivacyClass,
  Stability,
} from "./model.ts";

/** A scalar type, or the same with null for a known unknown. */
type ScalarType = "string" | "integer" | "number" | "boolean";

/** What both a property and the items of a list may say. */
export interface ValueFile {
  readonly type: ScalarType | "object" | readonly [ScalarType, "null"];
  readonly description?: string;
  readonly format?: "date" | "date-time";
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly "x-code-list"?: string;
  readonly additionalProperties?: false;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, PropertyFile>>;
}

/** A property as a contributor writes it: schemas/profile.json says what it may contain. */
export interface PropertyFile extends Omit<ValueFile, "type"> {
  readonly $ref?: "../localised-text.json";
  readonly type?: ValueFile["type"] | "array";
  readonly description: string;
  readonly examples?: readonly unknown[];
  readonly items?: ValueFile;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  readonly "x-privacy"?: PrivacyClass;
  readonly "x-privacy-basis"?: readonly string[];
  readonly "x-aggregation"?: AggregationRole;
  readonly "x-stability"?: Stability;
  readonly "x-deprecated"?: Deprecation;
  readonly "x-unit"?: string;
  readonly "x-generalise"?: Generalisation;
  readonly "x-references"?: string;
  readonly "x-group-min"?: number;
  readonly "x-source-terms"?: readonly string[];
}

/** A file in entities/ as a contributor writes it. */
export interface EntityFile {
  readonly $id: string;
  readonly title: string;
  readonly description: string;
  readonly "x-domain": Domain;
  readonly "x-stability": Stability;
  readonly "x-deprecated"?: Deprecation;
  readonly "x-key": readonly string[];
  readonly "x-period"?: PeriodRule;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, PropertyFile>>;
}

/** localised-text.json: a closed object with one property per language. */
export interface LocalisedTextFile {
  readonly required: readonly (keyof LocalisedText)[];
  readonly properties: Readonly<Record<string, ValueFile & { readonly description: string }>>;
}
