/**
 * What to do about a name that the standard does not have and that is written as members write their
 * own properties: a prefix, an underscore, a name, in quotation marks or not. Undefined for every other.
 */
export function extensionHint(name: string): string | undefined {
  const prefix = /^“?([a-z][a-z0-9]{1,11})_[a-z][a-zA-Z0-9]*”?$/.exec(name)?.[1];
  if (prefix === undefined) return undefined;
  return `If it is your own, declare it in extensions/${prefix}.json and name that file in edufed.config.json; otherwise leave it out.`;
}
