import { compareVersions, requiredVersion } from "./diff.ts";
import type { CodeList, Deprecation, Entity, Property } from "./model.ts";

/** What a deprecation is judged by. */
export interface DeprecationContext {
  /** The version of the standard that it is part of, or that its next version follows. */
  readonly version: string;
  /** Names of the same kind that can take its place. */
  readonly names: ReadonlySet<string>;
}

/** What a deprecation leaves unsaid or says wrongly, each as the end of a sentence. */
export function deprecationFaults(
  { since, reason, replacement, removal }: Deprecation,
  { version, names }: DeprecationContext,
): readonly string[] {
  const [sinceMajor = 0] = since.split(".").map(Number);
  const [removalMajor = 0] = removal.split(".").map(Number);
  const planned = [requiredVersion(version, "minor"), requiredVersion(version, "major")];
  return [
    ...unless(
      planned.some((next) => next === since) || compareVersions(since, version) <= 0,
      `is deprecated since ${since}, which does not follow ${version}`,
    ),
    ...unless(reason.trim() !== "", "must say why it is deprecated"),
    ...unless(
      removalMajor > sinceMajor,
      `may be removed in ${removal} only if that is a later major version than ${since}`,
    ),
    ...unless(
      replacement === undefined || names.has(replacement),
      `is replaced by ${replacement}, which does not exist`,
    ),
  ];
}

/** What a reader is told who still uses something deprecated: since when, why, and what instead. */
export function deprecationAdvice(name: string, deprecation: Deprecation): string {
  const { since, reason, replacement, removal } = deprecation;
  const instead = replacement === undefined ? "" : ` Use ${replacement} instead.`;
  return `${name} is deprecated since ${since} and may be gone from ${removal} on: ${reason.replace(/\.?$/u, ".")}${instead}`;
}

/** Something deprecated that a record of an entity can use. */
export interface DeprecatedPart {
  /** Path of the property in the record; `[]` stands for each item of a list: `benchmarks[].cut`. */
  readonly path: string;
  /** The code that is deprecated; absent where the property is. */
  readonly code?: string;
  readonly deprecation: Deprecation;
  /** What the reader is told. */
  readonly advice: string;
}

/** What a validator warns about in records of an entity: deprecated properties and codes. */
export function deprecatedParts(
  entity: Entity,
  codeLists: ReadonlyMap<string, CodeList>,
): readonly DeprecatedPart[] {
  const ofProperty = ({ name, type, deprecated }: Property, at: string): DeprecatedPart[] => {
    const inner = type.kind === "list" ? type.item : type;
    const path = type.kind === "list" ? `${at}${name}[]` : `${at}${name}`;
    const place = `${entity.name}.${at}${name}`;
    const codes = inner.kind === "code" ? (codeLists.get(inner.list)?.codes ?? []) : [];
    const below = inner.kind === "object" ? inner.properties : [];
    return [
      ...part(`${at}${name}`, place, deprecated),
      ...codes.flatMap(({ code, deprecated: gone }) =>
        part(path, `The code ${code} of ${place}`, gone).map((each) => ({ ...each, code })),
      ),
      ...below.flatMap((property) => ofProperty(property, `${path}.`)),
    ];
  };
  return entity.properties.flatMap((property) => ofProperty(property, ""));
}

function part(path: string, name: string, deprecation: Deprecation | undefined): DeprecatedPart[] {
  if (deprecation === undefined) return [];
  return [{ path, deprecation, advice: deprecationAdvice(name, deprecation) }];
}

function unless(holds: boolean, fault: string): readonly string[] {
  return holds ? [] : [fault];
}
