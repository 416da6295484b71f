import { describe, expect, test } from "vitest";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { AuditedCell } from "../../../src/protect/audit/audit.ts";
import type { Observation, ObservationTable } from "../../../src/publication.ts";
import { publishedWith } from "../shared.ts";
import { results } from "./gauss-results.ts";
import type { Result } from "./gauss-results.ts";
import { policyFor } from "./instances.ts";
import { absent, isThere, linesOf, peopleIn, valueIn } from "./microdata.ts";
import type { Line } from "./microdata.ts";

describe.skipIf(!isThere)(`patterns that GaussSuppression 1.2.3 chose (${absent})`, () => {
  test.each(results)(
    "$file: our reading of the microdata gives its cells, one by one",
    (result) => {
      const lines = linesOf(`gausssuppression/${result.file}.csv`);
      const rows = new Map(lines.map((line) => [keyOf(result, line), line]));
      const seen = new Set<string>();
      for (const { description, observations } of publicationsOf(result)) {
        expect(description.dimensions).not.toHaveLength(0);
        for (const { codes, num } of observations) {
          const key = placeOf(result, codes);
          const line = rows.get(key);
          seen.add(key);
          const theirs = line === undefined ? null : Number(valueIn(line, result.countInResult));
          expect([key, num ?? theirs]).toEqual([key, theirs]);
        }
      }
      expect(seen.size).toBe(lines.length);
    },
  );

  test.each(results)("$file: its sensitive cells are the small ones", (result) => {
    for (const line of linesOf(`gausssuppression/${result.file}.csv`)) {
      const people = Number(valueIn(line, result.countInResult));
      const isSmall = people <= result.most && (people > 0 || result.zeros);
      expect([keyOf(result, line), isTrue(line, "primary")]).toEqual([
        keyOf(result, line),
        isSmall,
      ]);
    }
  });

  test.each(results)(
    "$file: no withheld number is exactly known, and the intervals are ours",
    { timeout: 60_000 },
    async (result) => {
      const publications = publicationsOf(result);
      const policy = policyFor(result.most, "eligible");
      const { cells, obstacles } = await audit(publications, policy, { exact: true });
      expect(obstacles).toEqual([]);
      const found = new Map(cells.map((cell) => [placeOf(result, cell.codes), cell]));
      const withheld = linesOf(`gausssuppression/${result.file}.csv`).filter((line) =>
        isTrue(line, "suppressed"),
      );
      expect(withheld).not.toHaveLength(0);
      const known = withheld.flatMap((line) =>
        isDetermined(found.get(keyOf(result, line))) ? [keyOf(result, line)] : [],
      );
      expect(known).toEqual([]);
      const theirs = withheld.filter((line) => isNumber(line.get("lo")));
      const ours = theirs.map((line) => found.get(keyOf(result, line))?.intervals.num);
      expect(ours).toEqual(
        theirs.map((line) => ({
          least: Number(valueIn(line, "lo")),
          most: Number(valueIn(line, "up")),
          exact: true,
        })),
      );
    },
  );
});

/** Their table as our publications, one for each hierarchy; nothing is taken for granted of what is withheld. */
function publicationsOf(result: Result): readonly ObservationTable[] {
  const lines = linesOf(`ssbtools/${result.input}.csv`);
  const theirs = new Map(
    linesOf(`gausssuppression/${result.file}.csv`).map((line) => [keyOf(result, line), line]),
  );
  return result.cuts.map((axes) => {
    const table = peopleIn(lines, { axes, count: result.count, family: result.family });
    const observations = table.cells.flatMap(({ codes, num, den }): Observation[] => {
      const line = theirs.get(placeOf(result, codes));
      if (line === undefined) return [];
      return isTrue(line, "suppressed")
        ? [{ codes, value: null, status: "L", confidentiality: "F", num: null, den: null }]
        : [{ codes, value: null, status: "A", confidentiality: "F", num, den }];
    });
    return { ...publishedWith(table, () => false), observations };
  });
}

/** Where a line of theirs is: one code for each of their columns. */
function keyOf({ columns }: Result, line: Line): string {
  return columns.map((column) => valueIn(line, column).replace("Total", "_T")).join(" ");
}

/** The same of a cell of ours, whose dimensions are named after their finest columns. */
function placeOf({ columns, family }: Result, codes: Readonly<Record<string, string>>): string {
  const own = new Map(Object.entries(codes).map(([id, code]) => [family[id] ?? id, code]));
  return columns.map((column) => own.get(column) ?? "_T").join(" ");
}

function isDetermined(cell: AuditedCell | undefined): boolean {
  const interval = cell?.intervals.num;
  return interval === undefined || interval === null || interval.least === interval.most;
}

function isTrue(line: Line, column: string): boolean {
  return valueIn(line, column) === "TRUE";
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && text !== "NA";
}
