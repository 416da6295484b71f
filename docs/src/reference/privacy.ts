import { fateOf, type Fate, type PrivacyClass, type Registry } from "@edufed/schemas";

/** What becomes of most properties of a class. */
const usual: Readonly<Record<PrivacyClass, Fate["kind"]>> = {
  direct: "drop",
  sensitive: "drop",
  pseudonym: "rekey",
  quasi: "keep",
  ordinary: "keep",
};

/** A property with what becomes of it. */
export interface ClassedProperty {
  readonly entity: string;
  readonly name: string;
  readonly fate: Fate;
  /** Whether that is what becomes of most of its class. */
  readonly isUsual: boolean;
}

/** The properties of one class. */
export interface PrivacyGroup {
  readonly privacy: PrivacyClass;
  readonly properties: readonly ClassedProperty[];
  /** By entity, in the order of the entities; entities without one are left out. */
  readonly byEntity: ReadonlyMap<string, readonly ClassedProperty[]>;
}

/** The classes, from what tells most about a person to what tells nothing. */
export const privacyClasses: readonly PrivacyClass[] = [
  "direct",
  "sensitive",
  "pseudonym",
  "quasi",
  "ordinary",
];

/** Every property of every record, by its privacy class. */
export function privacyReference({ entities }: Registry): readonly PrivacyGroup[] {
  const all = [...entities.values()].flatMap((entity) =>
    entity.properties.map((property) => {
      const { name, privacy } = property;
      const fate = fateOf(entity, property);
      return { entity: entity.name, name, privacy, fate, isUsual: fate.kind === usual[privacy] };
    }),
  );
  return privacyClasses.map((privacy) => {
    const properties = all.filter((property) => property.privacy === privacy);
    return { privacy, properties, byEntity: Map.groupBy(properties, ({ entity }) => entity) };
  });
}
