import { describe, expect, test } from "vitest";
import type { CellTable, TableDimension } from "../../../src/cells.ts";
import type { OfArea } from "../../../src/protect/ledger/areas.ts";
import { auditTogether } from "../../../src/protect/ledger/audit-together.ts";
import { besidesOf } from "../../../src/protect/ledger/besides.ts";
import { judgeAfter, judgeWithCost } from "../../../src/protect/ledger/judge.ts";
import type { Judgement } from "../../../src/protect/ledger/verdict.ts";
import type { ObservationTable } from "../../../src/publication.ts";
import { paperPolicy as policy, publishedWith } from "../shared.ts";
import { at, flat, tableOf } from "../tables.ts";
import type { Inner } from "../tables.ts";
import { narrowed, viewsOf } from "./attacker.ts";
import { generator } from "./member.ts";

/** A dimension of places under one whole. */
function places(id: string, whole: string, ...codes: readonly string[]): TableDimension {
  return {
    id,
    family: "place",
    codes: [{ code: whole, parent: null }, ...codes.map((code) => ({ code, parent: whole }))],
  };
}

const areas = places("REF_AREA", "FI", "FI-HEL", "FI-TRE", "FI-TKU");
const schools = places("SCHOOL", "_T", "s1", "s2", "s3");
const sexes = flat("SEX", "F", "M");

/** Places with so many students; a third of them have the attribute. */
function by(dimension: TableDimension, sizes: readonly number[]): CellTable {
  const [, ...codes] = dimension.codes.map(({ code }) => code);
  const inner = sizes.map((den, row): Inner => [[codes[row] ?? ""], Math.floor(den / 3), den]);
  return tableOf([dimension], inner);
}

const nation = (table: ObservationTable): OfArea => ({ member: "FI", refArea: "FI", table });
const city = (table: ObservationTable): OfArea => ({ member: "HEL", refArea: "FI-HEL", table });
const shown = (table: CellTable): ObservationTable => publishedWith(table, () => false);

/** Helsinki has 74 students in three schools. */
const national = by(areas, [74, 60, 50]);
const municipal = by(schools, [2, 30, 42]);

async function judged(
  table: CellTable,
  refArea: string,
  ...others: readonly OfArea[]
): Promise<Judgement> {
  const { besides } = besidesOf(table, policy, { refArea, history: [], others });
  return judgeWithCost(table, policy, [], { besides });
}

describe("an audit of a nation and a city inside it", () => {
  const isSmall = ({ SCHOOL }: Readonly<Record<string, string>>): boolean => SCHOOL === "s1";
  const isWhole = ({ SCHOOL }: Readonly<Record<string, string>>): boolean => SCHOOL === "_T";
  /** Nothing is wrong with it by itself: nobody knows the whole. */
  const alone = city(publishedWith(municipal, (codes) => isSmall(codes) || isWhole(codes)));

  test("finds the one school that the nation's number of the city gives away, and by which numbers", async () => {
    expect((await auditTogether([alone], policy)).safe).toBe(true);
    const result = await auditTogether([nation(shown(national)), alone], policy, {
      reasonsMax: 5,
    });
    expect(result.safe).toBe(false);
    expect(result.obstacles).toEqual([]);
    const school = result.narrow.find(({ codes }) => codes["SCHOOL"] === "s1");
    expect(school).toMatchObject({ table: 1, verdict: "narrow" });
    const den = school?.intervals.den;
    expect(den).toMatchObject({ least: 2, most: 2 });
    expect(school?.because?.numbers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ table: 0, codes: { REF_AREA: "FI-HEL" } }),
      ]),
    );
  });

  test("finds nothing where nothing declares that one is inside the other", async () => {
    const elsewhere = nation(shown(by(places("REF_AREA", "FI", "FI-OUL", "FI-TRE"), [74, 60])));
    expect((await auditTogether([elsewhere, alone], policy)).safe).toBe(true);
    const azerbaijan: OfArea = {
      member: "AZ",
      refArea: "AZ",
      table: shown(by(schools, [9, 8, 7])),
    };
    const result = await auditTogether([azerbaijan, alone], policy);
    expect(result).toMatchObject({ safe: true, obstacles: [] });
    expect(result.cells.map(({ table }) => table)).toEqual([1, 1]);
  });

  test("of one member is the audit of its tables", async () => {
    const { audit } = await import("../../../src/protect/audit/audit.ts");
    const tables = [publishedWith(municipal, isSmall), shown(by(sexes, [30, 42]))];
    expect(await auditTogether(tables.map(city), policy)).toEqual(await audit(tables, policy));
  });
});

