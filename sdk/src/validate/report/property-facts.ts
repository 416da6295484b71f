import type { CodeList, Entity, LocalisedText, Property, ValueType } from "@edufed/schemas";
import { type Amount, exactly, groupMin, groupMinSensitive, remainder } from "./amount.ts";
import type { Band } from "./bands.ts";
import { codesOf, type Counted } from "./counted.ts";
import type { PropertyFacts, Shares } from "./facts.ts";
import { type Group, partition } from "./partition.ts";

/** Fewest records of a group of a property: more where it is sensitive, or where the property says so. */
export function groupMinOf(property: Property): number {
  const least = property.privacy === "sensitive" ? groupMinSensitive : groupMin;
  return Math.max(least, property.groupMin ?? 0);
}

/** How complete each property of an entity is, and its shares where a table may be cut by it. */
export function propertyFacts(
  entity: Entity,
  { records, counted, bands, codeLists }: PropertyCounts,
): readonly PropertyFacts[] {
  return entity.properties.map((property) => {
    const { name, required, privacy } = property;
    const present = counted.present.get(name);
    const facts = { entity: entity.name, property: name, required, privacy };
    if (present === undefined) return { ...facts, hasColumn: false, present: exactly(0) };
    const told = tell(property, { records, present, shares: sharesOf(property, counted, bands) });
    const labelled =
      told.shares === undefined
        ? told
        : { ...told, shares: labels(told.shares, property.type, codeLists) };
    return { ...facts, hasColumn: true, ...labelled };
  });
}

/** What was counted of an entity's properties. */
export interface PropertyCounts {
  readonly records: number;
  readonly counted: Counted;
  readonly bands: ReadonlyMap<string, readonly Band[]>;
  readonly codeLists: ReadonlyMap<string, CodeList>;
}

/** Shares with what their codes mean. */
function labels(shares: Shares, type: ValueType, codeLists: ReadonlyMap<string, CodeList>): Shares {
  const item = type.kind === "list" ? type.item : type;
  if (shares.kind !== "codes" || item.kind !== "code") return shares;
  const known = new Map<string, LocalisedText>(
    codeLists.get(item.list)?.codes.map(({ code, label }) => [code, label]),
  );
  const groups = shares.groups.map((group) => {
    const label = known.get(group.code);
    return label === undefined ? group : { ...group, label };
  });
  return { ...shares, groups };
}

/** Groups that are to be told, with how each is named. */
type Counts =
  | {
      readonly kind: "codes";
      readonly groups: readonly { readonly code: string; readonly count: number }[];
      readonly unused: number;
    }
  | { readonly kind: "bands"; readonly groups: readonly Band[] };

function sharesOf(
  { name, type }: Property,
  counted: Counted,
  bands: ReadonlyMap<string, readonly Band[]>,
): Counts | undefined {
  const codes = counted.codes.get(name);
  if (codes !== undefined) {
    const all = codesOf(type) ?? [];
    const groups = all.flatMap((code) => {
      const count = codes.get(code) ?? 0;
      return count === 0 ? [] : [{ code, count }];
    });
    return { kind: "codes", groups, unused: all.length - groups.length };
  }
  const known = bands.get(name);
  // One band for all says no more than how many there are.
  return known === undefined || known.length < 2 ? undefined : { kind: "bands", groups: known };
}

/**
 * Codes or bands and the records without a value are told as the parts of one whole. A value that is
 * none of them is a finding, and so is the lack of one that is required: these are counted exactly.
 */
function tell(
  property: Property,
  { records, present, shares }: Told,
): Pick<PropertyFacts, "present" | "shares"> {
  const isLarge = present >= groupMinOf(property);
  const shown = isLarge && shares !== undefined && shares.groups.length > 0 ? shares : undefined;
  const sizes = shown === undefined ? [present] : shown.groups.map(({ count }) => count);
  const parts = sizes.map((count, index): Group => ({ name: String(index), count }));
  const without = { name: "absent", count: records - present, isTold: property.required };
  const told = partition([...parts, without], groupMinOf(property));
  const amount = (name: number | string): Amount => told.get(String(name)) ?? { kind: "withheld" };
  const isTold = shown !== undefined || property.required;
  return {
    present: isTold ? remainder(records, amount(without.name)) : amount(0),
    ...(shown === undefined ? {} : { shares: toldShares(shown, amount) }),
  };
}

interface Told {
  readonly records: number;
  readonly present: number;
  readonly shares: Counts | undefined;
}

function toldShares(shares: Counts, amount: (index: number) => Amount): Shares {
  if (shares.kind === "codes") {
    const groups = shares.groups.map(({ code }, index) => ({ code, records: amount(index) }));
    return { kind: "codes", groups, unused: shares.unused };
  }
  const groups = shares.groups.map(({ from, below }, index) => ({
    ...(from === undefined ? {} : { from }),
    ...(below === undefined ? {} : { below }),
    records: amount(index),
  }));
  return { kind: "bands", groups };
}
