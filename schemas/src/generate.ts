import { emitCodeLists } from "./emit/code-lists.ts";
import { emitGraphql } from "./emit/graphql.ts";
import { emitMarkdown } from "./emit/markdown.ts";
import { emitSql } from "./emit/sql.ts";
import { emitTypescript } from "./emit/typescript.ts";
import { emitValidators } from "./emit/validators.ts";
import { formats } from "./formats.ts";
import type { Registry } from "./model.ts";

/** Folders that hold nothing but what is generated here. */
export const generatedFolders: readonly string[] = [
  "sdk/src/generated",
  "server/src/generated",
  "docs/src/generated/reference",
];

/** Everything that follows from the standard: path from the root of the repository → text. Pure. */
export async function generate(
  registry: Registry,
  exchange: ReadonlyMap<string, object>,
): Promise<Readonly<Record<string, string>>> {
  return {
    ...(await emitTypescript(registry)),
    ...emitValidators(registry, formats),
    ...emitCodeLists(registry),
    ...emitSql(registry),
    ...emitGraphql(registry, exchange),
    ...emitMarkdown(registry),
  };
}
