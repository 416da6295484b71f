import { generatedNotice } from "./type-names.ts";

/** The limits of the community's default policy as a constant. */
export function emitPolicy(
  policy: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string>> {
  const limits = Object.entries(policy);
  const text = [
    `// ${generatedNotice}`,
    "",
    "/** The limits that the community has agreed on: schemas/policy.json. */",
    "export const communityPolicy: {",
    ...limits.map(([name, value]) => `  readonly ${name}: ${typeof value};`),
    "} = {",
    ...limits.map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`),
    "};",
    "",
  ];
  return { "sdk/src/generated/policy.ts": text.join("\n") };
}
