import fc from "fast-check";
import { expect, test } from "vitest";
import { diff, stepOf } from "../../src/diff.ts";
import { changedThings, releaseWith, validObjects, validatorOf } from "./second-opinion.ts";

const options = { numRuns: 1000 };

test("what is not major leaves every record valid", () => {
  let examined = 0;
  fc.assert(
    fc.property(changedThings, ([older, newer]) => {
      const changes = diff(releaseWith("entities", older), releaseWith("entities", newer));
      if (stepOf(changes) === "major") return;
      const isValid = validatorOf(newer, { isOpen: false });
      const records = validObjects(older);
      examined += records.length;
      expect(records.filter((record) => !isValid(record))).toEqual([]);
    }),
    options,
  );
  expect(examined).toBeGreaterThan(300);
});

test("what is not major in what travels is read by older and newer readers alike", () => {
  let examined = 0;
  fc.assert(
    fc.property(changedThings, ([older, newer]) => {
      const changes = diff(releaseWith("exchange", older), releaseWith("exchange", newer));
      if (stepOf(changes) === "major") return;
      const [oldReader, newReader] = [older, newer].map((one) =>
        validatorOf(one, { isOpen: true }),
      );
      const [written, later] = [validObjects(older), validObjects(newer)];
      examined += written.length + later.length;
      expect(written.filter((value) => newReader?.(value) !== true)).toEqual([]);
      expect(later.filter((value) => oldReader?.(value) !== true)).toEqual([]);
    }),
    options,
  );
  expect(examined).toBeGreaterThan(300);
});

test("what is major for a value forbids one: the comparison does not cry wolf at simple limits", () => {
  const limit = (maximum: number) => ({
    properties: { one: { description: "A number of the sample.", type: "integer", maximum } },
    required: ["one"],
    codes: ["x"],
  });
  const [three, four] = [limit(3), limit(4)];
  const step = (from: typeof three, to: typeof three): string =>
    stepOf(diff(releaseWith("entities", from), releaseWith("entities", to)));
  expect([step(three, four), step(four, three)]).toEqual(["minor", "major"]);
  const isValid = validatorOf(three, { isOpen: false });
  expect(validObjects(four).filter((record) => !isValid(record))).toEqual([{ one: 4 }]);
});
