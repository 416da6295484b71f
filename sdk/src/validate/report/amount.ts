/**
 * How many records, as a report may say it that is mailed around. `few` and `withheld` have no
 * number, and nothing else in a report gives it away.
 */
export type Amount =
  | { readonly kind: "exact"; readonly count: number }
  /** Rounded, so that a small group beside it cannot be worked out. */
  | { readonly kind: "about"; readonly count: number }
  /** At least one, and fewer than `below`. */
  | { readonly kind: "few"; readonly below: number }
  | { readonly kind: "withheld" };

/** Fewest records that a report counts as a group. */
export const groupMin = 10;

/** The same for what is sensitive, as the community's policy has it. */
export const groupMinSensitive = 20;

/** A number of records exactly. */
export function exactly(count: number): Amount {
  return { kind: "exact", count };
}

/**
 * Part of a whole whose other part is nobody's business: all, none, fewer than a group, or rounded to
 * a step that is wider than a group.
 */
export function roughly(count: number, whole: number): Amount {
  if (count === 0 || count === whole) return exactly(count);
  if (count < groupMin) return { kind: "few", below: groupMin };
  const step = Math.max(2 * groupMin, 10 ** (String(count).length - 2));
  return { kind: "about", count: Math.min(whole, Math.round(count / step) * step) };
}

/** The rest of a whole of which one part is told: as exact as that part. */
export function remainder(whole: number, part: Amount): Amount {
  switch (part.kind) {
    case "exact":
      return exactly(whole - part.count);
    case "about":
      return whole - part.count < 1
        ? { kind: "withheld" }
        : { kind: "about", count: whole - part.count };
    case "few":
      return { kind: "about", count: Math.max(0, whole - Math.round(part.below / 2)) };
    case "withheld":
      return part;
  }
}
