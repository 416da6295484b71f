import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { auditShownFully } from "../../../src/protect/audit/audit.ts";
import type { AuditedCell } from "../../../src/protect/audit/audit.ts";
import { parseCsv } from "../../../src/protect/audit/plain/csv.ts";
import { parseHierarchy } from "../../../src/protect/audit/plain/hierarchy.ts";
import { plainTables } from "../../../src/protect/audit/plain/table.ts";
import type { Adding, PlainTable } from "../../../src/protect/audit/plain/table.ts";
import { openSolver } from "../../../src/protect/audit/solver.ts";

const areas = `code,parent
all,
north,all
n1,north
n2,north
south,all
`;

const counts = `area,sex,count
all,T,30
all,F,14
all,M,16
north,T,12
north,F,
north,M,
n1,T,5
n1,F,
n1,M,
n2,T,7
n2,F,2
n2,M,5
south,T,18
south,F,
south,M,
`;

function plain(changes: Partial<PlainTable> = {}): PlainTable {
  const dimensions = new Map<string, readonly Adding[]>([
    ["area", [parseHierarchy(areas, "areas.csv")]],
    ["sex", ["T"]],
  ]);
  const usual = { name: "table.csv", text: counts, dimensions, count: "count" };
  return { ...usual, widthMin: 1, reachMin: 0, ...changes };
}

async function audited(table: PlainTable): Promise<readonly AuditedCell[]> {
  return auditShownFully(plainTables(table), await openSolver(), {}).cells;
}

function ends(cells: readonly AuditedCell[], area: string, sex: string): readonly unknown[] {
  const { intervals, verdict } =
    cells.find(({ codes }) => codes["area"] === area && codes["sex"] === sex) ?? {};
  return [intervals?.num?.least, intervals?.num?.most, verdict];
}

describe("a table of another tool", () => {
  test("is audited with nothing but its counts and how its codes add up", async () => {
    const cells = await audited(plain());
    expect(cells).toHaveLength(6);
    expect(ends(cells, "n1", "F")).toEqual([0, 5, "wide"]);
    expect(ends(cells, "north", "F")).toEqual([2, 7, "wide"]);
    expect(ends(cells, "south", "F")).toEqual([7, 12, "wide"]);
  });

  test("may ask for more than that nothing is known exactly", async () => {
    const cells = await audited(plain({ widthMin: 6 }));
    expect(ends(cells, "n1", "F")).toEqual([0, 5, "narrow"]);
    const reaching = await audited(plain({ reachMin: 6 }));
    expect(ends(reaching, "n1", "F")).toEqual([0, 5, "narrow"]);
    expect(ends(reaching, "south", "F")).toEqual([7, 12, "wide"]);
  });

  test("may say in a column of its own what is withheld", async () => {
    const text = counts
      .replaceAll(/,$/gmu, ",99")
      .replaceAll(
        /^(?<cell>.+),(?<count>\d+)$/gmu,
        (line) => `${line},${line.endsWith(",99") ? "TRUE" : "FALSE"}`,
      )
      .replace("area,sex,count", "area,sex,count,hidden");
    const masked = await audited(plain({ text, withheld: "hidden" }));
    expect(masked).toEqual(await audited(plain()));
  });

  test("groups one column in two ways at once", async () => {
    const other = "code,parent\nall,\nsouth,all\nn1,all\nn2,all\n";
    const dimensions = new Map<string, readonly Adding[]>([
      ["area", [areas, other].map((text) => parseHierarchy(text, "areas.csv"))],
      ["sex", ["T"]],
    ]);
    expect(plainTables(plain({ dimensions }))).toHaveLength(2);
    expect(ends(await audited(plain({ dimensions })), "n1", "F")).toEqual([0, 5, "wide"]);
  });

  test.each([
    [
      "a code that no hierarchy has",
      `${counts}west,T,3\n`,
      "table.csv, line 17: it has a code that is in none of the hierarchies.",
    ],
    [
      "a count that is not whole",
      counts.replace("30", "3.5"),
      "table.csv, line 2: it has no whole number in count.",
    ],
    [
      "a cell twice",
      `${counts}south,M,\n`,
      "table.csv, line 17: it is of the same cell as a line before.",
    ],
    [
      "a line that is too long",
      `${counts}south,M,1,2\n`,
      "table.csv, line 17: it has 4 fields, and the first line names 3.",
    ],
    ["no such column", counts.replace("count", "n"), "table.csv has no column count."],
  ])("is refused with the line: %s", (_, text, message) => {
    expect(() => plainTables(plain({ text }))).toThrow(message);
  });
});

