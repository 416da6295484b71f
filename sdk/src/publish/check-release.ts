import type { Registry } from "@edufed/schemas";
import { formalHash } from "../formal-hash.ts";
import { checkOf, notChecked } from "./check.ts";
import type { Check } from "./check.ts";
import type { Manifest } from "./manifest.ts";
import { codeListDigest, entityDigest } from "./pinned.ts";

/**
 * B07: the digests of schema and code lists are those of the release that the manifest names, and
 * the metric is the one that the release defines under this name, not another under the same name.
 */
export async function checkRelease(
  manifest: Manifest,
  registry: Registry | undefined,
): Promise<Check> {
  if (registry === undefined)
    return notChecked("B07", "No release of the standard was given to compare with.");
  if (registry.version !== manifest.schema.version) {
    return notChecked(
      "B07",
      `Release ${manifest.schema.version} of the standard is not at hand; this is ${registry.version}.`,
    );
  }
  const entities = manifest.schema.entities.map(async ({ id, digest }) => {
    const entity = registry.entities.get(id);
    return entity !== undefined && (await entityDigest(entity)) === digest
      ? []
      : [`The entity ${id} is not the released one.`];
  });
  const lists = manifest.codeLists.map(async ({ id, version, digest }) => {
    const list = registry.codeLists.get(id);
    const isReleased = list?.version === version && (await codeListDigest(list)) === digest;
    return isReleased ? [] : [`The code list ${id} is not the released one.`];
  });
  return checkOf("B07", {
    fine: `${entities.length} entities and ${lists.length} code lists are those of release ${registry.version}.`,
    remedy: "Compute the table again with an unchanged release of the standard.",
    problems: (
      await Promise.all([...entities, ...lists, metricProblems(manifest, registry)])
    ).flat(),
  });
}

async function metricProblems(
  { metric: { id, formalHash: hash } }: Manifest,
  registry: Registry,
): Promise<readonly string[]> {
  const metric = registry.metrics.get(id);
  const isReleased = metric !== undefined && (await formalHash(metric)) === hash;
  return isReleased ? [] : [`The metric ${id} is not the released one.`];
}
