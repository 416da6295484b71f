/**
 * Whether everything that fits the older pattern is certain to fit the newer one. Two forms are
 * recognised; of all others nothing is known, and the answer is no: the newer one adds alternatives
 * to the older one, or it differs in one count only, which is wider.
 */
export function isLooserPattern(older: string, newer: string): boolean {
  if (looksAround(older) || looksAround(newer)) return false;
  return addsAlternatives(older, newer) || widensCount(older, newer);
}

/** What is forbidden before or behind, or must come twice, is narrower where it takes more. */
function looksAround(pattern: string): boolean {
  return /\(\?<?[=!]|\\[1-9k]/u.test(pattern);
}

function addsAlternatives(older: string, newer: string): boolean {
  const body = /^\^\(\?:(?<alternatives>[^()]*)\)\$$/u.exec(newer)?.groups?.["alternatives"];
  const old = /^\^(?:\(\?:(?<group>[^()]*)\)|(?<plain>[^()|]*))\$$/u.exec(older)?.groups;
  const alternatives = old?.["group"] ?? old?.["plain"];
  if (body === undefined || alternatives === undefined || hasTrap(body)) return false;
  const offered = new Set(body.split("|"));
  return alternatives.split("|").every((alternative) => offered.has(alternative));
}

/** A bar that stands in a class, or is escaped, does not separate alternatives. */
function hasTrap(body: string): boolean {
  return /\\\||\[[^\]]*\|/u.test(body);
}

const count = /\{(\d+)(?:(,)(\d*))?\}/gu;

function widensCount(older: string, newer: string): boolean {
  if (skeleton(older) !== skeleton(newer) || /\\\{|\[[^\]]*\{/u.test(older)) return false;
  const [before, after] = [countsOf(older), countsOf(newer)];
  return before.every(({ least, most }, index) => {
    const now = after[index];
    return now !== undefined && now.least <= least && now.most >= most;
  });
}

function countsOf(pattern: string): readonly { readonly least: number; readonly most: number }[] {
  return [...pattern.matchAll(count)].map(([, least, comma, most]) => {
    const fewest = Number(least);
    if (comma === undefined) return { least: fewest, most: fewest };
    return { least: fewest, most: most === "" ? Number.POSITIVE_INFINITY : Number(most) };
  });
}

function skeleton(pattern: string): string {
  return pattern.replaceAll(count, "{}");
}
