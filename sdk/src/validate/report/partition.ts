import { type Amount, exactly } from "./amount.ts";

/** One of the groups that records fall into. */
export interface Group {
  readonly name: string;
  readonly count: number;
  /** Counted exactly elsewhere in the report, as what is a finding is. */
  readonly isTold?: boolean;
}

/** How many values each small group must be able to have for a reader who knows everything else. */
const widthMin = 5;

/**
 * The sizes of groups that together are all records, whose number is known: a group below `groupMin`
 * is `few`. Where it could be worked out from the total, the largest groups are rounded too: their
 * sum hides the small ones, and it is told so that the largest stay the largest whatever the small
 * ones are. Where nothing helps, everything is withheld.
 */
export function partition(groups: readonly Group[], groupMin: number): ReadonlyMap<string, Amount> {
  const open = groups.filter(({ isTold }) => isTold !== true);
  const total = sum(open);
  const few = open.filter(({ count }) => count > 0 && count < groupMin);
  const large = open
    .filter(({ count }) => count >= groupMin)
    .toSorted((one, other) => other.count - one.count);
  const rounded = few.length === 0 ? [] : companions(few, large, groupMin);
  const mean =
    rounded === undefined || rounded.length === 0
      ? 0
      : (sum(few) + sum(rounded) - few.length * Math.round(groupMin / 2)) / rounded.length;
  const isHidden = rounded === undefined || (total > 0 && total < groupMin);
  return new Map(
    groups.map((group) => {
      if (group.isTold === true) return [group.name, exactly(group.count)];
      if (isHidden) return [group.name, { kind: "withheld" }];
      if (few.includes(group)) return [group.name, { kind: "few", below: groupMin }];
      if (rounded.includes(group)) return [group.name, { kind: "about", count: Math.round(mean) }];
      return [group.name, exactly(group.count)];
    }),
  );
}

/** As few of the largest groups as hide the small ones; undefined when all of them do not. */
function companions(
  few: readonly Group[],
  large: readonly Group[],
  groupMin: number,
): readonly Group[] | undefined {
  const takes = Array.from({ length: large.length + 1 }, (_, take) => take);
  const enough = takes.find((take) => {
    const hidden = sum(few) + sum(large.slice(0, take));
    return take === 0
      ? hideEachOther(few.length, hidden, groupMin)
      : hidden - few.length * (groupMin - 1) >= take * Math.max(large[take]?.count ?? 0, groupMin);
  });
  return enough === undefined ? undefined : large.slice(0, enough);
}

/** Small groups whose sum is known leave each of them enough values. */
function hideEachOther(groups: number, hidden: number, groupMin: number): boolean {
  const most = Math.min(groupMin - 1, hidden - (groups - 1));
  const least = Math.max(1, hidden - (groupMin - 1) * (groups - 1));
  return most - least + 1 >= Math.min(widthMin, groupMin - 1);
}

function sum(groups: readonly Group[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}
