import type { PrivacyClass, Property, TermRelation } from "./model.ts";

/** `in`: from the other format to our records; `out`: from our records to it. */
export type Direction = "in" | "out" | "both";

/** What is lost on the way, in each direction that loses something. */
export interface Losses {
  readonly in?: string;
  readonly out?: string;
}

/** How a program reads a value of theirs as ours; writing turns it round. */
export type Reading =
  | "filled"
  | "school-year-end"
  | "exclusive-end"
  | "clock-duration"
  | "iso-duration"
  | "urn-uuid"
  | "utc-date"
  | "year";

/** A property that a term of the other format fills. */
export interface TermMapping {
  /** Column, attribute or path within the table. */
  readonly term: string;
  /** Further terms of the table that are needed to understand the first. */
  readonly with?: readonly string[];
  readonly relation: TermRelation;
  /** Absent: the direction of the whole crosswalk. */
  readonly direction?: Direction;
  readonly read?: Reading;
  /** What has to be done beyond copying, in words. */
  readonly conversion?: string;
  /** Source code → ours; `mappings`: our code list says it. A code that is not named is never guessed. */
  readonly codes?: "mappings" | Readonly<Record<string, string>>;
  readonly loses?: Losses;
  /** Address of the term as a concept. */
  readonly iri?: string;
  /** What the source does not say and is taken for granted. */
  readonly assumption?: string;
}

/** A property put together from terms: text with `{term}` in it. */
export interface TemplateMapping {
  readonly template: string;
  readonly language?: string;
  readonly assumption?: string;
}

/** A property that is the same in every record made from a table. */
export interface ConstantMapping {
  readonly constant: unknown;
  readonly assumption?: string;
}

export type PropertyMapping = TermMapping | TemplateMapping | ConstantMapping;

/** What a row of a table says about one entity. */
export interface RecordMapping {
  /** Column that names a row within an export; there is one record for each row. */
  readonly row?: string;
  /** Which rows speak of this entity, and how the record is found. */
  readonly when?: string;
  /** Address of the table as a concept, and what it is to our entity. */
  readonly iri?: string;
  readonly relation?: TermRelation;
  /** Property, or path into an object (`location.lat`) → where it comes from. */
  readonly properties: Readonly<Record<string, PropertyMapping>>;
}

/** A kind of file, resource, object or event of the format. Every term of it is mapped or left out. */
export interface CrosswalkTable {
  readonly description?: string;
  /** Entity → what a row says about it. */
  readonly records: Readonly<Record<string, RecordMapping>>;
  /** Term → why it is not carried. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

/** What the format lets be done to a column before it is shared, and the privacy class that says the same. */
export interface PrivacyOperation {
  readonly classes: readonly PrivacyClass[];
  readonly conversion: string;
  readonly loses: string;
}

/** Where another format keeps what our properties say: crosswalks/<id>.json. */
export interface Crosswalk {
  readonly id: string;
  /** As its publisher writes it; absent where the publisher numbers none. */
  readonly edition?: string;
  readonly title: string;
  /** What was read to write the crosswalk, with edition. */
  readonly source: string;
  /** Which part of the format was considered. */
  readonly scope: string;
  readonly direction: Direction;
  /** Only terms with a counterpart are listed: how much of the format is carried is not measured. */
  readonly selection?: true;
  readonly notes?: readonly string[];
  readonly tables: Readonly<Record<string, CrosswalkTable>>;
  /** Terms that every table has and that are not carried, with the reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
  readonly operations?: Readonly<Record<string, PrivacyOperation>>;
}

/** One property of one entity, and where a table of the format keeps it. */
export interface Mapped {
  readonly table: string;
  readonly entity: string;
  /** Property, or path into an object. */
  readonly path: string;
  readonly mapping: PropertyMapping;
}

/** Every mapping of a crosswalk, in the order of the file. */
export function mappingsOf({ tables }: Crosswalk): readonly Mapped[] {
  return Object.entries(tables).flatMap(([table, { records }]) =>
    Object.entries(records).flatMap(([entity, { properties }]) =>
      Object.entries(properties).map(([path, mapping]) => ({ table, entity, path, mapping })),
    ),
  );
}

/** The terms of its table that a mapping looks at. */
export function termsOfMapping(mapping: PropertyMapping): readonly string[] {
  if ("term" in mapping) return [mapping.term, ...(mapping.with ?? [])];
  if ("constant" in mapping) return [];
  return Array.from(mapping.template.matchAll(/\{([^}]+)\}/gu), ([, term = ""]) => term);
}

/** A term as it is written outside its crosswalk: `oneroster:1.2/users.sourcedId`. */
export function termAddress({ id, edition }: Crosswalk, table: string, term: string): string {
  return `${edition === undefined ? id : `${id}:${edition}`}/${table}.${term}`;
}

/** The property at a path such as `location.lat`; inside lists of objects too. */
export function propertyAt(properties: readonly Property[], path: string): Property | undefined {
  const [first, ...rest] = path.split(".");
  const property = properties.find(({ name }) => name === first);
  if (property === undefined || rest.length === 0) return property;
  const value = property.type.kind === "list" ? property.type.item : property.type;
  return value.kind === "object" ? propertyAt(value.properties, rest.join(".")) : undefined;
}
