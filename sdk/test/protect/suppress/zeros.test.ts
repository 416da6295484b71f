import { describe, expect, test } from "vitest";
import { layoutOf } from "../../../src/protect/suppress/layout.ts";
import { certainZeros, plausibleZeros } from "../../../src/protect/suppress/zeros.ts";
import { defaultPolicy } from "../../../src/protect/policy.ts";
import { protect, withhold } from "../../../src/protect/protect.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import { withheldIn } from "../shared.ts";
import { flat, nested, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";

const sex = flat("SEX", "F", "M");
const area = nested("AREA", { north: ["n1", "n2"], south: ["s1", "s2"] });
const eligible = { ...defaultPolicy, zeros: "eligible" as const };

describe("a combination without a row", () => {
  const inner: readonly Inner[] = [
    [["n1", "F"], 20, 60],
    [["n2", "M"], 20, 60],
    [["n2", "F"], 20, 60],
  ];
  const table = tableOf([area, sex], inner);
  const layout = layoutOf(table.description.dimensions, table.cells);

  test("could be a zero when each of its wider cells holds somebody", () => {
    const found = plausibleZeros(table, layout).map(({ codes }) => Object.values(codes).join(" "));
    expect(found).toEqual(["n1 M"]);
  });

  test("is shown by its absence unless it is withheld", async () => {
    const { observations } = await protect(table, eligible, []);
    expect(observations).toHaveLength(table.cells.length);
  });

  test("gets a row when it is withheld, like any withheld cell", async () => {
    const small = tableOf(
      [area, sex],
      [
        [["n1", "F"], 20, 60],
        [["n2", "F"], 2, 4],
        [["n2", "M"], 30, 90],
        [["s1", "F"], 30, 90],
        [["s1", "M"], 30, 90],
        [["s2", "F"], 30, 90],
      ],
    );
    const policy = { ...eligible, costs: { by: "value" as const } };
    const published = await protect(small, policy, []);
    expect(withheldIn(published.observations).length).toBeGreaterThan(3);
    expect((await audit([published], policy)).safe).toBe(true);
    const again = await protect(small, policy, [published]);
    expect(withheldIn(again.observations).toSorted()).toEqual(
      withheldIn(published.observations).toSorted(),
    );
  });
});

test("a row whose wider cell is shown as empty is certainly empty", () => {
  const table = tableOf(
    [area],
    [
      [["n1"], 0, 0],
      [["n2"], 0, 0],
      [["s1"], 20, 60],
    ],
  );
  const layout = layoutOf(table.description.dimensions, table.cells);
  const shown = Uint8Array.from(table.cells, ({ codes }) => (codes["AREA"] === "north" ? 1 : 0));
  const none = new Uint8Array(table.cells.length);
  const namesOf = (rows: Uint8Array): string[] =>
    table.cells.flatMap(({ codes }, row) => (rows[row] === 1 ? [codes["AREA"] ?? ""] : []));
  expect(namesOf(certainZeros(table.cells, layout, shown)).toSorted()).toEqual([
    "n1",
    "n2",
    "north",
  ]);
  expect(namesOf(certainZeros(table.cells, layout, none))).toEqual([]);
});

describe("the internal report", () => {
  const table = tableOf(
    [area, sex],
    ["n1", "n2", "s1", "s2"].flatMap((own, at): Inner[] => [
      [[own, "F"], at + 1, 4 + 7 * at],
      [[own, "M"], 9 + at, 30],
    ]),
  );

  test.each(["eligible", "published"] as const)(
    "never names fewer withheld cells than single margins need, zeros %s",
    async (zeros) => {
      const { loss, published } = await withhold(table, { ...defaultPolicy, zeros }, [], {
        bound: true,
      });
      expect(loss.complementaryMin).not.toBeNull();
      expect(loss.complementary).toBeGreaterThanOrEqual(loss.complementaryMin ?? Infinity);
      expect(loss.sensitive + loss.complementary).toBe(published.report.counts.withheld);
    },
  );

  test("is the same every time", async () => {
    const [one, two] = [await withhold(table, eligible, []), await withhold(table, eligible, [])];
    expect(two).toEqual(one);
  });
});

test("that nobody was seen where too little was collected is no reason to withhold anything", async () => {
  const table = tableOf(
    [area],
    [
      [["n1"], 0, 0],
      [["n2"], 20, 60],
      [["s1"], 20, 60],
    ],
  );
  const cells = table.cells.map((cell) =>
    cell.codes["AREA"] === "n1" ? { ...cell, status: "L" as const } : cell,
  );
  for (const zeros of ["eligible", "published"] as const) {
    const { observations } = await protect({ ...table, cells }, { ...defaultPolicy, zeros }, []);
    expect(withheldIn(observations)).toEqual([]);
  }
});
