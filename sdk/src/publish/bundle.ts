/** A publication as one JSON text, for the way to a gateway: `{"files": {path: base64}}`. */
import { InputError } from "../errors.ts";
import { fromBase64, toBase64 } from "../sign/base64.ts";
import { paths } from "./files.ts";
import type { PublicationFiles } from "./files.ts";

/** The publication as JSON text. */
export function toBundle(files: PublicationFiles): string {
  const entries = [...files].map(([path, bytes]) => [path, toBase64(bytes)] as const);
  return JSON.stringify({ files: Object.fromEntries(entries) });
}

/** JSON text → the files of a publication; refuses anything that is not exactly a bundle. */
export function fromBundle(text: string): PublicationFiles {
  const known = new Set<string>(Object.values(paths));
  const files = new Map<string, Uint8Array>();
  for (const [path, content] of Object.entries(filesOf(text))) {
    const bytes = typeof content === "string" ? fromBase64(content) : null;
    if (!known.has(path) || bytes === null) throw notABundle();
    files.set(path, bytes);
  }
  return files;
}

function filesOf(text: string): object {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "files")
    throw notABundle();
  if (!("files" in value) || typeof value.files !== "object" || value.files === null)
    throw notABundle();
  return value.files;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notABundle(cause);
  }
}

function notABundle(cause?: unknown): InputError {
  return new InputError(
    "This is not a publication bundle.",
    'Send JSON of the form {"files": {"manifest.json": "<base64>", …}} with the files of a publication.',
    { cause },
  );
}
