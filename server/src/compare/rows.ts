import type {
  ComparedCell,
  ComparedRow,
  Dimensions,
  Ground,
  ReasonCode,
  Side,
  Verdict,
} from "./comparison.ts";
import { reasonOf, verdictOf } from "./reason-text.ts";
import { isTotal } from "./total.ts";
import type { StoredObservation } from "../store/store.ts";

interface Frame {
  readonly level: readonly string[];
  readonly members: readonly string[];
  /** The verdict on the whole comparison; no row is better than that. */
  readonly verdict: Verdict;
}

/** One row for each combination of codes that any side has at the level, totals first. */
export function rowsAt(
  frame: Frame,
  sides: readonly Side[],
  dimensions: Dimensions,
): readonly ComparedRow[] {
  const cellsOf = new Map(
    sides.map((side) => [side.facts.member, cellsAt(frame.level, side, dimensions)]),
  );
  const keys = new Set([...cellsOf.values()].flatMap((cells) => Array.from(cells.keys())));
  return [...keys]
    .map((key) => ({ key, codes: codesOf(key) }))
    .toSorted((a, b) => compareCodes(a.codes, b.codes))
    .map(({ key, codes }) => {
      const cells = frame.members.map((member): ComparedCell => ({
        member,
        observation: cellsOf.get(member)?.get(key) ?? null,
      }));
      const reasons = groundsOf(cells).map((ground) => reasonOf(ground));
      return {
        codes: Object.fromEntries(frame.level.map((id, index) => [id, codes[index] ?? ""])),
        verdict: verdictOf(reasons, frame.verdict),
        reasons,
        cells,
      };
    });
}

function codesOf(key: string): readonly string[] {
  return key === "" ? [] : key.split(" ");
}

/** A side's cells at a level, by their codes; every other dimension stands at its total. */
function cellsAt(
  level: readonly string[],
  side: Side,
  dimensions: Dimensions,
): ReadonlyMap<string, StoredObservation> {
  const others = side.facts.dimensions.filter((id) => !level.includes(id));
  const fitting = side.observations.filter(({ codes }) =>
    others.every((id) => isTotal(dimensions, id, codes[id] ?? "", side.refArea)),
  );
  return new Map(fitting.map((cell) => [level.map((id) => cell.codes[id] ?? "").join(" "), cell]));
}

/** Why a cell without a number cannot be compared; cells with one give no ground. */
const withoutValue: Readonly<Record<StoredObservation["status"], ReasonCode | null>> = {
  A: null,
  Q: "withheld",
  L: "not-collected",
  M: "nothing-to-divide",
};

function groundsOf(cells: readonly ComparedCell[]): readonly Ground[] {
  const membersOf = new Map<ReasonCode, string[]>();
  for (const { member, observation } of cells) {
    const code = observation === null ? "not-published" : withoutValue[observation.status];
    if (code !== null) membersOf.set(code, [...(membersOf.get(code) ?? []), member]);
  }
  return [...membersOf].map(([code, members]) => ({ code, members, detail: [] }));
}

/** Codes that start with an underscore (totals first of all) come first, numbers in their order. */
function compareCodes(a: readonly string[], b: readonly string[]): number {
  for (const [index, code] of a.entries()) {
    const other = b[index] ?? "";
    if (code !== other) return rank(code) - rank(other) || natural.compare(code, other);
  }
  return 0;
}

function rank(code: string): number {
  if (code === "_T") return 0;
  return code.startsWith("_") ? 2 : 1;
}

const natural = new Intl.Collator("en", { numeric: true });
