import {
  diff,
  fateOf,
  recordsOf,
  staysBehind,
  type Dimension,
  type Entity,
  type Fate,
  type Metric,
  type Property,
  type Registry,
  type Release,
  type Rule,
} from "@edufed/schemas";
import { shareableExample } from "../../../schemas/src/profiles.ts";
import { propertyPaths } from "./property-paths.ts";
import { termsByFormat, type FormatTerms } from "./terms.ts";

/** A place that refers to an entity: the property of another one, or of the entity itself. */
export interface Referrer {
  readonly entity: string;
  readonly property: string;
}

/** A dimension, and the property of the entity at which its code is found. */
export interface Cut {
  readonly dimension: Dimension;
  readonly property: string;
}

/** What one release did to an entity: brought it, or changed it. */
export interface EntityChange {
  readonly version: string;
  readonly isNew: boolean;
  readonly changes: readonly string[];
}

/** A record that the standard accepts or refuses, and what it shows. */
export interface Vector {
  readonly description: string;
  readonly record: Readonly<Record<string, unknown>>;
  /** What is found in it; none in a valid one. */
  readonly findings?: readonly { readonly code: string; readonly rule?: string }[];
}

/** Records for the reader: the fullest one in both profiles, others that pass, and all that fail. */
export interface Examples {
  readonly fullest: Vector;
  /** Absent when none of the records may leave the member. */
  readonly shareable: Vector["record"] | undefined;
  readonly others: readonly Vector[];
  readonly refused: readonly Vector[];
}

/** What the page of an entity tells. */
export interface EntityPage {
  readonly entity: Entity;
  /** What becomes of each property when the record is shared. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly rules: readonly Rule[];
  readonly referrers: readonly Referrer[];
  readonly metrics: readonly Metric[];
  readonly cuts: readonly Cut[];
  readonly formats: readonly FormatTerms[];
  /** The newest first. */
  readonly history: readonly EntityChange[];
  readonly examples: Examples | undefined;
  readonly version: string;
}

/** What the pages are made from besides the registry. */
export interface EntitySources {
  /** The first one first. */
  readonly releases: readonly Release[];
  /** Vectors by path, as `loadConformance` gives them. */
  readonly conformance: ReadonlyMap<string, string>;
}

const nothingElse: EntitySources = { releases: [], conformance: new Map() };

/** A page for every entity, with everything in the standard that has to do with it. */
export function entityPages(
  registry: Registry,
  { releases, conformance }: EntitySources = nothingElse,
): readonly EntityPage[] {
  const { entities, rules, metrics, dimensions, version } = registry;
  return [...entities.values()].map((entity) => ({
    entity,
    fates: new Map(entity.properties.map((each) => [each.name, fateOf(entity, each)])),
    rules: rules.filter((rule) => rule.entity === entity.name),
    referrers: referrersOf(entity, registry),
    metrics: [...metrics.values()].filter((metric) => recordsOf(metric).includes(entity.name)),
    cuts: [...dimensions.values()].flatMap((dimension) => cutsBy(dimension, entity)),
    formats: termsByFormat(entity, registry),
    history: historyOf(entity, releases),
    examples: examplesOf(entity, conformance),
    version,
  }));
}

/** Whether a property is the key of its own entity, and so refers to nothing else. */
export function isOwnKey(entity: Entity, { name, references }: Property): boolean {
  return references === entity.name && entity.key.includes(name);
}

function referrersOf(entity: Entity, { entities }: Registry): readonly Referrer[] {
  return [...entities.values()].flatMap((other) =>
    propertyPaths(other.properties)
      .filter(({ property }) => property.references === entity.name && !isOwnKey(other, property))
      .map(({ path }) => ({ entity: other.name, property: path })),
  );
}

/** The dimension's code is a property of the entity's own, or one that another entity looks up here. */
function cutsBy(dimension: Dimension, { name }: Entity): readonly Cut[] {
  const properties = Object.entries(dimension.from).flatMap(([source, path]) => {
    const holder = "join" in path ? path.join : source;
    return holder === name ? [path.property] : [];
  });
  return [...new Set(properties)].map((property) => ({ dimension, property }));
}

function historyOf({ name }: Entity, releases: readonly Release[]): readonly EntityChange[] {
  const own = `entities/${name}`;
  return releases
    .flatMap((release, index): readonly EntityChange[] => {
      const older = releases[index - 1];
      const isNew = name in release.entities && (older === undefined || !(name in older.entities));
      const changes =
        older === undefined || isNew
          ? []
          : diff(older, release)
              .filter(({ pointer }) => pointer === own || pointer.startsWith(`${own}/`))
              .map(({ text }) => text);
      return isNew || changes.length > 0 ? [{ version: release.version, isNew, changes }] : [];
    })
    .toReversed();
}

/** The fullest valid vector comes first: a whole record, and one that keeps every rule. */
function examplesOf(
  entity: Entity,
  conformance: ReadonlyMap<string, string>,
): Examples | undefined {
  const vectorsIn = (folder: string): readonly Vector[] =>
    [...conformance]
      .filter(([path]) => path.startsWith(`entities/${entity.name}/${folder}/`))
      .map(([, text]): Vector => JSON.parse(text));
  const [fullest, ...others] = vectorsIn("valid").toSorted(
    (one, other) => fullness(other) - fullness(one),
  );
  if (fullest === undefined) return undefined;
  return {
    fullest,
    shareable: staysBehind(entity) ? undefined : shareableExample(entity, fullest.record),
    others,
    refused: vectorsIn("invalid"),
  };
}

function fullness({ record }: Vector): number {
  return Object.keys(record).length;
}
