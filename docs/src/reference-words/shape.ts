import type {
  AggregationRole,
  Domain,
  PrivacyClass,
  Rule,
  Stability,
  TermRelation,
} from "@edufed/schemas";
import type { Direction } from "../../../schemas/src/crosswalk.ts";

/** Names of pages and their sections. */
export interface Headings {
  readonly rules: string;
  readonly privacy: string;
  readonly releases: string;
  readonly glance: string;
  readonly example: string;
  readonly properties: string;
  readonly relations: string;
  readonly elsewhere: string;
  readonly metrics: string;
  readonly changes: string;
  readonly downloads: string;
}

/** Names of what a page says about an entity, a property or a rule. */
export interface FactNames {
  readonly file: string;
  readonly key: string;
  readonly domain: string;
  readonly stability: string;
  readonly schoolYear: string;
  readonly deprecated: string;
  readonly property: string;
  readonly properties: string;
  readonly type: string;
  readonly limits: string;
  readonly required: string;
  readonly privacy: string;
  readonly whenShared: string;
  readonly inTables: string;
  readonly groupMin: string;
  readonly unit: string;
  readonly codeList: string;
  readonly refersTo: string;
  readonly referredBy: string;
  readonly example: string;
  readonly elsewhere: string;
  readonly checked: string;
  readonly passes: string;
  readonly fails: string;
  readonly why: string;
  readonly whatToDo: string;
  readonly count: string;
  readonly entity: string;
  readonly class: string;
  readonly all: string;
  readonly step: string;
}

/** Types, limits and what else a page says in words. `{…}` is filled in. */
export interface Phrases {
  readonly yes: string;
  readonly no: string;
  readonly mayBeNull: string;
  readonly text: string;
  readonly code: string;
  readonly wholeNumber: string;
  readonly number: string;
  readonly trueOrFalse: string;
  readonly day: string;
  readonly dayAndTime: string;
  readonly listOf: string;
  readonly textInLanguages: string;
  readonly group: string;
  readonly between: string;
  readonly atLeast: string;
  readonly atMost: string;
  readonly steps: string;
  readonly characters: string;
  readonly pattern: string;
  readonly items: string;
  readonly noItemTwice: string;
  readonly kept: string;
  readonly rekeyed: string;
  readonly becomesYear: string;
  readonly asDeclared: string;
  readonly leftOut: string;
  readonly leftOutUnlessNeeded: string;
  readonly asKept: string;
  readonly asShared: string;
  readonly staysBehind: string;
  readonly asCsv: string;
  readonly moreExamples: string;
  readonly refused: string;
  readonly deprecatedSince: string;
  readonly useInstead: string;
  readonly countedFrom: string;
  readonly cutBy: string;
  readonly notCounted: string;
  readonly nothingRefers: string;
  readonly newIn: string;
  readonly notReleased: string;
  readonly propertiesOf: string;
  readonly lostReading: string;
  readonly lostWriting: string;
  readonly wholeFormat: string;
  readonly schemaLocal: string;
  readonly schemaShareable: string;
  readonly csvHeader: string;
  readonly table: string;
  readonly address: string;
  readonly rulesOf: string;
}

/** What the generated reference pages say around the texts of the standard. */
export interface ReferenceWords {
  readonly headings: Headings;
  readonly facts: FactNames;
  readonly phrases: Phrases;
  readonly domains: Readonly<Record<Domain, string>>;
  readonly privacy: Readonly<Record<PrivacyClass, string>>;
  /** What a class means, in one sentence. */
  readonly privacyMeaning: Readonly<Record<PrivacyClass, string>>;
  readonly stability: Readonly<Record<Stability, string>>;
  readonly severity: Readonly<Record<Rule["severity"], string>>;
  readonly role: Readonly<Record<AggregationRole, string>>;
  /** What their term is, beside ours. */
  readonly relation: Readonly<Record<TermRelation, string>>;
  readonly direction: Readonly<Record<Direction, string>>;
  readonly leads: {
    readonly entities: string;
    readonly rules: string;
    readonly privacy: string;
    readonly profiles: string;
    readonly releases: string;
  };
}
