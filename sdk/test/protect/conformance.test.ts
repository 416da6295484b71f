import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { CellStatus, CellTable, Largest, TableDescription } from "../../src/cells.ts";
import { audit } from "../../src/protect/audit/audit.ts";
import { protect } from "../../src/protect/protect.ts";
import type { Observation, ObservationTable, Policy } from "../../src/publication.ts";
import { publishedWith } from "./shared.ts";
import { tableOf } from "./tables.ts";

type Codes = Readonly<Record<string, string>>;
type Ends = readonly [number, number | null];

interface Case {
  readonly description: string;
  readonly policy: Policy;
  readonly table: Pick<TableDescription, "kind" | "sensitive" | "dimensions" | "range">;
  readonly cells?: readonly {
    readonly codes: Codes;
    readonly num: number;
    readonly den: number;
    readonly contributors: number;
    readonly largest?: Largest;
    readonly schools?: number;
    readonly status: CellStatus;
    readonly expected: "A" | "M" | "L" | "Q" | "A or Q";
  }[];
  readonly publications?: readonly (readonly Pick<
    Observation,
    "codes" | "status" | "num" | "den"
  >[])[];
  readonly expected?: {
    readonly safe: boolean;
    readonly intervals: readonly { publication: number; codes: Codes; num: Ends; den: Ends }[];
  };
}

const folder = fileURLToPath(new URL("../../../schemas/conformance/protection/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const cases = files.flatMap(
  (file): Case[] => JSON.parse(readFileSync(`${folder}${file}`, "utf8")).cases,
);
const protections = cases.filter(({ cells }) => cells !== undefined);
const attacks = cases.filter(({ publications }) => publications !== undefined);

test("every vector is of one of the two kinds", () => {
  expect(protections.length).toBeGreaterThan(15);
  expect(attacks.length).toBeGreaterThan(3);
  expect(protections.length + attacks.length).toBe(cases.length);
});

describe("protection vectors", () => {
  test.each(protections)("$description", async ({ policy, table, cells = [] }) => {
    const description = { ...tableOf(table.dimensions, []).description, ...table };
    const input: CellTable = {
      description,
      cells: cells.map((cell) => ({
        ...cell,
        expected: null,
        coverage: null,
        value: cell.status === "A" && cell.den > 0 ? cell.num / cell.den : null,
      })),
    };
    const published = await protect(input, policy, []);
    const choice = cells.filter(({ expected }) => expected === "A or Q");
    const chosen = published.observations.filter(
      ({ status }, row) => status === "Q" && cells[row]?.expected === "A or Q",
    );
    expect(published.observations).toHaveLength(cells.length);
    published.observations.forEach(({ status }, row) => {
      expect((cells[row]?.expected ?? "").split(" or ")).toContain(status);
    });
    expect(chosen.length > 0).toBe(choice.length > 0);
    expect((await audit([published], policy)).safe).toBe(true);
  });
});

describe("audit vectors", () => {
  test.each(attacks)("$description", async ({ policy, table, publications = [], expected }) => {
    const result = await audit(
      publications.map((rows) => publicationOf(table, rows, policy)),
      policy,
    );
    expect(result.safe).toBe(expected?.safe);
    for (const { publication, codes, num, den } of expected?.intervals ?? []) {
      const found = result.cells.find(
        (cell) =>
          cell.table === publication && JSON.stringify(cell.codes) === JSON.stringify(codes),
      );
      const ends = [found?.intervals.num, found?.intervals.den].map((own) => [
        own?.least,
        own?.most,
      ]);
      expect(ends).toEqual([num, den]);
    }
  });
});

function publicationOf(
  table: Case["table"],
  rows: readonly Pick<Observation, "codes" | "status" | "num" | "den">[],
  policy: Policy,
): ObservationTable {
  const description = { ...tableOf(table.dimensions, []).description, ...table };
  const observations = rows.map((row): Observation => ({
    ...row,
    value: null,
    confidentiality: "F",
  }));
  return {
    ...publishedWith({ description, cells: [] }, () => false, policy),
    description,
    observations,
  };
}
