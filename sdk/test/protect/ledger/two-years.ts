import type { CellTable, TableDimension } from "../../../src/cells.ts";
import { judge } from "../../../src/protect/ledger/judge.ts";
import type { Judgement } from "../../../src/protect/ledger/verdict.ts";
import { publicationEvent } from "../../../src/protect/ledger/ledger.ts";
import type { LedgerEntry, LedgerEvent } from "../../../src/protect/ledger/ledger.ts";
import type { ObservationTable, Policy } from "../../../src/publication.ts";
import { flat } from "../tables.ts";
import { counted, monthsOf, placesOf } from "./member.ts";
import type { Counting, Month, Shape, Student } from "./member.ts";

/** What a release tries, so that it can be told apart in the account of what happened. */
export type Attempt =
  | "monthly"
  | "second attribute"
  | "second geography"
  | "other definition"
  | "correction"
  | "boundary reform"
  | "code-list extension";

/** One release that was asked for, and what came of it. */
export interface Release {
  readonly attempt: Attempt;
  readonly table: CellTable;
  readonly judgement: Judgement;
  /** Publications before it. */
  readonly before: number;
}

/** Everything that happened. */
export interface Played {
  readonly releases: readonly Release[];
  readonly published: readonly ObservationTable[];
}

const students = "students";
const sexes = flat("SEX", "F", "M");

/**
 * A member that publishes every month what its ledger allows: a first attribute by place and sex, a
 * second one of the same students by place, now and then by another geography, with the attempts of
 * an attacker in between. A publication of every year is withdrawn.
 */
export async function play(shape: Shape, policy: Policy): Promise<Played> {
  const releases: Release[] = [];
  const published: ObservationTable[] = [];
  const ledger: LedgerEntry[] = [];
  const enter = (event: LedgerEvent): void => {
    ledger.push({ ...event, number: ledger.length + 1, previous: null });
  };
  for (const [index, month] of monthsOf(shape).entries()) {
    for (const { attempt, table } of asked(shape, month, index % 10)) {
      const judgement = await judge(table, policy, ledger);
      releases.push({ attempt, table, judgement, before: published.length });
      if (!("safe" in judgement)) continue;
      published.push(judgement.safe);
      const place = { publication: digest(published.length), sequence: published.length };
      enter(publicationEvent(place, judgement.safe));
    }
    if (index % 10 === 4) {
      enter({ kind: "withdrawal", publication: digest(published.length), day: month.asOf });
    }
  }
  return { releases, published };
}

function digest(number: number): `sha256:${string}` {
  return `sha256:${String(number).padStart(64, "0")}`;
}

interface Asked {
  readonly attempt: Attempt;
  readonly table: CellTable;
}

/** The releases of one month of a school year, 0 to 9. */
function asked(shape: Shape, month: Month, of: number): readonly Asked[] {
  const isReformed = of >= 6;
  const isExtended = of >= 8;
  const places = isReformed ? reformed(shape.districts) : shape.districts;
  const area = areasOf(places, isExtended);
  const byArea = [area, (one: Student) => codeOf(one, isExtended)] as const;
  const bySex = [sexes, (one: Student): string => one.sex] as const;
  const first: Counting = {
    metric: "FIRST",
    num: (one) => one.has,
    quantity: { num: "first", den: students },
    cut: [byArea, bySex],
  };
  const second: Counting = {
    metric: "SECOND",
    num: (one) => one.needs,
    quantity: { num: "second", den: students },
    cut: [byArea],
  };
  const attempt = isExtended ? "code-list extension" : isReformed ? "boundary reform" : "monthly";
  return [
    { attempt, table: counted(month, first) },
    { attempt: "second attribute", table: counted(month, second) },
    ...(of % 4 === 1 ? [{ attempt: "second geography" as const, table: zoned(shape, month) }] : []),
    ...(of === 2 ? [{ attempt: "other definition" as const, table: redefined(month, first) }] : []),
    ...(of === 3 ? [{ attempt: "correction" as const, table: corrected(month, first) }] : []),
  ];
}

/** The last school of the first district goes to the last district. */
function reformed(districts: Shape["districts"]): Shape["districts"] {
  const names = Object.keys(districts);
  const [from = "", to = ""] = [names[0], names.at(-1)];
  const moved = districts[from]?.at(-1) ?? "";
  return {
    ...districts,
    [from]: (districts[from] ?? []).filter((school) => school !== moved),
    [to]: [...(districts[to] ?? []), moved],
  };
}

/** The largest place of all has campuses from some day on. */
function areasOf(districts: Shape["districts"], isExtended: boolean): TableDimension {
  const area = placesOf("AREA", districts);
  if (!isExtended) return area;
  const divided = Object.values(districts)[1]?.[0] ?? "";
  const parts = ["1", "2"].map((campus) => ({ code: `${divided}-${campus}`, parent: divided }));
  return { ...area, codes: [...area.codes, ...parts] };
}

function codeOf({ school, campus }: Student, isExtended: boolean): string {
  return isExtended && school.endsWith("b1") ? `${school}-${campus}` : school;
}

/** Zones that cross the districts, over the same schools. */
function zoned({ districts }: Shape, month: Month): CellTable {
  const schools = Object.values(districts).flat();
  const zones = { east: [] as string[], west: [] as string[] };
  schools.forEach((school, index) => (index % 3 === 0 ? zones.east : zones.west).push(school));
  return counted(month, {
    metric: "FIRST",
    num: (one) => one.has,
    quantity: { num: "first", den: students },
    cut: [[placesOf("ZONE", zones), (one) => one.school]],
  });
}

/** The same metric without a few students that another definition does not count. */
function redefined(month: Month, counting: Counting): CellTable {
  const skipped = month.students[0];
  return counted(month, {
    ...counting,
    den: (one) => one !== skipped,
    quantity: { num: "first, otherwise", den: "students, otherwise" },
  });
}

/** The same day with one student less. */
function corrected(month: Month, counting: Counting): CellTable {
  return counted({ ...month, students: month.students.slice(1) }, counting);
}
