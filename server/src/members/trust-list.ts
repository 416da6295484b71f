import type { LocalisedText } from "@edufed/schemas";
import { InputError } from "@edufed/sdk";
import type { TrustedKey } from "@edufed/sdk/verify";
import type { Member, TrustList } from "./member.ts";

/**
 * Reads a trust list: `{"version": 1, "members": [{id, name, refArea, languages, schoolYearStart,
 * checkersMin, keys: [{keyId, publicKey, roles, holder?, notBefore?, notAfter?}]}]}`.
 * The list is closed: a property it does not know is an error, and so is a key that two members
 * or two entries share.
 */
export function parseTrustList(text: string, file: string): TrustList {
  const fail = (place: string, fact: string): never => {
    throw new InputError(
      `${file}: ${place} ${fact}.`,
      "Correct the trust list, or make a member's entry with `edufed init`.",
    );
  };
  const list = new Part(parseJson(text, fail), "the list", fail);
  const members = new Map<string, Member>();
  const keyIds = new Set<string>();
  for (const part of entriesOf(list, fail)) {
    const member = memberOf(part);
    if (members.has(member.id)) fail(member.id, "is listed twice");
    for (const { keyId } of member.keys) {
      if (keyIds.has(keyId)) fail(`the key ${keyId}`, "is listed twice");
      keyIds.add(keyId);
    }
    members.set(member.id, member);
  }
  return members;
}

/** The entries of a list; a file that is one entry, as `edufed init` writes it, is a list of one. */
function entriesOf(list: Part, fail: Fail): readonly Part[] {
  if (list.has("id")) return [list];
  list.closed(["version", "members"]);
  if (list.integer("version") !== 1) fail("version", "must be 1");
  return list.parts("members");
}

function memberOf(part: Part): Member {
  part.closed(["id", "name", "refArea", "languages", "schoolYearStart", "checkersMin", "keys"]);
  return {
    id: part.text("id", /^[A-Z0-9]+(-[A-Z0-9]+)*$/),
    name: nameOf(part.part("name")),
    refArea: part.text("refArea", /^[A-Z0-9_]+(-[A-Z0-9_]+)*$/),
    languages: part.texts("languages", /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
    schoolYearStart: part.text("schoolYearStart", /^--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    checkersMin: part.integer("checkersMin"),
    keys: part.parts("keys").map(keyOf),
  };
}

function nameOf(part: Part): LocalisedText {
  part.closed(["en", "fi", "sv", "az"]);
  return {
    en: part.text("en", /./u),
    ...part.optional("fi", /./u),
    ...part.optional("sv", /./u),
    ...part.optional("az", /./u),
  };
}

function keyOf(part: Part): TrustedKey {
  part.closed(["keyId", "publicKey", "roles", "holder", "notBefore", "notAfter"]);
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
  return {
    keyId: part.text("keyId", /^sha256:[0-9a-f]{64}$/),
    publicKey: part.text("publicKey", /^[A-Za-z0-9+/]+={0,2}$/),
    roles: part.texts("roles", /^(publisher|checker)$/).map(role),
    ...part.optional("holder", /./u),
    ...part.optional("notBefore", moment),
    ...part.optional("notAfter", moment),
  };
}

function role(text: string): TrustedKey["roles"][number] {
  return text === "publisher" ? "publisher" : "checker";
}

type Fail = (place: string, fact: string) => never;

function parseJson(text: string, fail: Fail): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return fail("the file", "is not JSON");
  }
}

/** One object of the list and where it stands; every reading checks what it reads. */
class Part {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #place: string;
  readonly #fail: Fail;

  constructor(value: unknown, place: string, fail: Fail) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      fail(place, "must be an object");
    }
    this.#values = new Map(Object.entries(value ?? {}));
    this.#place = place;
    this.#fail = fail;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  closed(known: readonly string[]): void {
    const stranger = [...this.#values.keys()].find((key) => !known.includes(key));
    if (stranger !== undefined) this.#fail(this.#at(stranger), "is not a property of it");
  }

  text(key: string, pattern: RegExp): string {
    const value = this.#values.get(key);
    if (typeof value !== "string") return this.#fail(this.#at(key), "must be text");
    if (!pattern.test(value)) return this.#fail(this.#at(key), `must match ${pattern.source}`);
    return value;
  }

  optional<K extends string>(key: K, pattern: RegExp): { readonly [name in K]?: string } {
    if (!this.#values.has(key)) return {};
    const one: { [name in K]?: string } = {};
    one[key] = this.text(key, pattern);
    return one;
  }

  integer(key: string): number {
    const value = this.#values.get(key);
    if (!Number.isInteger(value) || Number(value) < 0) {
      return this.#fail(this.#at(key), "must be a whole number from 0");
    }
    return Number(value);
  }

  texts(key: string, pattern: RegExp): readonly string[] {
    return this.#list(key).map((value, index) =>
      typeof value === "string" && pattern.test(value)
        ? value
        : this.#fail(`${this.#at(key)}/${index}`, `must be text that matches ${pattern.source}`),
    );
  }

  part(key: string): Part {
    return new Part(this.#values.get(key), this.#at(key), this.#fail);
  }

  parts(key: string): readonly Part[] {
    return this.#list(key).map(
      (value, index) => new Part(value, `${this.#at(key)}/${index}`, this.#fail),
    );
  }

  #list(key: string): readonly unknown[] {
    const value = this.#values.get(key);
    return Array.isArray(value) ? value : this.#fail(this.#at(key), "must be a list");
  }

  #at(key: string): string {
    return `${this.#place}/${key}`;
  }
}
