/** The parts of a page, joined by empty lines, under the frontmatter that the site asks for. */
export function page(
  { title, description }: { readonly title: string; readonly description: string },
  parts: readonly string[],
): string {
  const frontmatter = [
    "---",
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(firstSentence(description))}`,
    "editUrl: false",
    "---",
  ].join("\n");
  return `${[frontmatter, ...parts.filter((part) => part !== "")].join("\n\n")}\n`;
}

/** A table; `|` inside a cell is escaped. Empty when it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  return [head, head.map(() => "---"), ...rows].map((cells) => tableRow(cells)).join("\n");
}

function tableRow(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " "));
  return `| ${escaped.join(" | ")} |`;
}

/** A list of facts: `- **Unit:** km`. Facts without a value are left out. */
export function facts(pairs: readonly (readonly [string, string | undefined])[]): string {
  return pairs
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `- **${name}:** ${value}`)
    .join("\n");
}

/** Text of the standard as Markdown: what looks like HTML is text, code spans stay as they are. */
export function prose(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
    .join("`");
}

/** A value as it is written in a file. */
export function code(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A link from one reference page to another; relative, so that the site may live in any folder. */
export function pageLink(
  kind: "entities" | "code-lists" | "metrics" | "crosswalks",
  name: string,
): string {
  return `[${name}](../../${kind}/${name.toLowerCase()}/)`;
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/su.exec(text)?.[0] ?? text;
}
