import type { Deprecation, LocalisedText, Translations } from "./model.ts";

/** What a rule says about its check: in words, and for whom. */
interface RuleWords {
  readonly id: string;
  /** The entity whose records are judged. */
  readonly entity: string;
  readonly severity: "error" | "warning";
  /** The property a reader should look at first. */
  readonly property: string;
  readonly message: LocalisedText;
  /** Why the rule holds, in English; what is decided is decided by this text. */
  readonly why: string;
  /** The same in the other languages of the members. */
  readonly whyIn?: Translations;
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
