/** What other members published about the people of a table, and what it means for it. */
import type { CellTable } from "../../cells.ts";
import type { Observation, ObservationTable, Policy, Protected } from "../../publication.ts";
import type { AuditedCell } from "../audit/audit.ts";
import { linkedTo } from "../earlier.ts";
import { familiesOf } from "../margins.ts";
import type { Families } from "../margins.ts";
import { strictest } from "../policy.ts";
import { atWhole, relatedAreas, seenFrom } from "./areas.ts";
import type { OfArea } from "./areas.ts";
import { auditTogether } from "./audit-together.ts";
import { isSmallGroup } from "./differences.ts";
import { neighboursOf } from "./jointly.ts";
import type { Besides } from "./judge.ts";
import { atMoment } from "./moment.ts";
import { placeIn } from "./numbers.ts";
import { listed, options } from "./objection.ts";
import type { Objection } from "./objection.ts";
import { nameOf } from "./verdict.ts";
import type { PublicNumber, Unfit } from "./verdict.ts";

/** The member whose table is judged, and what is known of the others. */
export interface Federation {
  readonly refArea: string;
  /** What the member itself published. */
  readonly history: readonly ObservationTable[];
  readonly others: readonly OfArea[];
}

/** What others say about a table. */
export interface Found {
  /** Absent when nothing that they published shares a number with the table. */
  readonly besides?: Besides;
  /** Publications about the same numbers that show others, or changed ones: nothing certain follows from them. */
  readonly apart: readonly string[];
}

/** Cells for which it is looked for what gives them away. */
const reasonsMax = 5;

/** Finds what others published about the people of a table on the same day. */
export function besidesOf(table: CellTable, policy: Policy, federation: Federation): Found {
  const { refArea, history, others } = federation;
  const member = "";
  const own = linkedTo(table, history).map((one): OfArea => ({ member, refArea, table: one }));
  const self: OfArea = { member, refArea, table: undecided(table, policy) };
  const linked = new Set(
    linkedTo(
      table,
      others.map((one) => one.table),
    ),
  );
  const everything = [self, ...own, ...others];
  const related = relatedAreas(everything).find((group) => group.has(refArea));
  const sharing = others.filter(
    (one) => related?.has(one.refArea) === true && linked.has(one.table),
  );
  const seen = sharing.map((one) => ({ one, view: seenFrom(refArea, one, everything) }));
  const isApart = (view: ObservationTable | null): boolean =>
    view !== null && contradicts(view, table);
  const near = seen.filter(({ view }) => !isApart(view));
  const names = (list: typeof seen): readonly string[] => list.map(({ one }) => titleOf(one));
  const apart = names(seen.filter(({ view }) => isApart(view)));
  if (near.length === 0) return { apart };
  const views = near.flatMap(({ view }) => (view === null ? [] : [view]));
  const around: Around = { policy, own, near: near.map(({ one }) => one), views };
  const elsewhere = near.map(({ one }) => one).filter((one) => one.refArea !== refArea);
  return {
    apart,
    besides: {
      tables: views,
      names: names(near),
      objection: async (safe) =>
        smallRest(safe, elsewhere, policy) ?? (await givenAwayBy(safe, refArea, around)),
    },
  };
}

/** The name of a publication of another member. */
function titleOf({ member, table }: OfArea): string {
  return `${member}: ${nameOf(table.description)}`;
}

/** A table of which nothing is shown: only its dimensions are asked. */
function undecided({ description, cells }: CellTable, policy: Policy): ObservationTable {
  const observations = cells.map(({ codes }): Observation => ({
    codes,
    value: null,
    status: "Q",
    confidentiality: "C",
    num: null,
    den: null,
  }));
  const counts = { cells: cells.length, published: 0, withheld: cells.length };
  const audited = { method: "", provenSafe: false, withheldCells: 0, widthMin: null, history: [] };
  const engine = { name: "", version: "" };
  return {
    description,
    observations,
    report: { policy, method: "", engine, counts, audit: audited },
  };
}

/** Whether a number that others show is another one in the table, or need not be a true one. */
function contradicts(
  { description, observations, report }: ObservationTable,
  table: CellTable,
): boolean {
  if (report.altered !== undefined) return true;
  const families = familiesOf([table.description, description]);
  const own = table.description.quantity;
  const numbers = new Map<string, number>();
  for (const { codes, num, den } of table.cells) {
    const { key } = placeIn(table.description.dimensions, codes, families);
    numbers.set(`${own.num} ${key}`, num).set(`${own.den} ${key}`, den);
  }
  const { quantity, dimensions } = description;
  return observations.some(({ codes, num, den }) => {
    const { key } = placeIn(dimensions, codes, families);
    return [
      [quantity.num, num],
      [quantity.den, den],
    ].some(([hash, shown]) => {
      const truth = numbers.get(`${hash} ${key}`);
      return shown !== null && truth !== undefined && truth !== shown;
    });
  });
}

