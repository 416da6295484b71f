/** How far the version of the standard moves. */
export type Step = "major" | "minor" | "patch";

/**
 * What a change touches: the form of the data, what it means, what it tells about persons; or
 * nothing that anybody relies on: more than before, or only words.
 */
export type ChangeKind = "structural" | "semantic" | "privacy" | "additive" | "editorial";

/** One of the rules that say which step a change of the standard asks for. */
export interface ChangeRule {
  readonly number: number;
  /** The least step. A change that older readers of publications cannot follow is major besides. */
  readonly step: Step;
  readonly kind: ChangeKind;
  readonly title: string;
  /** Who would be hurt if the step were smaller, or why nobody is. */
  readonly why: string;
}