describe("a release of the city after the nation's", () => {
  test("withholds another school, where by itself it would withhold the whole", async () => {
    const costly = { ...policy, costs: { mustPublish: ["SCHOOL=s2", "SCHOOL=s3"] } };
    const first = await judgeAfter(municipal, costly, []);
    expect("safe" in first ? at(first.safe.observations, "_T").status : first).toBe("Q");
    const { besides } = besidesOf(municipal, costly, {
      refArea: "FI-HEL",
      history: [],
      others: [nation(shown(national))],
    });
    const second = await judgeWithCost(municipal, costly, [], { besides });
    expect(second).toMatchObject({
      verdict: "refuse",
      witness: { publications: ["FI: ATT_CHRONIC 1.0.0, 2025/2026, by REF_AREA"] },
    });
    const free = await judged(municipal, "FI-HEL", nation(shown(national)));
    expect(free).toMatchObject({ verdict: expect.stringMatching(/^pass/) });
    if (!("safe" in free)) return;
    expect(at(free.safe.observations, "_T").status).toBe("A");
    expect(free.safe.report.audit.history).toEqual([
      "FI: ATT_CHRONIC 1.0.0, 2025/2026, by REF_AREA",
    ]);
    const both = [nation(shown(national)), city(free.safe)];
    expect((await auditTogether(both, policy)).safe).toBe(true);
  });

  test("withholds its whole where the nation withheld it", async () => {
    const hidden = publishedWith(
      by(areas, [72, 2, 50]),
      ({ REF_AREA }) => REF_AREA === "FI-HEL" || REF_AREA === "FI-TRE",
    );
    const whole = by(schools, [22, 20, 30]);
    const alone = await judged(whole, "FI-HEL");
    expect("safe" in alone ? at(alone.safe.observations, "_T").status : alone).toBe("A");
    const after = await judged(whole, "FI-HEL", nation(hidden));
    expect(after).toMatchObject({ verdict: "pass-after-withholding" });
    if (!("safe" in after)) return;
    expect(at(after.safe.observations, "_T").status).toBe("Q");
    expect((await auditTogether([nation(hidden), city(after.safe)], policy)).safe).toBe(true);
  });

  test("is told of publications that show other numbers of the same cells, and is judged without them", async () => {
    const other = nation(shown(by(areas, [75, 60, 50])));
    const found = besidesOf(municipal, policy, { refArea: "FI-HEL", history: [], others: [other] });
    expect(found).toEqual({ apart: ["FI: ATT_CHRONIC 1.0.0, 2025/2026, by REF_AREA"] });
  });

  test("that would be rounded is refused beside the exact numbers of the nation", async () => {
    const rounding = { ...policy, method: { kind: "round", base: 3 } } as const;
    const others = [nation(shown(national))];
    const { besides } = besidesOf(municipal, rounding, { refArea: "FI-HEL", history: [], others });
    expect((await judgeAfter(municipal, rounding, [])).verdict).toBe("pass");
    expect((await judgeAfter(municipal, rounding, [], { besides })).verdict).toBe("refuse");
  });

  test("of another school year is judged by itself", () => {
    const later = { ...national, description: { ...national.description, period: "2026/2027" } };
    const others = [nation(shown(later))];
    expect(besidesOf(municipal, policy, { refArea: "FI-HEL", history: [], others })).toEqual({
      apart: [],
    });
  });
});

describe("a release of the nation after the city's", () => {
  test("withholds the city where it would give a school away", async () => {
    const hidden = city(
      publishedWith(municipal, ({ SCHOOL }) => SCHOOL === "s1" || SCHOOL === "_T"),
    );
    const alone = await judged(national, "FI");
    expect("safe" in alone ? at(alone.safe.observations, "FI-HEL").status : alone).toBe("A");
    const after = await judged(national, "FI", hidden);
    expect(after).toMatchObject({ verdict: "pass-after-withholding" });
    if (!("safe" in after)) return;
    expect(at(after.safe.observations, "FI-HEL").status).toBe("Q");
    expect((await auditTogether([nation(after.safe), hidden], policy)).safe).toBe(true);
  });

  test("of which the rest without the city is a small group is not shown as a whole", async () => {
    const declared = nation(shown(by(areas, [72, 60, 50])));
    const nearly = tableOf(
      [sexes],
      [
        [["F"], 10, 32],
        [["M"], 14, 42],
      ],
    );
    const own = city(
      shown(
        tableOf(
          [sexes],
          [
            [["F"], 10, 30],
            [["M"], 14, 42],
          ],
        ),
      ),
    );
    const { besides } = besidesOf(nearly, policy, {
      refArea: "FI",
      history: [],
      others: [own, { ...declared, member: "FI-STAT" }],
    });
    const judgement = await judgeAfter(nearly, policy, [], { besides });
    expect("safe" in judgement ? at(judgement.safe.observations, "F").status : judgement).toBe("Q");
  });
});

