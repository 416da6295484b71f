/** Every kind of safe fix: what it mends is told by this name, in JSON too. Stable. */
export const fixKinds = [
  "white-space",
  "characters",
  "letter-case",
  "code-spelling",
  "code-label",
  "code-number",
  "boolean-word",
  "number-sign",
  "decimal-comma",
  "date-form",
  "date-order",
  "moment-form",
  "json-type",
] as const;

/** A way in which a value is written differently from what the standard asks, and means the same. */
export type FixKind = (typeof fixKinds)[number];

/** Whether a text that comes from the engine names a kind. */
export function isFixKind(text: unknown): text is FixKind {
  return fixKinds.some((kind) => kind === text);
}
