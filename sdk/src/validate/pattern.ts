/**
 * A JSON Schema pattern as the engine's regular expressions (RE2) write it, or undefined where the
 * two would not mean the same: look-around, back references, and classes whose extent differs, of
 * Unicode above all; and where it repeats more often than RE2 does, a thousand times.
 */
export function sqlPattern(pattern: string): string | undefined {
  if (unfaithful.test(pattern)) return undefined;
  let result = "";
  let inClass = false;
  for (const [token] of pattern.matchAll(/\\.|[^\\]/gsu)) {
    // RE2 takes a second beginning of the text for one that it has passed.
    if (token === "^" && !inClass && !/(?:^|[(|:])$/.test(result)) return undefined;
    result += inClass ? token : (anchors[token] ?? token);
    if (token === "[") inClass = true;
    if (token === "]") inClass = false;
  }
  return result;
}

const unfaithful = /\(\?[=!<]|\\[1-9]|\\k<|\\[ucbBsSpP]|\[\^?\]|\{[\d,]*\d{4}/u;

/** In JSON Schema `^` and `$` are the ends of the text, and the point excludes every line end. */
const anchors: Readonly<Record<string, string>> = {
  "^": "\\A",
  $: "\\z",
  ".": "[^\\n\\r\\x{2028}\\x{2029}]",
};
