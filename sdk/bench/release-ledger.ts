/**
 * Two years of monthly releases of made-up members against a scripted attacker: what was found, what
 * it cost. `node sdk/bench/release-ledger.ts [members] [changeMax]`
 */
import { deepStrictEqual } from "node:assert/strict";
import { audit } from "../src/protect/audit/audit.ts";
import { atMoment } from "../src/protect/ledger/moment.ts";
import { defaultPolicy } from "../src/protect/policy.ts";
import type { ObservationTable } from "../src/publication.ts";
import { narrowed, smallGroups, viewsOf } from "../test/protect/ledger/attacker.ts";
import type { Shape } from "../test/protect/ledger/member.ts";
import { play } from "../test/protect/ledger/two-years.ts";
import type { Played, Release } from "../test/protect/ledger/two-years.ts";

const members = Number(process.argv[2] ?? 5);
const changeMax = process.argv[3] === undefined ? {} : { changeMax: Number(process.argv[3]) };
const policy = { ...defaultPolicy, ...changeMax };
const rules = { den: "students", contributorsMin: defaultPolicy.contributorsMin };
const totals = new Map<string, number>();

for (let seed = 1; seed <= members; seed += 1) {
  const started = process.cpuUsage();
  const played = await play(shapeOf(seed), policy);
  const { user, system } = process.cpuUsage(started);
  const views = viewsOf(played.published);
  const close = narrowed(views, { ...rules, widthMin: defaultPolicy.intervalWidthMin });
  const groups = smallGroups(views, rules);
  deepStrictEqual([...close, ...groups], []);
  await account(played);
  process.stdout.write(
    `member ${seed}: ${played.releases.length} releases asked for, ${played.published.length} published, nothing recovered, ${((user + system) / 1e6).toFixed(1)} s CPU\n`,
  );
}
for (const [name, count] of [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  process.stdout.write(`${name}: ${count}\n`);
}

/** Schools of 5 to 120 students in four districts; every second member is six times as large. */
function shapeOf(seed: number): Shape {
  const sizes = [60, 5, 90, 120, 14, 45, 8, 75, 30, 110, 22, 52, 84, 11];
  return {
    seed,
    districts: {
      a: ["a1", "a2", "a3", "a4"],
      b: ["b1", "b2", "b3", "b4", "b5"],
      c: ["c1", "c2", "c3"],
      d: ["d1", "d2"],
    },
    sizes: sizes.map(
      (_, index) => (sizes[(index + seed) % sizes.length] ?? 0) * (seed % 2 === 0 ? 6 : 1),
    ),
    moving: 0.01 * (1 + (seed % 3)),
    years: 2,
  };
}

function add(name: string, count = 1): void {
  totals.set(name, (totals.get(name) ?? 0) + count);
}

/** Counts verdicts and cells, and how many cells were withheld without need. */
async function account({ releases, published }: Played): Promise<void> {
  for (const release of releases) {
    const { attempt, judgement } = release;
    add(`${attempt}, ${judgement.verdict}`);
    if (!("safe" in judgement)) continue;
    const { observations } = judgement.safe;
    add("cells of published tables", observations.length);
    add("cells withheld", observations.filter(({ num }) => num === null).length);
    if (judgement.verdict !== "pass-after-withholding") continue;
    add("cells withheld because of the history", judgement.cells.length);
    for (const cell of judgement.cells) {
      const kind = wasWithheld(release, published, cell)
        ? "as on an earlier day"
        : "for a difference";
      add(`cells withheld because of the history, ${kind}`);
      if (await isNeedless(release, published, cell)) add(`  without need, ${kind}`);
    }
  }
}

/** Whether an earlier publication of the school year has the same cell without numbers. */
function wasWithheld(
  { table: { description }, before }: Release,
  published: readonly ObservationTable[],
  codes: Readonly<Record<string, string>>,
): boolean {
  const key = placeOf(codes);
  return published
    .slice(0, before)
    .filter((one) => one.description.period === description.period)
    .some(({ observations }) =>
      observations.some((one) => one.num === null && placeOf(one.codes) === key),
    );
}

function placeOf(codes: Readonly<Record<string, string>>): string {
  return Object.values(codes)
    .filter((code) => code !== "_T")
    .toSorted()
    .join(" ");
}

/** Whether one withheld cell could have been shown: neither the audit nor a difference minds. */
async function isNeedless(
  { table, judgement, before }: Release,
  published: readonly ObservationTable[],
  codes: Readonly<Record<string, string>>,
): Promise<boolean> {
  if (!("safe" in judgement)) return false;
  const { safe } = judgement;
  const isIt = (one: { readonly codes: Readonly<Record<string, string>> }): boolean =>
    Object.entries(codes).every(([id, code]) => one.codes[id] === code);
  const truth = table.cells.find(isIt);
  if (truth === undefined) return false;
  const { num, den } = truth;
  const more: ObservationTable = {
    ...safe,
    observations: safe.observations.map((one) =>
      isIt(one) ? { ...one, num, den, status: "A", confidentiality: "F", value: "0" } : one,
    ),
  };
  const all = [...published.slice(0, before), more];
  const views = viewsOf(all);
  if (smallGroups(views, rules).length > 0) return false;
  if (narrowed(views, { ...rules, widthMin: defaultPolicy.intervalWidthMin }).length > 0)
    return false;
  const { period, asOf } = table.description;
  const same = all.filter(
    ({ description }) => description.period === period && description.asOf === asOf,
  );
  return (
    await audit(
      same.map((one) => atMoment(one)),
      defaultPolicy,
      { exact: false },
    )
  ).safe;
}
