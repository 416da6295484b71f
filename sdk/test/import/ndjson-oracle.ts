/** Malformed lines by what is wrong with them: how many, and the first ten. */
export type DefectsFound = Readonly<
  Record<string, { readonly count: number; readonly rows: readonly number[] }>
>;

/** Reads NDJSON slowly and obviously: cut at line feeds, each line taken through the platform's parser. */
export function defectsOf(bytes: Buffer): {
  readonly defects: DefectsFound;
  readonly records: number;
} {
  const lines = cutAtLineFeeds(bytes);
  const last = lines.findLastIndex((line) => !isEmpty(line));
  const seen = lines.slice(0, last + 1).map((line) => defectOf(line));
  const codes = [...new Set(seen.filter((defect) => defect !== undefined))];
  const defects = codes.map((code) => {
    const rows = seen.flatMap((defect, index) => (defect === code ? [index + 1] : []));
    return [code, { count: rows.length, rows: rows.slice(0, 10) }] as const;
  });
  return {
    defects: Object.fromEntries(defects),
    records: seen.filter((defect) => defect === undefined).length,
  };
}

function cutAtLineFeeds(bytes: Buffer): readonly Buffer[] {
  const lines = bytes.toString("latin1").split("\n");
  return lines.map((line) => Buffer.from(line, "latin1"));
}

function isEmpty(line: Buffer): boolean {
  return /^[ \t\r]*$/.test(line.toString("latin1"));
}

function defectOf(line: Buffer): string | undefined {
  if (isEmpty(line)) return "empty-line";
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
  } catch {
    return "not-utf8";
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "not-json";
  }
  if (!JSON.stringify(value).isWellFormed() || /\\ud[89a-f]/i.test(JSON.stringify(value))) {
    return "not-json";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "not-object";
  return namesWritten(text) > Object.keys(value).length ? "duplicate-name" : undefined;
}

/** How many names the outermost object has as it is written: one for each colon that is its own. */
function namesWritten(text: string): number {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  let depth = 0;
  let names = 0;
  for (const character of bare) {
    if ("{[".includes(character)) depth += 1;
    if ("}]".includes(character)) depth -= 1;
    if (character === ":" && depth === 1) names += 1;
  }
  return names;
}
