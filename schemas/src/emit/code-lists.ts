import type { CodeList, Registry } from "../model.ts";
import { codeTypeName, generatedNotice } from "./type-names.ts";

/** The code lists as typed constants: their codes in order and a label in every language. */
export function emitCodeLists(registry: Registry): Readonly<Record<string, string>> {
  const lists = [...registry.codeLists.values()];
  const text = [
    `// ${generatedNotice}`,
    'import type { CodeListCodes } from "./types.ts";',
    "",
    declarations,
    "/** Every code list, by its id. */",
    "export const codeLists: { readonly [L in keyof CodeListCodes]: CodeListConstant<CodeListCodes[L]> } = {",
    ...lists.map((list) => constant(list)),
    "};",
    "",
  ];
  return { "sdk/src/generated/code-lists.ts": text.join("\n") };
}

const declarations = `/** A text in the languages of the standard. */
export interface Labels {
  readonly en: string;
  readonly fi?: string;
  readonly sv?: string;
  readonly az?: string;
}

/** A code list: its codes in the order of their source, and what each is called. */
export interface CodeListConstant<Code extends string> {
  readonly version: string;
  readonly title: Labels;
  readonly codes: readonly Code[];
  readonly labels: Readonly<Record<Code, Labels>>;
}
`;

function constant({ id, version, title, codes }: CodeList): string {
  return [
    `  /** Codes are ${codeTypeName(id)}. */`,
    `  ${JSON.stringify(id)}: {`,
    `    version: ${JSON.stringify(version)},`,
    `    title: ${JSON.stringify(title)},`,
    `    codes: ${JSON.stringify(codes.map(({ code }) => code))},`,
    "    labels: {",
    ...codes.map(({ code, label }) => `      ${JSON.stringify(code)}: ${JSON.stringify(label)},`),
    "    },",
    "  },",
  ].join("\n");
}
