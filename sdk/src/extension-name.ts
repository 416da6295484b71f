/**
 * The prefix of a name that the standard does not have and that is written as members write their own
 * properties: a prefix, an underscore, a name. Undefined for every other.
 */
export function extensionPrefix(name: string): string | undefined {
  return /^([a-z][a-z0-9]{1,11})_[a-z][a-zA-Z0-9]*$/.exec(name)?.[1];
}
