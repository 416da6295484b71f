import { shapeAjv } from "../ajv.ts";
import type { Change } from "../diff/change.ts";
import { brokenKeywords } from "../meta-schema-problems.ts";
import { RegistryError } from "../registry-error.ts";
import type { Release } from "../release.ts";
import { processFinding, type ProcessFinding } from "./finding.ts";

/** One major change and what is to be done with what was written before: migrations/<from>-<to>.json. */
export interface MigrationItem {
  /** The place of the change, as the diff says it. */
  readonly pointer: string;
  /** From the older to the newer version. */
  readonly up?: unknown;
  /** And back. */
  readonly down?: unknown;
  /** Why nothing needs to be done, where that is so. */
  readonly nothing?: string;
}

/** What leads from one major version to the next. */
export interface Migration {
  readonly from: string;
  readonly to: string;
  readonly items: readonly MigrationItem[];
}

/** A migration from its JSON value. Throws a RegistryError that says where it is not one. */
export function parseMigration(json: unknown, file: string): Migration {
  const ajv = shapeAjv();
  if (ajv.validate<Migration>(migrationShape, json)) return json;
  throw new RegistryError(brokenKeywords(file, ajv.errors ?? []));
}

const versionShape = { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" };

const migrationShape = {
  type: "object",
  required: ["from", "to", "items"],
  properties: {
    from: versionShape,
    to: versionShape,
    items: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer"],
        properties: { pointer: { type: "string" }, nothing: { type: "string" } },
      },
    },
  },
};

/** Rule 58: every major change can be followed, forth and back, or says why nothing is to be done. */
export function migrationFindings(
  { version }: Release,
  changes: readonly Change[],
  migrations: readonly Migration[],
): readonly ProcessFinding[] {
  const items = migrations.filter(({ from }) => from === version).flatMap((each) => each.items);
  const pointers = new Set(
    changes.filter(({ step }) => step === "major").map(({ pointer }) => pointer),
  );
  return [...pointers].flatMap((pointer) => {
    const item = items.find((each) => each.pointer === pointer);
    if (item !== undefined && isComplete(item)) return [];
    const missing =
      item === undefined ? "has no migration" : "has a migration in one direction only";
    const text = `${pointer} changes and ${missing}. Add an item with up and down to schemas/migrations/${version}-<next>.json.`;
    return [processFinding("migration-missing", pointer, text)];
  });
}

function isComplete({ up, down, nothing }: MigrationItem): boolean {
  return (up !== undefined && down !== undefined) || (nothing ?? "").trim() !== "";
}
