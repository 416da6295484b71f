import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import type { CellTable } from "../../src/cells.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import type { SqlEngine } from "../../src/engine/engine.ts";
import { InputError, OutputError, UsageError } from "../../src/errors.ts";
import { readCells, writeCells } from "../../src/publish/cell-file.ts";

const registry = loadRegistry();

/** Two schools, one of them with a name that CSV must quote, and a cell that nobody is in. */
const table: CellTable = {
  description: {
    metric: "ATT_CHRONIC",
    metricVersion: "1.0.0",
    formalHash: "sha256:0",
    kind: "share",
    unit: "1",
    decimals: 3,
    denominatorScale: 1,
    sensitive: false,
    contributor: "student",
    coverageMin: "0.8",
    quantity: { num: "sha256:1", den: "sha256:2" },
    parameters: { expectedDaysMin: 10 },
    sourcesUsed: { students: "attendance-record" },
    period: "2025/2026",
    dimensions: [
      {
        id: "SCHOOL",
        family: "place",
        shows: "school",
        codes: [
          { code: "_T", parent: null },
          { code: 'north, "old"', parent: "_T" },
          { code: "south", parent: "_T" },
          { code: "west", parent: "_T" },
        ],
      },
    ],
    engine: "duckdb 1.5.6",
  },
  cells: [
    cell("_T", 12, 41, 0.293, "A", 50, 0.82),
    cell('north, "old"', 12, 31, 0.387, "A", 31, 1),
    cell("south", 0, 10, null, "L", 19, 0.5263),
    cell("west", 0, 0, null, "M", 0, null),
  ],
};

function cell(
  code: string,
  num: number,
  den: number,
  value: number | null,
  status: "A" | "L" | "M",
  expected: number,
  coverage: number | null,
): CellTable["cells"][number] {
  const codes = { SCHOOL: code };
  return { codes, num, den, value, status, expected, coverage, contributors: den };
}

