import { deprecationFaults } from "../deprecation.ts";
import type { Change } from "../diff/change.ts";
import { compareVersions, requiredVersion } from "../diff.ts";
import type { Deprecation } from "../model.ts";
import { isObject, type Release } from "../release.ts";
import { processFinding, type ProcessFinding } from "./finding.ts";

/** Rule 56: every deprecation says since when, why, until when, and names something that exists. */
export function deprecationFindings(newer: Release): readonly ProcessFinding[] {
  return deprecatedIn(newer).flatMap(({ pointer, deprecation, names }) =>
    deprecationFaults(deprecation, { version: newer.version, names }).map((fault) =>
      processFinding("deprecation-incomplete", pointer, `${pointer} ${fault}.`),
    ),
  );
}

/** Changes by which something that was there is there no more. */
const removals: ReadonlySet<string> = new Set([
  ...["entity-removed", "field-removed", "field-renamed", "field-moved", "code-removed"],
]);

/** Rule 57: what goes was deprecated in the release before, and its earliest removal has come. */
export function removalFindings(
  { older, newer }: { readonly older: Release; readonly newer: Release },
  changes: readonly Change[],
): readonly ProcessFinding[] {
  const next = requiredVersion(older.version, "major");
  const coming = compareVersions(newer.version, next) > 0 ? newer.version : next;
  const deprecated = new Map(deprecatedIn(older).map((each) => [each.pointer, each.deprecation]));
  return changes.flatMap(({ rule, pointer }) => {
    if (!removals.has(rule) || !canBeDeprecated(pointer)) return [];
    const deprecation = deprecated.get(pointer);
    if (deprecation === undefined) {
      const text = `${pointer} goes without having been deprecated. Bring it back, deprecate it in a minor version, and remove it in a later major one.`;
      return [processFinding("removed-without-deprecation", pointer, text)];
    }
    if (compareVersions(deprecation.removal, coming) <= 0) return [];
    const text = `${pointer} was promised until ${deprecation.removal} and goes in ${coming}. Keep it until then.`;
    return [processFinding("removed-without-deprecation", pointer, text)];
  });
}

/** Dimensions, code lists as a whole and schemas of what travels carry no deprecation. */
function canBeDeprecated(pointer: string): boolean {
  return /^(?:entities|metrics|rules)\/|^codeLists\/[^/]+\/codes\//u.test(pointer);
}

interface Deprecated {
  readonly pointer: string;
  readonly deprecation: Deprecation;
  /** What could take its place. */
  readonly names: ReadonlySet<string>;
}

function deprecatedIn(release: Release): readonly Deprecated[] {
  const named = (["metrics", "rules"] as const).flatMap((kind) =>
    Object.entries(release[kind]).flatMap(([name, { deprecated }]) => {
      const names = new Set(Object.keys(release[kind]));
      return found(`${kind}/${name}`, deprecated, names);
    }),
  );
  const codes = Object.values(release.codeLists).flatMap(({ id, codes: all }) =>
    all.flatMap(({ code, deprecated }) => {
      const names = new Set(all.map((each) => each.code));
      return found(`codeLists/${id}/codes/${code}`, deprecated, names);
    }),
  );
  return [...named, ...codes, ...deprecatedSchemas(release.entities, "entities")];
}

/** Entities by name, or the properties of one of them. */
function deprecatedSchemas(
  schemas: Readonly<Record<string, unknown>>,
  pointer: string,
): readonly Deprecated[] {
  const names = new Set(Object.keys(schemas));
  return Object.entries(schemas).flatMap(([name, schema]) => {
    if (!isObject(schema)) return [];
    const at = `${pointer}/${name}`;
    const { items, properties } = schema;
    const inner = isObject(properties) ? deprecatedSchemas(properties, `${at}/properties`) : [];
    const of = isObject(items) && isObject(items["properties"]) ? items["properties"] : {};
    return [
      ...found(at, schema["x-deprecated"], names),
      ...inner,
      ...deprecatedSchemas(of, `${at}/items/properties`),
    ];
  });
}

function found(
  pointer: string,
  deprecation: unknown,
  names: ReadonlySet<string>,
): readonly Deprecated[] {
  return isDeprecation(deprecation) ? [{ pointer, deprecation, names }] : [];
}

function isDeprecation(value: unknown): value is Deprecation {
  return isObject(value) && ["since", "reason", "removal"].every((name) => name in value);
}
