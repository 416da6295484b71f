/**
 * How one language says what a rule checks. Names and conditions arrive between backticks; `other`
 * and `taken` as the members of that name made them; `when`, of which records, only where there is one.
 */
export interface RuleSentences {
  readonly and: string;
  readonly record: (parts: { readonly holds: string }) => string;
  readonly related: (parts: Met) => string;
  readonly some: (parts: Met & Judged) => string;
  readonly noOverlap: (
    parts: Judged & { readonly within: string; readonly start: string; readonly end: string },
  ) => string;
  readonly atMostOne: (parts: Judged & { readonly within: string }) => string;
  readonly acyclic: (parts: { readonly parent: string }) => string;
  /** A record of another entity, by what it shares with the judged one. */
  readonly other: (entity: string, links: readonly string[]) => string;
  readonly same: (names: string) => string;
  readonly whose: (pair: { readonly theirs: string; readonly own: string }) => string;
  /** What the condition calls by a name of its own. */
  readonly taken: (pairs: readonly Taken[]) => string;
}

/** Which records are judged: those for which a condition is true, or all. */
interface Judged {
  readonly when: string | undefined;
}

/** A record met by another one, and what must hold of the two. */
interface Met {
  readonly other: string;
  readonly holds: string;
  readonly taken: string;
}

/** A name in a condition, and the property of the other record that it stands for. */
export interface Taken {
  readonly name: string;
  readonly property: string;
}
