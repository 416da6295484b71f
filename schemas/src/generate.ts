import type { Community } from "./community.ts";
import { links } from "./crosswalk-links.ts";
import { emitCodeLists } from "./emit/code-lists.ts";
import { emitCroissant } from "./emit/croissant.ts";
import { emitCsvw } from "./emit/csvw.ts";
import { emitDataPackage } from "./emit/data-package.ts";
import { emitGraphql } from "./emit/graphql.ts";
import { emitJsonLdContext } from "./emit/json-ld-context.ts";
import { emitJsonSchemas } from "./emit/json-schema.ts";
import { emitMarkdown, type History } from "./emit/markdown.ts";
import { emitPolicy } from "./emit/policy.ts";
import { emitRecordGraphql } from "./emit/record-graphql.ts";
import { emitSql } from "./emit/sql.ts";
import { emitTypescript } from "./emit/typescript.ts";
import { emitValidators } from "./emit/validators.ts";
import { emitVocabulary } from "./emit/vocabulary.ts";
import { formats } from "./formats.ts";
import type { Registry } from "./model.ts";

/** Folders that hold nothing but what is generated: here, or where `generatedBySdk` says. */
export const generatedFolders: readonly string[] = [
  "schemas/generated",
  "sdk/src/generated",
  "server/src/generated",
  "docs/src/generated/reference",
];

/** Whether a path in these folders is what the SDK generates: it alone can read a rule's condition. */
export function generatedBySdk(path: string): boolean {
  return /^sdk\/src\/generated\/((records|conditions)\.ts$|(records|rules|rule-words)\/)/u.test(
    path,
  );
}

/**
 * Everything that follows from the standard: path from the root of the repository → text. Pure.
 * `history` is what the releases have changed, and `conformance` the content of that folder by path;
 * the reference pages show both.
 */
export async function generate(
  registry: Registry,
  exchange: ReadonlyMap<string, object>,
  community: Community,
  history: History = new Map(),
  conformance: ReadonlyMap<string, string> = new Map(),
): Promise<Readonly<Record<string, string>>> {
  return {
    ...(await emitTypescript(registry)),
    ...emitValidators(registry, formats),
    ...emitCodeLists(registry),
    ...emitJsonSchemas(registry),
    ...emitPolicy({ ...community.policy }),
    ...emitSql(registry),
    ...emitGraphql(registry, exchange),
    ...emitRecordGraphql(registry),
    ...emitDataPackage(registry),
    ...emitCsvw(registry),
    ...emitCroissant(registry),
    ...emitJsonLdContext(registry),
    ...emitVocabulary(registry, links(registry)),
    ...emitMarkdown(registry, history, conformance),
  };
}
