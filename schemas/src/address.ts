/**
 * Stable addresses of what the standard defines. They are names first: a program may compare them
 * without ever opening one.
 */

/** Where every address of the standard begins. */
export const namespace = "https://w3id.org/edufed/";

export type Profile = "local" | "shareable";

/** Address of an entity's JSON Schema in one version of the standard. */
export function schemaAddress(version: string, profile: Profile, entity: string): string {
  return `${namespace}${version}/${profile}/${entity}.json`;
}

/** Address of the schema of what a contributor writes: code-list, rule, profile of an entity. */
export function metaSchemaAddress(name: string): string {
  return `${namespace}meta/${name}.json`;
}

/** Address of an entity as a concept, whatever the version. */
export function entityAddress(entity: string): string {
  return `${namespace}entity/${entity}`;
}

/** Address of a property as a concept, whatever the version. */
export function propertyAddress(entity: string, property: string): string {
  return `${entityAddress(entity)}/${property}`;
}

/** Address of a code list, or of one of its codes. */
export function codeAddress(list: string, code?: string): string {
  const address = `${namespace}code-list/${list}`;
  return code === undefined ? address : `${address}/${encodeURIComponent(code)}`;
}
