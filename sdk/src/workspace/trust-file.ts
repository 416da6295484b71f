import { Ajv2020 } from "ajv/dist/2020.js";
import { readFile } from "node:fs/promises";
import { InputError } from "../errors.ts";

/** What a list of members says of one of them: names and public keys. */
export interface MemberEntry {
  readonly id: string;
  readonly checkersMin: number;
  readonly keys: readonly {
    readonly keyId: string;
    readonly publicKey: string;
    readonly roles: readonly ("publisher" | "checker")[];
    readonly holder?: string;
    readonly notBefore?: string;
    readonly notAfter?: string;
  }[];
}

const text = { type: "string", minLength: 1 } as const;
const entry = {
  type: "object",
  required: ["id", "checkersMin", "keys"],
  properties: {
    id: text,
    checkersMin: { type: "integer", minimum: 0 },
    keys: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["keyId", "publicKey", "roles"],
        properties: {
          keyId: text,
          publicKey: text,
          roles: { type: "array", items: { enum: ["publisher", "checker"] } },
          holder: text,
          notBefore: text,
          notAfter: text,
        },
      },
    },
  },
} as const;

const ajv = new Ajv2020({ allErrors: true, strictRequired: false });
const isEntry = ajv.compile<MemberEntry>(entry);
const isList = ajv.compile<{ readonly members: readonly MemberEntry[] }>({
  type: "object",
  required: ["members"],
  properties: { members: { type: "array", items: entry } },
});

/** Reads a list of members, or the entry of a single one. */
export async function readMembers(file: string): Promise<readonly MemberEntry[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new InputError(`${file} cannot be read as JSON.`, remedy, { cause });
  }
  if (isList(value)) return value.members;
  if (isEntry(value)) return [value];
  const [first] = isEntry.errors ?? [];
  throw new InputError(
    `${file} is not a list of members: ${first?.instancePath ?? ""} ${first?.message ?? ""}.`,
    remedy,
  );
}

const remedy = "Name a members.json of the community, or the member.json that `edufed init` wrote.";
