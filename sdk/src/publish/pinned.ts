/** Digests of the parts of the standard that a publication rests on. */
import type { CodeList, Entity, Registry } from "@edufed/schemas";
import { canonicalDigest } from "../canonical.ts";
import { RefusedError } from "../errors.ts";
import type { Manifest, PinnedPart } from "./manifest.ts";

/** Entities by name with the digests of their schemas, ordered and without doubles. */
export async function pinnedEntities(
  registry: Registry,
  names: readonly string[],
): Promise<Manifest["schema"]["entities"]> {
  return Promise.all(
    [...new Set(names)].toSorted().map(async (id) => {
      const entity = registry.entities.get(id);
      if (entity === undefined) throw unreleased(`the entity ${id}`);
      return { id, digest: await entityDigest(entity) };
    }),
  );
}

/** The code lists of these dimensions, ordered and without doubles. */
export async function pinnedCodeLists(
  registry: Registry,
  dimensions: readonly string[],
): Promise<readonly PinnedPart[]> {
  const ids = dimensions.flatMap((id) => registry.dimensions.get(id)?.codeList ?? []);
  return Promise.all(
    [...new Set(ids)].toSorted().map(async (id) => {
      const list = registry.codeLists.get(id);
      if (list === undefined) throw unreleased(`the code list ${id}`);
      return { id, version: list.version, digest: await codeListDigest(list) };
    }),
  );
}

/** Digest of an entity's schema. */
export async function entityDigest(entity: Entity): Promise<PinnedPart["digest"]> {
  return canonicalDigest(decimalsAsText(entity.schema));
}

/** Digest of a code list with its labels. */
export async function codeListDigest(list: CodeList): Promise<PinnedPart["digest"]> {
  return canonicalDigest(decimalsAsText(list));
}

/** Decimals are hashed as text, so that no implementation has to print a floating number as another does. */
function decimalsAsText(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(decimalsAsText);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, decimalsAsText(item)]));
}

function unreleased(part: string): RefusedError {
  return new RefusedError(
    `The table rests on ${part}, which this release of the standard does not have.`,
    "Compute the table again with this release.",
  );
}
