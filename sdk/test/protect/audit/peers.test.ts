import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { TableDimension } from "../../../src/cells.ts";
import { audit } from "../../../src/protect/audit/audit.ts";
import type { Observation, ObservationTable } from "../../../src/publication.ts";
import { paperPolicy, publishedWith } from "../shared.ts";
import { flat, nested, tableOf } from "../tables.ts";

const folder = fileURLToPath(
  new URL("../../../../../shared/data/sdc/gausssuppression/", import.meta.url),
);

const municipalities = {
  "1": ["A", "I"],
  "4": ["B"],
  "5": ["C", "D"],
  "6": ["E", "F"],
  "8": ["G", "H"],
  "10": ["J", "K"],
};
const groups = { "300": ["A", "B", "C", "D", "E", "F", "G", "H"], "400": ["I", "J", "K"] };
const purpose = flat("PURPOSE", "annet", "arbeid", "soshjelp", "trygd");

/** The published peer table cut by one of its two groupings of regions; nothing is known of hidden cells. */
function publication(region: TableDimension, rows: readonly Row[]): ObservationTable {
  const codes = new Set(region.codes.map(({ code }) => code));
  const observations = rows
    .filter((row) => codes.has(row.region))
    .map((row): Observation => ({
      codes: { AREA: row.region, PURPOSE: row.purpose },
      value: null,
      status: row.suppressed ? "L" : "A",
      confidentiality: "F",
      num: row.suppressed ? null : row.count,
      den: row.suppressed ? null : row.count,
    }));
  const quantity = { num: "persons", den: "persons" };
  const table = tableOf([region, purpose], [], { kind: "ratio", quantity });
  return { ...publishedWith(table, () => false), observations };
}

interface Row {
  readonly region: string;
  readonly purpose: string;
  readonly count: number;
  readonly interval: { readonly least: number; readonly most: number } | null;
  readonly suppressed: boolean;
}

function rowsOf(file: string): readonly Row[] {
  const [header = "", ...lines] = readFileSync(`${folder}${file}`, "utf8")
    .trim()
    .replaceAll('"', "")
    .split("\n");
  const columns = header.split(",");
  return lines.map((line) => {
    const values = line.split(",");
    const value = (column: string): string => values[columns.indexOf(column)] ?? "";
    const code = (column: string): string => value(column).replace("Total", "_T");
    return {
      region: code("region"),
      purpose: code("hovedint"),
      count: Number(value("ant")),
      interval:
        value("lo") === "NA" ? null : { least: Number(value("lo")), most: Number(value("up")) },
      suppressed: value("suppressed") === "TRUE",
    };
  });
}

const files = ["z2_maxN3_intervals.csv", "z2_maxN5_pz0_intervals.csv", "z2_maxN5_protInt.csv"];

describe.skipIf(!existsSync(folder))(
  "intervals that GaussSuppression 1.2.3 found (skipped where the shared test data is absent)",
  () => {
    test.each(files)("%s", async (file) => {
      const rows = rowsOf(file);
      const { cells, obstacles } = await audit(
        [
          publication(nested("AREA", municipalities), rows),
          publication(nested("AREA", groups), rows),
        ],
        paperPolicy,
      );
      expect(obstacles).toEqual([]);
      const expected = rows.filter(({ interval }) => interval !== null);
      expect(expected.length).toBeGreaterThan(10);
      for (const row of expected) {
        const found = cells.find(
          ({ codes }) => codes["AREA"] === row.region && codes["PURPOSE"] === row.purpose,
        );
        expect([row.region, row.purpose, found?.intervals.num]).toEqual([
          row.region,
          row.purpose,
          { ...row.interval, exact: true },
        ]);
      }
    });
  },
);
