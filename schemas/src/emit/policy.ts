import { generatedNotice } from "./type-names.ts";

/** The limits of the community's default policy as a constant. */
export function emitPolicy(
  policy: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const text = [
    `// ${generatedNotice}`,
    "",
    `import type { Policy } from ${JSON.stringify("../policy.ts")};`,
    "",
    "/** The limits that the community has agreed on: schemas/policy.json. */",
    "export const communityPolicy: Policy = {",
    ...Object.entries(policy).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`),
    "};",
    "",
  ];
  return { "sdk/src/generated/policy.ts": text.join("\n") };
}
