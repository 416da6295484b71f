import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { Metric } from "@edufed/schemas";
import { compare } from "../../src/compare/compare.ts";
import type { Comparison, ReasonCode, Side, Verdict } from "../../src/compare/comparison.ts";
import type { PublicationFacts, StoredObservation } from "../../src/store/store.ts";
import { metricOf, registry } from "../community.ts";

type Cell = readonly [num: number, den: number] | StoredObservation["status"];

interface SideText extends Partial<PublicationFacts> {
  /** `SEX=F GRADE=1` → the cell. */
  readonly cells?: Readonly<Record<string, Cell>>;
}

interface Vector {
  readonly description: string;
  readonly metric?: "share" | "ratio";
  readonly a: SideText;
  readonly b: SideText | null;
  readonly dimensions: readonly string[];
  readonly verdict: Verdict;
  readonly level: readonly string[];
  readonly reasons: readonly ReasonCode[];
  readonly rows?: Readonly<Record<string, Verdict>>;
  readonly rowReasons?: Readonly<Record<string, readonly ReasonCode[]>>;
}

const file: {
  readonly metrics: Readonly<Record<string, Pick<Metric, "parameters">>>;
  readonly base: SideText;
  readonly vectors: readonly Vector[];
} = JSON.parse(readFileSync(new URL("verdicts.json", import.meta.url), "utf8"));

function sideOf(member: string, changes: SideText): Side {
  const { cells = {}, ...facts } = { ...file.base, ...changes };
  const whole: PublicationFacts = {
    digest: "sha256:0",
    member,
    sequence: 1,
    previous: null,
    metric: "M",
    metricVersion: "",
    formalHash: "",
    unit: "1",
    contributor: "student",
    expectsCoverage: true,
    parameters: {},
    sourcesUsed: {},
    period: "",
    periodStart: "",
    periodEnd: "",
    schoolYearStart: "",
    dimensions: [],
    coverage: null,
    ...facts,
  };
  const observations = Object.entries(cells).map(([key, cell], position) =>
    observationOf(whole, key, cell, position),
  );
  return { facts: whole, refArea: member, observations };
}

function observationOf(
  { member, period }: PublicationFacts,
  key: string,
  cell: Cell,
  position: number,
): StoredObservation {
  const codes = Object.fromEntries(key.split(" ").map((part) => part.split("=")));
  const place = { publication: "sha256:0", member, metric: "M", period, position, codes };
  return typeof cell === "string"
    ? { ...place, value: null, status: cell, confidentiality: "C", num: null, den: null }
    : {
        ...place,
        value: String(cell[0] / cell[1]),
        status: "A",
        confidentiality: "F",
        num: cell[0],
        den: cell[1],
      };
}

function verdictOn(vector: Vector, order: "ab" | "ba" = "ab"): Comparison {
  const metric = {
    ...metricOf("ATT_CHRONIC"),
    id: "M",
    ...file.metrics[vector.metric ?? "share"],
  };
  const sides = [sideOf("A", vector.a), ...(vector.b === null ? [] : [sideOf("B", vector.b)])];
  return compare(
    {
      metric,
      members: order === "ab" ? ["A", "B"] : ["B", "A"],
      dimensions: vector.dimensions,
    },
    order === "ab" ? sides : sides.toReversed(),
    registry.dimensions,
  );
}

/** JSON keys that look like numbers come before all others; rows put the total first. */
function totalFirst(rows: Readonly<Record<string, Verdict>>): readonly (readonly string[])[] {
  return Object.entries(rows).toSorted(([a], [b]) => Number(b === "_T") - Number(a === "_T"));
}

describe("the verdict on two members", () => {
  test.each(file.vectors)("$description", (vector) => {
    const comparison = verdictOn(vector);
    expect(comparison.verdict).toBe(vector.verdict);
    expect(comparison.level).toEqual(vector.level);
    expect(comparison.reasons.map(({ code }) => code)).toEqual(vector.reasons);
    const rows = comparison.rows.map((row) => ({
      key: Object.values(row.codes).join(" "),
      verdict: row.verdict,
      reasons: row.reasons.map(({ code }) => code),
    }));
    const found = rows.map(({ key, verdict }) => [key, verdict]);
    expect(found).toEqual(vector.rows === undefined ? found : totalFirst(vector.rows));
    for (const { key, reasons } of rows) {
      expect(reasons).toEqual(vector.rowReasons?.[key] ?? []);
    }
  });

  test.each(file.vectors)("is the same the other way round: $description", (vector) => {
    const there = verdictOn(vector);
    const back = verdictOn(vector, "ba");
    expect(back.verdict).toBe(there.verdict);
    expect(back.level).toEqual(there.level);
    expect(back.reasons.map(({ code }) => code).toSorted()).toEqual(
      there.reasons.map(({ code }) => code).toSorted(),
    );
  });

  test("says every reason in four languages, and every code of it is in the vectors", () => {
    const reasons = file.vectors.flatMap((vector) => {
      const { reasons: ofAll, rows } = verdictOn(vector);
      return [...ofAll, ...rows.flatMap((row) => row.reasons)];
    });
    for (const { text } of reasons) {
      expect(Object.keys(text)).toEqual(["en", "fi", "sv", "az"]);
      for (const words of Object.values(text)) expect(words).toMatch(/\.$/);
    }
    expect(new Set(reasons.map(({ code }) => code)).size).toBe(18);
  });

  test("never comes with a figure over all members", () => {
    for (const vector of file.vectors) {
      expect(verdictOn(vector).total.code).toBe("no-total-across-members");
    }
  });
});

describe("whatever members publish", () => {
  const changes = fc.constantFrom(
    ...file.vectors.flatMap(({ a, b }) => (b === null ? [a] : [a, b])),
  );

  test("a coarser question is never judged more gravely", () => {
    const gravity: readonly Verdict[] = [
      "comparable",
      "comparable-at",
      "caution",
      "not-comparable",
    ];
    fc.assert(
      fc.property(changes, changes, (a, b) => {
        const ask = (dimensions: readonly string[]): number => {
          const given = {
            description: "",
            a,
            b,
            level: [],
            reasons: [],
            verdict: "caution",
          } as const;
          return gravity.indexOf(verdictOn({ ...given, dimensions }).verdict);
        };
        expect(ask([])).toBeLessThanOrEqual(ask(["SEX"]));
        expect(ask(["SEX"])).toBeLessThanOrEqual(ask(["SEX", "GRADE"]));
      }),
    );
  });

  test("no row is better than the whole, and no row without a number is comparable", () => {
    const gravity: readonly Verdict[] = [
      "comparable",
      "comparable-at",
      "caution",
      "not-comparable",
    ];
    fc.assert(
      fc.property(changes, changes, (a, b) => {
        const given = {
          description: "",
          a,
          b,
          level: [],
          reasons: [],
          verdict: "caution",
        } as const;
        const { verdict, rows } = verdictOn({ ...given, dimensions: ["SEX"] });
        for (const row of rows) {
          expect(gravity.indexOf(row.verdict)).toBeGreaterThanOrEqual(gravity.indexOf(verdict));
          const isWhole = row.cells.every(({ observation }) => observation?.status === "A");
          expect(isWhole || row.verdict === "not-comparable").toBe(true);
        }
      }),
    );
  });
});
