import { createHash } from "node:crypto";

/** One file: the digest of its bytes, and the cases it holds. */
export interface SuiteFile {
  readonly digest: string;
  /** The lists that hold its cases, with their lengths; or the names of its cases. */
  readonly lists?: Readonly<Record<string, number>>;
  readonly parts?: readonly string[];
  /** What cases of other files work with; it holds none itself. */
  readonly isMaterial?: true;
}

/** What an implementation can be said to do, and the cases that prove it. */
export interface Level {
  readonly id: string;
  readonly title: string;
  /** What the ids of the cases begin with; `*` stands for one name of the path. */
  readonly needs: readonly string[];
}

/** The cases of one kind: a folder of conformance/, or one file of that name. */
export interface SuiteKind {
  readonly cases: number;
  /** Entity, metric or other folder below the kind → its cases. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** schemas/conformance/suite.json: what belongs to the suite of one version of the standard. */
export interface Suite {
  readonly version: string;
  readonly kinds: Readonly<Record<string, SuiteKind>>;
  readonly levels: readonly Level[];
  /** Path below conformance/ → what it holds. */
  readonly files: Readonly<Record<string, SuiteFile>>;
}

const levels: readonly Level[] = [
  { id: "reads-records", title: "Reads records", needs: ["entities/*/valid/"] },
  { id: "validates", title: "Validates", needs: ["entities/", "rules/"] },
  { id: "computes-metrics", title: "Computes metrics", needs: ["metrics/"] },
  { id: "pseudonymises", title: "Pseudonymises", needs: ["pseudonyms"] },
  { id: "protects", title: "Protects", needs: ["protection/"] },
  { id: "canonicalises", title: "Canonicalises", needs: ["canonical"] },
  { id: "verifies-signatures", title: "Verifies signatures", needs: ["signatures"] },
  { id: "classifies-changes", title: "Classifies changes", needs: ["diff"] },
];

/** The manifest of the suite. `files` is the content of conformance/ by path, suite.json left out. */
export function conformanceSuite(version: string, files: ReadonlyMap<string, string>): Suite {
  const paths = [...files.keys()].toSorted();
  const described = Object.fromEntries(
    paths.map((path) => [path, suiteFile(files.get(path) ?? "")]),
  );
  const ids = paths.flatMap((path) => idsOf(path, described[path]));
  const kinds = [...Map.groupBy(ids, kindOf)].map(([kind, own]) => [kind, suiteKind(own)] as const);
  return {
    version,
    kinds: Object.fromEntries(kinds),
    levels: levels.filter(({ needs }) => ids.some((id) => isNeeded(id, needs))),
    files: described,
  };
}

/** The text of suite.json, whose digest a report names; a list of names stands on one line. */
export function suiteText(suite: Suite): string {
  const lines = JSON.stringify(suite, null, 2);
  return `${lines.replaceAll(/\[\s+("[^[\]{}]*")\s+\]/gu, (_list, inner: string) => `[${inner.replaceAll(/\s*\n\s*/gu, " ")}]`)}\n`;
}

/** `sha256:` and the digest of a text's bytes in UTF-8. */
export function textDigest(text: string): string {
  return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}

/**
 * The ids of all cases: the path without `.json`, which is all of it where the file is one case, then
 * `#<list>/<place>` or `#<part>`.
 */
export function caseIds({ files }: Pick<Suite, "files">): readonly string[] {
  return Object.entries(files).flatMap(([path, file]) => idsOf(path, file));
}

/** The kind that a case is of: the first name of its id. */
export function kindOf(id: string): string {
  return id.split(/[/#]/u)[0] ?? id;
}

/** Whether a case is among those that a level needs. */
export function isNeeded(id: string, needs: readonly string[]): boolean {
  return needs.some((need) => {
    const pattern = need
      .replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`)
      .replaceAll("*", "[^/#]+");
    return new RegExp(`^${pattern}`, "u").test(id);
  });
}

function idsOf(path: string, file: SuiteFile | undefined): readonly string[] {
  const name = path.replace(/\.json$/u, "");
  if (file?.isMaterial === true) return [];
  if (file?.parts !== undefined) return file.parts.map((part) => `${name}#${part}`);
  if (file?.lists === undefined) return [name];
  return Object.entries(file.lists).flatMap(([list, length]) =>
    Array.from({ length }, (_, index) => `${name}#${list}/${index}`),
  );
}

function suiteKind(ids: readonly string[]): SuiteKind {
  const parts = [
    ...Map.groupBy(
      ids.filter((id) => id.includes("/")),
      partOf,
    ),
  ]
    .filter(([part]) => part !== undefined)
    .map(([part, own]) => [part, own.length] as const);
  return { cases: ids.length, ...(parts.length > 0 && { parts: Object.fromEntries(parts) }) };
}

/** `student` of `entities/student/valid/minimal`; a file right below its kind is no part. */
function partOf(id: string): string | undefined {
  const [path = ""] = id.split("#");
  const [, part, file] = path.split("/");
  return file === undefined ? undefined : part;
}

/**
 * A file with lists of described values has a case for each of them; one with a description of its own
 * is a case; one whose objects are all described has a case for each; any other is material.
 */
function suiteFile(text: string): SuiteFile {
  const digest = textDigest(text);
  const content: unknown = JSON.parse(text);
  const entries = Object.entries(Object(content));
  const lists = entries.flatMap(([name, value]): readonly (readonly [string, number])[] =>
    Array.isArray(value) && value.length > 0 && value.every(isDescribed)
      ? [[name, value.length]]
      : [],
  );
  if (lists.length > 0) return { digest, lists: Object.fromEntries(lists) };
  if (isDescribed(content)) return { digest };
  const parts = entries.filter(([, value]) => typeof value === "object");
  const isWhole = parts.length > 0 && parts.every(([, value]) => isDescribed(value));
  return isWhole ? { digest, parts: parts.map(([name]) => name) } : { digest, isMaterial: true };
}

/** Whether a value says in words what it is about, as every case does. */
function isDescribed(value: unknown): boolean {
  return typeof value === "object" && value !== null && "description" in value;
}