/** The rest of a wider area without this one, or of this one without a part, when it would be a small group. */
function smallRest(
  safe: Protected,
  elsewhere: readonly OfArea[],
  policy: Policy,
): Objection | null {
  const own = atWhole(safe);
  const rules = {
    kind: safe.description.kind,
    measures: safe.report.measures,
    limits: strictest(policy, safe.description),
  };
  for (const one of elsewhere) {
    const { table } = atWhole(one.table);
    const families = familiesOf([own.table.description, table.description]);
    const { quantity } = own.table.description;
    if (quantity.den !== table.description.quantity.den) continue;
    const isSame = quantity.num === table.description.quantity.num;
    const shown = byPlace(table, families);
    const rows = own.table.observations.flatMap(({ codes, num, den }, at) => {
      const key = placeIn(own.table.description.dimensions, codes, families).key;
      const other = shown.get(key);
      if (den === null || num === null || other?.den === undefined || other.den === null) return [];
      const rest = {
        den: other.den - den,
        num: isSame && other.num !== null ? other.num - num : null,
      };
      return isSmallGroup(rest, rules, false) ? [own.rows[at] ?? -1] : [];
    });
    if (rows.length === 0) continue;
    const cells = rows.flatMap((row) => {
      const observation = safe.observations[row];
      return observation === undefined ? [] : [observation.codes];
    });
    const reason = `The difference of ${nameOf(safe.description)} to ${titleOf(one)} would be a small group${listed(cells)}.`;
    return {
      rows,
      isSmallGroup: false,
      unfit: () => refusing(reason, { cells, from: [one] }),
    };
  }
  return null;
}

function byPlace(
  { description, observations }: ObservationTable,
  families: Families,
): ReadonlyMap<string, Observation> {
  return new Map(
    observations.map((one) => [placeIn(description.dimensions, one.codes, families).key, one]),
  );
}

interface Around {
  readonly policy: Policy;
  readonly own: readonly OfArea[];
  readonly near: readonly OfArea[];
  readonly views: readonly ObservationTable[];
}

/** What all publications together give away that they did not give away without the new one. */
async function givenAwayBy(
  safe: Protected,
  refArea: string,
  { policy, own, near, views }: Around,
): Promise<Objection | null> {
  const fresh: OfArea = { member: "", refArea, table: safe };
  const before = [...own, ...near].map((one) => ({ ...one, table: atMoment(one.table) }));
  const all = [fresh, ...before];
  const result = await auditTogether(all, policy, { exact: false, reasonsMax });
  if (result.safe) return null;
  const earlier = await auditTogether(before, policy, { exact: false });
  const known = new Set(earlier.narrow.map(({ table, row }) => `${table + 1} ${row}`));
  const narrow = result.narrow.filter(({ table, row }) => !known.has(`${table} ${row}`));
  const news = result.obstacles.filter((obstacle) => !earlier.obstacles.includes(obstacle));
  if (narrow.length === 0 && news.length === 0) return null;
  const around = narrow.flatMap(({ table, row }) => (table === 0 ? [row] : []));
  const rows = around.length > 0 ? neighboursOf(safe, around) : sharedRows(safe, views);
  const cells = narrow.map(({ codes }) => codes);
  const why = news.length > 0 ? ` because of ${news.join(", and ")}` : "";
  const reason = `${nameOf(safe.description)} and what others published about the same people cannot be shown together${why}${listed(cells)}.`;
  const numbers = numbersOf(narrow, before);
  const unfit = (): Unfit => refusing(reason, { cells, from: near, numbers });
  return { rows: [...new Set(rows)], isSmallGroup: false, unfit };
}

/** Shown rows whose numbers others speak of without showing them: to withhold them takes the link away. */
function sharedRows(safe: Protected, views: readonly ObservationTable[]): readonly number[] {
  const families = familiesOf([safe.description, ...views.map(({ description }) => description)]);
  const hidden = new Set(
    views.flatMap(({ description, observations }) =>
      observations
        .filter(({ num, den }) => num === null || den === null)
        .map(({ codes }) => placeIn(description.dimensions, codes, families).key),
    ),
  );
  return safe.observations.flatMap(({ codes, num }, row) => {
    const { key } = placeIn(safe.description.dimensions, codes, families);
    return num !== null && hidden.has(key) ? [row] : [];
  });
}

/** The numbers of others that give cells away; those of the new table are nobody's to know. */
function numbersOf(
  narrow: readonly AuditedCell[],
  before: readonly OfArea[],
): readonly PublicNumber[] {
  return narrow.flatMap(({ because }) =>
    (because?.numbers ?? []).flatMap(({ table, codes, part, value }) => {
      const from = before[table - 1];
      return from === undefined ? [] : [{ publication: titleOf(from), codes, part, value }];
    }),
  );
}

function refusing(
  reason: string,
  {
    cells,
    from,
    numbers = [],
  }: {
    readonly cells: readonly Readonly<Record<string, string>>[];
    readonly from: readonly OfArea[];
    readonly numbers?: readonly PublicNumber[];
  },
): Unfit {
  const publications = from.map(titleOf);
  return { verdict: "refuse", witness: { reason, cells, publications, numbers }, options };
}
