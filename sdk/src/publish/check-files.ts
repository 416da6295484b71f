import { digestOf, sha256Hex } from "../canonical.ts";
import { checkOf } from "./check.ts";
import type { Check } from "./check.ts";
import { listedPaths, mediaTypes, paths } from "./files.ts";
import type { PublicationFiles } from "./files.ts";
import type { Manifest } from "./manifest.ts";
import type { SignedStatement } from "./statement.ts";

/**
 * B01: the files are those that the manifest lists and the statement signs, byte for byte. Without
 * a statement (a draft) the manifest's list is all there is to compare with.
 */
export async function checkFiles(
  files: PublicationFiles,
  manifest: Manifest | null,
  statement: SignedStatement | null,
): Promise<Check> {
  const problems = [
    ...nameProblems(files, manifest),
    ...(await listProblems(files, manifest)),
    ...(statement === null ? [] : await subjectProblems(files, statement)),
  ];
  return checkOf("B01", {
    fine: `${files.size} files, each with the digest that was listed and signed.`,
    remedy: "Fetch the publication again; if it stays so, the member must publish it anew.",
    problems,
  });
}

function nameProblems(files: PublicationFiles, manifest: Manifest | null): readonly string[] {
  const known = new Set<string>(Object.values(paths));
  const strange = [...files.keys()].filter((path) => !known.has(path)).length;
  const missing = [paths.manifest, ...listedPaths].filter((path) => !files.has(path));
  const listed = manifest?.files.map(({ path }) => path).toSorted() ?? listedPaths;
  return [
    ...(strange === 0 ? [] : [`${strange} files do not belong to a publication.`]),
    ...missing.map((path) => `${path} is missing.`),
    ...(listed.join() === listedPaths.join()
      ? []
      : ["The manifest does not list exactly the files of a publication."]),
  ];
}

async function listProblems(
  files: PublicationFiles,
  manifest: Manifest | null,
): Promise<readonly string[]> {
  const found = (manifest?.files ?? []).map(async ({ path, digest, bytes, mediaType }) => {
    const content = files.get(path);
    if (content === undefined) return [];
    const isRight =
      content.length === bytes &&
      mediaType === mediaTypes[path] &&
      (await digestOf(content)) === digest;
    return isRight ? [] : [`${path} is not the file that the manifest lists.`];
  });
  return (await Promise.all(found)).flat();
}

async function subjectProblems(
  files: PublicationFiles,
  { subject }: SignedStatement,
): Promise<readonly string[]> {
  const signed = new Map(subject.map(({ name, digest }) => [name, digest.sha256]));
  const expected = [...files.keys()].filter((path) => path !== paths.signatures);
  const altered = expected.map(async (path) => {
    const content = files.get(path) ?? new Uint8Array();
    return signed.get(path) === (await sha256Hex(content))
      ? []
      : [`${path} is not the file that was signed.`];
  });
  const absent = [...signed.keys()].filter((path) => !expected.includes(path)).length;
  const doubled =
    signed.size === subject.length ? [] : ["The signed statement names a file twice."];
  return [
    ...(await Promise.all(altered)).flat(),
    ...(absent === 0 ? [] : [`${absent} files that were signed are missing.`]),
    ...doubled,
  ];
}
