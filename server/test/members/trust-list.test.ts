import { describe, expect, test } from "vitest";
import { parseTrustList } from "../../src/index.ts";
import { azerbaijan, helsinki, trustListText } from "../community.ts";

const text = trustListText(helsinki, azerbaijan);

test("a trust list names the members in its order, with their keys", () => {
  const list = parseTrustList(text, "members.json");
  expect([...list.keys()]).toEqual(["FI-HEL", "AZ"]);
  expect(list.get("FI-HEL")).toMatchObject({
    refArea: "FI-HEL",
    schoolYearStart: "--08-01",
    checkersMin: 1,
    keys: [
      { keyId: helsinki.publisher.keyId, roles: ["publisher"] },
      { keyId: helsinki.checker.keyId, roles: ["checker"] },
    ],
  });
});

test("the entry that a member's workspace holds is a list of one", () => {
  const { members }: { members: readonly unknown[] } = JSON.parse(text);
  const list = parseTrustList(JSON.stringify(members[0]), "member.json");
  expect([...list.keys()]).toEqual(["FI-HEL"]);
});

test("a key may have a holder and an end", () => {
  const entry = text.replace(
    '"roles":["checker"]',
    '"roles":["checker"],"holder":"office","notBefore":"2026-01-01T00:00:00Z","notAfter":"2027-01-01T00:00:00Z"',
  );
  expect(parseTrustList(entry, "members.json").get("FI-HEL")?.keys[1]).toMatchObject({
    holder: "office",
    notAfter: "2027-01-01T00:00:00Z",
  });
});

describe("a trust list that cannot be relied on is refused with the place", () => {
  const mistakes = [
    ["no JSON", "{", "{{", "the file is not JSON"],
    ["a list of lists", /^.*$/s, "[]", "the list must be an object"],
    ["another version", '"version":1', '"version":2', "version must be 1"],
    [
      "a word it does not know",
      '"version":1',
      '"version":1,"note":"x"',
      "the list/note is not a property",
    ],
    ["an id in small letters", '"id":"AZ"', '"id":"az"', "the list/members/1/id must match"],
    ["a day that does not exist", "--09-15", "--13-15", "schoolYearStart must match"],
    [
      "fewer than no checkers",
      '"checkersMin":1',
      '"checkersMin":-1',
      "checkersMin must be a whole number",
    ],
    [
      "half a checker",
      '"checkersMin":1',
      '"checkersMin":0.5',
      "checkersMin must be a whole number",
    ],
    [
      "a role that does not exist",
      '"roles":["publisher"]',
      '"roles":["admin"]',
      "roles/0 must be text",
    ],
    [
      "a name without English",
      '"name":{"en":"Helsinki"}',
      '"name":{"fi":"Helsinki"}',
      "name/en must be text",
    ],
    ["a member twice", '"id":"AZ"', '"id":"FI-HEL"', "FI-HEL is listed twice"],
    [
      "a key of two members",
      azerbaijan.publisher.keyId,
      helsinki.publisher.keyId,
      "is listed twice",
    ],
    ["keys that are no list", '"keys":[', '"keys":{},"old":[', "old is not a property"],
  ] as const;

  test.each(mistakes)("%s", (_what, from, to, message) => {
    const wrong = text.replace(from, to);
    expect(wrong).not.toBe(text);
    expect(() => parseTrustList(wrong, "members.json")).toThrow(message);
  });
});