describe("a file of codes", () => {
  test("may have levels of @", () => {
    const levels =
      '"levels","codes"\n"@","all"\n"@@","north"\n"@@@","n1"\n"@@@","n2"\n"@@","south"\n';
    const codes = parseHierarchy(areas, "areas.csv");
    expect(parseHierarchy(levels, "levels.csv")).toEqual(codes);
    expect(parseHierarchy(levels.split("\n").slice(1).join("\n"), "levels.csv")).toEqual(codes);
    expect(parseHierarchy("@;all\n@@;north\n@@@;n1\n@@@;n2\n@@;south\n", "l.csv")).toEqual(codes);
  });

  test.each([
    [
      "code,parent\na,\nb,c\n",
      "codes.csv, line 3: it names a wider code that has no line of its own.",
    ],
    ["code,parent\na,\na,\n", "codes.csv, line 3: it names a code for the second time."],
    ["@,a\n@@@,b\n", "codes.csv, line 2: it is more than one level below the line before."],
    ["a,b\n", "codes.csv has no column code."],
  ])("is refused with the line: %j", (text, message) => {
    expect(() => parseHierarchy(text, "codes.csv")).toThrow(message);
  });
});

const folder = fileURLToPath(
  new URL("../../../../../shared/data/sdc/gausssuppression/", import.meta.url),
);

describe.skipIf(!existsSync(folder))(
  "tables that GaussSuppression 1.2.3 wrote (skipped where the shared test data is absent)",
  () => {
    const parts = ["1 A I", "4 B", "5 C D", "6 E F", "8 G H", "10 J K"];
    const groups = ["300 A B C D E F G H", "400 I J K"];
    const grouped = (own: readonly string[]): string =>
      [
        "levels,codes",
        "@,Total",
        ...own.flatMap((group) =>
          group.split(" ").map((code, at) => `${at === 0 ? "@@" : "@@@"},${code}`),
        ),
      ].join("\n");

    test.each(["z2_maxN3_intervals.csv", "z2_maxN5_pz0_intervals.csv", "z2_maxN5_protInt.csv"])(
      "%s: our intervals are theirs",
      async (file) => {
        const text = readFileSync(`${folder}${file}`, "utf8");
        const dimensions = new Map<string, readonly Adding[]>([
          ["region", [parts, groups].map((own) => parseHierarchy(grouped(own), "regions.csv"))],
          ["hovedint", ["Total"]],
        ]);
        const cells = await audited(
          plain({ text, dimensions, count: "ant", withheld: "suppressed" }),
        );
        const { columns, lines } = parseCsv(text, file);
        let compared = 0;
        for (const { fields } of lines) {
          const of = (column: string): string => fields[columns.indexOf(column)] ?? "";
          if (of("lo") === "NA") continue;
          const cell = cells.find(
            ({ codes }) => codes["region"] === of("region") && codes["hovedint"] === of("hovedint"),
          );
          expect(cell?.intervals.num).toEqual({
            least: Number(of("lo")),
            most: Number(of("up")),
            exact: true,
          });
          compared += 1;
        }
        expect(compared).toBeGreaterThan(10);
      },
    );
  },
);
