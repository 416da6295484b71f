/** Command lines to learn from, as a part of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  edufed ${line}`).join("\n")}`;
}
