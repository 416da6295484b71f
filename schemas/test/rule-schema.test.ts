import { expect, test } from "vitest";
import { RegistryError } from "../src/registry-error.ts";
import { sampleWith } from "./sample-registry.ts";

/** What a contributor reads about the check of a rule, each with its pointer. */
function read(check: unknown): readonly string[] {
  try {
    sampleWith({ file: "rules/year-of-ride.json", pointer: "/check", value: check });
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return error.problems.map(({ pointer, message }) => `${pointer} ${message}`);
  }
  return [];
}

const related = { entity: "bus-ride", on: { previousId: "id" }, take: { before: "date" } };

test.each([
  { kind: "record", holds: "year > 2000" },
  { kind: "related", related, holds: "date > before" },
  { kind: "some", related, holds: "date > before", when: "seated" },
  { kind: "no-overlap", within: ["direction"], start: "date", end: "date" },
  { kind: "at-most-one", within: ["direction"], when: "seated" },
  { kind: "acyclic", parent: "previousId" },
])("a check of kind $kind is accepted", (check) => {
  expect(read(check)).toEqual([]);
});

test.each([
  ["no check at all", undefined, [" must have required property 'check'"]],
  ["a check that is text", "year > 2000", ["/check must be object"]],
  ["no kind", { holds: "year > 2000" }, ["/check must have required property 'kind'"]],
  [
    "a kind that does not exist",
    { kind: "unique", within: ["year"] },
    [
      '/check/kind must be one of "record", "related", "some", "no-overlap", "at-most-one", "acyclic"',
    ],
  ],
  [
    "a part of another kind",
    { kind: "record", holds: "year > 2000", within: ["year"] },
    ["/check within does not go with the kind that is given here"],
  ],
  [
    "a condition without the records that it is about",
    { kind: "some", holds: "date > before" },
    ["/check must have required property 'related'"],
  ],
  [
    "a related entity without what is taken from it",
    { kind: "related", holds: "date > before", related: { entity: "bus-ride", on: { id: "id" } } },
    ["/check/related must have required property 'take'"],
  ],
  [
    "a stretch without an end",
    { kind: "no-overlap", within: ["direction"], start: "date" },
    ["/check must have required property 'end'"],
  ],
])("a rule with %s is refused in as few words as there are mistakes", (_, check, problems) => {
  expect(read(check)).toEqual(problems);
});
