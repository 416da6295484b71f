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
  const value = await readJson(file);
  if (isList(value)) return value.members;
  if (isEntry(value)) return [value];
  const [first] = (hasMembers(value) ? isList : isEntry).errors ?? [];
  const place = first === undefined || first.instancePath === "" ? "it" : first.instancePath;
  throw new InputError(
    `${file} is not a list of members: ${place} ${first?.message ?? "is of no known form"}.`,
    remedy,
  );
}

function hasMembers(value: unknown): boolean {
  return typeof value === "object" && value !== null && "members" in value;
}

async function readJson(file: string): Promise<unknown> {
  let source: string;
  try {
    source = await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`The list of members ${file} cannot be read.`, remedy, { cause });
  }
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw new InputError(`${file} is not JSON, so not a list of members.`, remedy, { cause });
  }
}

const remedy = "Name a members.json of the community, or the member.json that `edufed init` wrote.";
