import { expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { attackersOf } from "../../src/protect/attackers.ts";
import { auditShown } from "../../src/protect/audit/audit.ts";
import { openSolver } from "../../src/protect/audit/solver.ts";
import { defaultPolicy, strictest } from "../../src/protect/policy.ts";
import { layoutOf } from "../../src/protect/suppress/layout.ts";
import { flat, tableOf } from "./tables.ts";

/** Days of a few students in a and b; nobody publishes how many students they are. */
function daysOf(studentsInB: number): CellTable {
  return tableOf(
    [flat("AREA", "a", "b", "c")],
    [
      [["a"], 700, 720, 4],
      [["b"], 880, 900, studentsInB],
      [["c"], 9000, 9900, 55],
    ],
  );
}

test.each([
  [5, "published", false],
  [6, "published", false],
  [7, "published", true],
  [5, "eligible", false],
  [6, "eligible", true],
] as const)(
  "days of 4 and of %i students withheld together, zeros %s, are safe: %j",
  async (students, zeros, isSafe) => {
    const table = daysOf(students);
    const attackers = attackersOf(table, layoutOf(table.description.dimensions, table.cells), {
      limits: strictest({ ...defaultPolicy, zeros }, { sensitive: false }),
      sensitive: table.cells.map((cell) => cell.contributors < 10),
      earlier: [],
    });
    const shown = attackers.own(
      table.cells.map(({ codes }) => ["a", "b"].includes(codes["AREA"] ?? "")),
    );
    const { safe } = auditShown(shown, await openSolver(), { exact: true });
    expect(safe).toBe(isSafe);
  },
);
