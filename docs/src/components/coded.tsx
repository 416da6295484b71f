import { Fragment } from "preact";
import type { JSX } from "preact";
import { textParts } from "../code-text.ts";

/** A text of the standard with what stands between backticks as code. */
export function Coded({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {textParts(text).map((part, index) =>
        part.isCode ? (
          <code key={index}>{part.text}</code>
        ) : (
          <Fragment key={index}>{part.text}</Fragment>
        ),
      )}
    </>
  );
}
