/** Columns of a terminal that nobody has widened. */
const width = 80;

/** Lines of at most 80 columns, broken between words; a word longer than that, such as a path, stays whole. */
export function wrap(text: string, indent: string): readonly string[] {
  const start = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = start;
  for (const word of text.trim().split(" ")) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}