describe("made-up nations and cities against who subtracts them from each other", () => {
  const cut = { widthMin: policy.intervalWidthMin, den: "students", contributorsMin: 3 };
  const sizes = (random: () => number, count: number): readonly number[] =>
    Array.from({ length: count }, () =>
      random() < 0.3 ? 1 + Math.floor(random() * 2) : 6 + Math.floor(random() * 30),
    );

  /** School and sex → students with the attribute and all; the nation has the city's sums. */
  function pair(seed: number): readonly [national: CellTable, municipal: CellTable] {
    const random = generator(seed);
    const rows = ["s1", "s2", "s3"].flatMap((school) =>
      ["F", "M"].map((sex): Inner => {
        const [den = 0] = sizes(random, 1);
        return [[school, sex], Math.floor(random() * (den + 1)), den];
      }),
    );
    const ofCity = ["F", "M"].map((sex): Inner => {
      const own = rows.filter(([[, one]]) => one === sex);
      const sum = (side: 1 | 2): number => own.reduce((total, row) => total + row[side], 0);
      return [["FI-HEL", sex], sum(1), sum(2)];
    });
    const others = ["FI-TRE", "FI-TKU"].flatMap((area) =>
      ["F", "M"].map((sex): Inner => {
        const [den = 0] = sizes(random, 1);
        return [[area, sex], Math.floor(random() * (den + 1)), den];
      }),
    );
    return [tableOf([areas, sexes], [...ofCity, ...others]), tableOf([schools, sexes], rows)];
  }

  /** The city's table as an attacker reads it: its whole is an area of the nation. */
  function asRead({ description, observations, ...more }: ObservationTable): ObservationTable {
    const nameOf = (code: string): string => (code === "_T" ? "FI-HEL" : code);
    return {
      ...more,
      description: {
        ...description,
        dimensions: description.dimensions.map((dimension) =>
          dimension.id !== "SCHOOL"
            ? dimension
            : {
                ...dimension,
                codes: dimension.codes.map(({ code, parent }) => ({
                  code: nameOf(code),
                  parent: parent === null ? null : nameOf(parent),
                })),
              },
        ),
      },
      observations: observations.map((one) => ({
        ...one,
        codes: { ...one.codes, SCHOOL: nameOf(one.codes["SCHOOL"] ?? "") },
      })),
    };
  }

  const found = (tables: readonly ObservationTable[]): number =>
    narrowed(viewsOf(tables), cut).length;

  test("nothing is known more closely than the policy allows, whoever comes first", async () => {
    const counts = { published: 0, without: 0 };
    for (let seed = 1; seed <= 12; seed += 1) {
      const [ofNation, ofCity] = pair(seed);
      const isCityFirst = seed % 2 === 0;
      const first = await judged(isCityFirst ? ofCity : ofNation, isCityFirst ? "FI-HEL" : "FI");
      if (!("safe" in first)) continue;
      const other = isCityFirst ? city(first.safe) : nation(first.safe);
      const [table, area] = isCityFirst ? [ofNation, "FI"] : [ofCity, "FI-HEL"];
      const tablesOf = (own: ObservationTable): readonly ObservationTable[] =>
        isCityFirst ? [own, asRead(first.safe)] : [first.safe, asRead(own)];
      const alone = await judged(table, area);
      if ("safe" in alone) counts.without += found(tablesOf(alone.safe));
      const after = await judged(table, area, other);
      if (!("safe" in after)) continue;
      counts.published += 1;
      expect(found(tablesOf(after.safe)), `pair ${seed}`).toBe(0);
    }
    expect(counts.published).toBeGreaterThan(6);
    expect(counts.without, "judged alone, the attack finds something").toBeGreaterThan(0);
  });
});