let engine: SqlEngine;
let folder: string;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
});
afterAll(() => engine.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cells-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each(["cells.csv", "cells.parquet"])("%s", (name) => {
  test("what is written is read again, and nothing else is left behind", async () => {
    await writeCells(engine, join(folder, name), table);
    expect(await readCells(engine, join(folder, name), registry)).toEqual(table);
    expect((await readdir(folder)).toSorted()).toEqual([name, "cells.json"].toSorted());
  });

  test("who is behind the cells is written where it is told, and read again", async () => {
    const cells = table.cells.map((own, index) => ({
      ...own,
      largest: { num: [index], den: [7] },
      schools: index + 1,
    }));
    await writeCells(engine, join(folder, name), { ...table, cells });
    expect((await readCells(engine, join(folder, name), registry)).cells).toEqual(cells);
  });

  describe("cell keys", () => {
    const limit = 2 ** 32;
    const keyed = (...keys: readonly (readonly [number, number] | undefined)[]): CellTable => ({
      ...table,
      cells: table.cells.map((own, index) => {
        const [num, den] = keys[index] ?? [];
        return num === undefined || den === undefined ? own : { ...own, keys: { num, den } };
      }),
    });
    const written = async (own: CellTable) => {
      await writeCells(engine, join(folder, name), own);
      return (await readCells(engine, join(folder, name), registry)).cells;
    };

    test("are written where they are told, and read again; parts add up modulo 2^32", async () => {
      const own = keyed([3, 9], [limit - 1, 4], [4, 5], [0, 0]);
      expect(await written(own)).toEqual(own.cells);
    });

    test.each([
      ["of a margin that are not those of its parts", [4, 9], "NUM_CELL_KEY"],
      ["of a margin that are not those of its parts", [3, 8], "DEN_CELL_KEY"],
      ["that are too great", [limit, 9], "NUM_CELL_KEY: it must be below 2^32"],
      ["of some rows only", undefined, "some rows have cell keys and others have none"],
    ] as const)("%s are refused", async (_what, whole, said) => {
      const own = keyed(whole, [limit - 1, 4], [4, 5], [0, 0]);
      await expect(written(own)).rejects.toThrow(said);
    });

    test("of one side only are refused", async () => {
      const path = join(folder, name);
      await writeCells(engine, path, keyed([0, 9], [0, 4], [0, 5], [0, 0]));
      await engine.run(
        `create or replace temp table cells as select * exclude (NUM_CELL_KEY) from '${path}'`,
      );
      await engine.run(`copy cells to '${path}'`);
      await expect(readCells(engine, path, registry)).rejects.toThrow("go together");
    });
  });

  test("a group of whom nobody was seen is not one in which nobody is", async () => {
    const cells = [
      cell("_T", 12, 41, 0.293, "A", 50, 0.82),
      cell('north, "old"', 12, 31, 0.387, "A", 28, 1.1071),
      cell("south", 0, 10, null, "L", 19, 0.5263),
      cell("west", 0, 0, null, "L", 3, 0),
    ];
    await writeCells(engine, join(folder, name), { ...table, cells });
    expect((await readCells(engine, join(folder, name), registry)).cells).toEqual(cells);
    const wrong = cells.map((own) => (own.den === 0 ? { ...own, status: "M" as const } : own));
    await writeCells(engine, join(folder, name), { ...table, cells: wrong });
    await expect(readCells(engine, join(folder, name), registry)).rejects.toThrow(
      /OBS_STATUS: it must be L/,
    );
  });

  test("the description says that the cells are internal", async () => {
    await writeCells(engine, join(folder, name), table);
    const description = await readFile(join(folder, "cells.json"), "utf8");
    expect(JSON.parse(description)).toMatchObject({ internal: true, metric: "ATT_CHRONIC" });
  });

  test("a folder that is not there or may not be written is an operator's error", async () => {
    await writeFile(join(folder, "file"), "");
    const path = join(folder, "file", name);
    await expect(writeCells(engine, path, table)).rejects.toThrow(OutputError);
  });

  test("a file without its description, and one that is not there, are refused", async () => {
    await writeCells(engine, join(folder, name), table);
    await rm(join(folder, name));
    await expect(readCells(engine, join(folder, name), registry)).rejects.toThrow(InputError);
    await rm(join(folder, "cells.json"));
    await expect(readCells(engine, join(folder, name), registry)).rejects.toThrow("cells.json");
  });

  test("a file that is something else is refused", async () => {
    await writeCells(engine, join(folder, name), table);
    await writeFile(join(folder, name), 'SCHOOL,NUM\n"unclosed,1\n1,2,3,4\n');
    await expect(readCells(engine, join(folder, name), registry)).rejects.toThrow(InputError);
  });
});

test("only .parquet and .csv are files of cells", async () => {
  await expect(writeCells(engine, join(folder, "cells.txt"), table)).rejects.toThrow(UsageError);
});

const elsewhere = {
  metric: "ATT_CHRONIC",
  parameters: { expectedDaysMin: 10 },
  period: "2025/2026",
  dimensions: [
    {
      id: "REF_AREA",
      codes: [
        { code: "XX", parent: null },
        { code: "XX-1", parent: "XX" },
        { code: "XX-1a", parent: "XX-1" },
        { code: "XX-1b", parent: "XX-1" },
        { code: "XX-2", parent: "XX" },
      ],
    },
  ],
};

const rows = `REF_AREA,TIME_PERIOD,NUM,DEN,OBS_VALUE,CONTRIBUTORS,COVERAGE
XX,2025,16,60,0.267,60,
XX-1,2025,10,40,0.25,40,1
XX-1a,2025,10,30,0.333,30,
XX-1b,2025,0,10,0,10,
XX-2,2025,6,20,0.300,20,
`;

async function readMade(description: unknown, csv: string): Promise<CellTable> {
  await writeFile(join(folder, "made.json"), JSON.stringify(description));
  await writeFile(join(folder, "made.csv"), csv);
  return readCells(engine, join(folder, "made.csv"), registry);
}

describe("a table made elsewhere", () => {
  test("is read, with what it does not say taken from the metric", async () => {
    const { description, cells } = await readMade(elsewhere, rows);
    expect(description).toMatchObject({ kind: "share", decimals: 3, engine: "elsewhere" });
    expect(cells.map(({ value, status }) => [value, status])).toEqual([
      [0.267, "A"],
      [0.25, "A"],
      [0.333, "A"],
      [0, "A"],
      [0.3, "A"],
    ]);
  });

  test.each([
    ["a margin that does not add up", "XX-1,2025,10,40,0.25", "XX-1,2025,11,40,0.275", "NUM"],
    [
      "a margin that is missing",
      "XX-1,2025,10,40,0.25,40,1\n",
      "",
      "margin over REF_AREA is missing",
    ],
    ["fewer contributors in the whole", "0.25,40,1", "0.25,39,1", "CONTRIBUTORS"],
    ["a code that is not described", "XX-2,", "XX-9,", "row 6, REF_AREA"],
    ["the same codes twice", "XX-2,", "XX-1b,", "same codes"],
    ["another year", "XX-2,2025", "XX-2,2024", "row 6, TIME_PERIOD"],
    ["a count with a fraction", "10,30,0.333,30", "10,30,0.333,30.5", "row 4, CONTRIBUTORS"],
    ["a negative count", "XX-2,2025,6", "XX-2,2025,-6", "row 6, NUM"],
    ["more than everybody", "XX-2,2025,6,20", "XX-2,2025,21,20", "more than DEN"],
    ["a value that is not the quotient", "0.333", "0.334", "row 4, OBS_VALUE"],
    ["a column too many", "NUM,DEN", "NUM,NAME", "NAME"],
    ["no code", "XX-2,2025", ",2025", "row 6, REF_AREA"],
    ["no row", rows.slice(rows.indexOf("\n") + 1), "", "no cell"],
  ])("with %s is refused, and the message says where", async (_name, from, to, message) => {
    expect(rows).toContain(from);
    await expect(readMade(elsewhere, rows.replace(from, to))).rejects.toThrow(message);
    await expect(readMade(elsewhere, rows.replace(from, to))).rejects.toThrow(InputError);
  });

  test.each([
    ["a parent that is not a code", { code: "XX-2", parent: "XY" }, "XY"],
    [
      "two codes that are each other's parent",
      { code: "XX-1", parent: "XX-1a" },
      "inside one another",
    ],
    ["two wholes", { code: "XX-2", parent: null }, "exactly one code without a parent"],
    ["a code twice", { code: "XX-1a", parent: "XX" }, "same code twice"],
  ])("whose hierarchy has %s is refused", async (_name, broken, message) => {
    const codes = elsewhere.dimensions[0]?.codes ?? [];
    const others = message.includes("twice")
      ? codes
      : codes.filter(({ code }) => code !== broken.code);
    const dimensions = [{ id: "REF_AREA", codes: [...others, broken] }];
    await expect(readMade({ ...elsewhere, dimensions }, rows)).rejects.toThrow(message);
  });

  test.each([
    ["no metric", { metric: undefined }, "/metric must be present"],
    ["a metric nobody knows", { metric: "MADE_UP" }, "no metric “MADE_UP”"],
    ["a period that is no school year", { period: "2025/2027" }, "not a school year"],
  ])("that has %s is refused", async (_name, change, message) => {
    await expect(readMade({ ...elsewhere, ...change }, rows)).rejects.toThrow(message);
  });
});

test("what the definition decides is taken from the standard, whatever the file says", async () => {
  const path = join(folder, "claims.csv");
  await writeFile(
    path,
    "SEX,TIME_PERIOD,NUM,DEN,OBS_VALUE,CONTRIBUTORS,COVERAGE\n_T,2025,2400,40,60,40,\n",
  );
  const claims = {
    metric: "WHO5_MEAN",
    period: "2025/2026",
    sensitive: false,
    range: { min: 0, max: 1000 },
    dimensions: [{ id: "SEX", family: "made-up", codes: [{ code: "_T", parent: null }] }],
  };
  await writeFile(join(folder, "claims.json"), JSON.stringify(claims));
  const { description } = await readCells(engine, path, registry);
  expect(description).toMatchObject({ sensitive: true, range: { min: 0, max: 100 } });
  expect(description.dimensions[0]?.family).toBe("sex");
});
