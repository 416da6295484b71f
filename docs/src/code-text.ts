/** A part of a text; code is written between backticks in the texts of the standard. */
export interface TextPart {
  readonly text: string;
  readonly isCode: boolean;
}

/** `at least \`n\` days` → its parts, in order. A backtick without a partner stays as it is. */
export function textParts(text: string): readonly TextPart[] {
  const pieces = text.split(/`([^`]+)`/u);
  return pieces
    .map((piece, index) => ({ text: piece, isCode: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}
