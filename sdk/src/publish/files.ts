/** The files of a publication, in memory: path → raw bytes. */
import { canonicalJson } from "../canonical.ts";

export type PublicationFiles = ReadonlyMap<string, Uint8Array>;

/** The parts of a publication; all of them are required, the signatures once it is signed. */
export const paths = {
  manifest: "manifest.json",
  structure: "structure.json",
  data: "data.csv",
  metric: "metric.json",
  quality: "quality.json",
  disclosure: "disclosure.json",
  provenance: "provenance.json",
  signatures: "signatures/publication.dsse.json",
} as const;

/** Media type of every file that a manifest lists. */
export const mediaTypes: Readonly<Record<string, string>> = {
  [paths.structure]: "application/vnd.sdmx.structure+json;version=2.1.0",
  [paths.data]: "application/vnd.sdmx.data+csv;version=2.0.0",
  [paths.metric]: "application/json",
  [paths.quality]: "application/json",
  [paths.disclosure]: "application/json",
  [paths.provenance]: "application/json",
};

/** The files a manifest lists, in the order of their paths. */
export const listedPaths: readonly string[] = Object.keys(mediaTypes).toSorted();

/** Largest file and largest publication that are read, in bytes: a nation's schools fit many times. */
export const limits = { jsonBytesMax: 16_000_000, dataBytesMax: 64_000_000, depthMax: 64 } as const;

/** What can be wrong with bytes that should be canonical JSON. */
export type JsonProblem = "too large" | "not UTF-8" | "not JSON" | "not in canonical form";

/** Bytes → JSON value, or why not. Never throws, whatever the bytes are. */
export function readJson(bytes: Uint8Array): { readonly value: unknown } | JsonProblem {
  if (bytes.length > limits.jsonBytesMax) return "too large";
  const text = readText(bytes);
  if (text === null) return "not UTF-8";
  if (depthOf(text) > limits.depthMax) return "not JSON";
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? { value } : "not in canonical form";
  } catch (error) {
    return error instanceof SyntaxError ? "not JSON" : "not in canonical form";
  }
}

/** Bytes → text; null when they are not UTF-8. A byte order mark stays, and so is found. */
export function readText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // A decoder that is fatal throws exactly when the bytes are not UTF-8.
    return null;
  }
}

/** A value as the bytes of a JSON file. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

/** Deepest nesting of brackets outside text; counted first, because parsers are slow on deep input. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inText) {
      if (character === "\\") index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "[" || character === "{") deepest = Math.max(deepest, (depth += 1));
    else if (character === "]" || character === "}") depth -= 1;
  }
  return deepest;
}
