import { isObject } from "../release.ts";
import { change } from "./change.ts";
import { shown, type CompareKeyword, type Keywords } from "./keyword.ts";

/** Keywords that say how much a property tells about a person and what follows from it. */
export const privacyKeywords: Keywords = {
  "x-privacy": classChanges,
  "x-privacy-basis": basisChanges,
  "x-generalise": generalisationChanges,
  "x-group-min": groupChanges,
  "x-aggregation": aggregationChanges,
};

/** From the class that is protected least to the one that is protected most. */
const classes: readonly unknown[] = ["ordinary", "quasi", "pseudonym", "sensitive", "direct"];

function classChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const words = `${place.name} was ${shown(older ?? "without a class")} and is ${shown(newer ?? "without a class")} now`;
  return classes.indexOf(newer) < classes.indexOf(older)
    ? [change("privacy-lowered", place, `${words}: more of it may leave the member.`)]
    : [change("protection-tightened", place, `${words}: less of it may leave the member.`)];
}

function basisChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const gone = listOf(older).filter((basis) => !listOf(newer).includes(basis));
  const come = listOf(newer).filter((basis) => !listOf(older).includes(basis));
  return [
    ...gone.map((basis) => {
      const words = `${place.name} is no longer protected because of ${shown(basis)}.`;
      return change("privacy-lowered", place, words);
    }),
    ...come.map((basis) => {
      const words = `${place.name} is also protected because of ${shown(basis)}.`;
      return change("protection-tightened", place, words);
    }),
    ...(gone.length + come.length > 0
      ? []
      : [change("metadata-changed", place, `${place.name} gives its reasons in another order.`)]),
  ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Coarser is stricter: left out, then a year, then as it is. */
const methods: readonly unknown[] = [undefined, "year", "drop"];

function generalisationChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const [before, after] = [methodOf(older), methodOf(newer)];
  if (before === after) {
    const words = `The coarser value of ${place.name} goes to another property now.`;
    return [change("field-moved", place, words)];
  }
  return methods.indexOf(after) < methods.indexOf(before)
    ? [change("privacy-lowered", place, `${place.name} is coarsened less when it is shared.`)]
    : [change("protection-tightened", place, `${place.name} is coarsened more when it is shared.`)];
}

function methodOf(generalise: unknown): unknown {
  return isObject(generalise) ? generalise["method"] : undefined;
}

function groupChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  const words = `The smallest group that ${place.name} may show was ${shown(older ?? "the policy’s")} and is ${shown(newer ?? "the policy’s")} now.`;
  return fewest(newer) < fewest(older)
    ? [change("protection-loosened", place, words)]
    : [change("protection-tightened", place, words)];
}

function aggregationChanges(...[older, newer, { place }]: Parameters<CompareKeyword>) {
  if (older === "never") {
    const words = `${place.name} may take part in tables now, as ${shown(newer)}.`;
    return [change("protection-loosened", place, words)];
  }
  const words = `${place.name} was ${shown(older)} in tables and is ${shown(newer)} now.`;
  return [change("aggregation-changed", place, words)];
}

function fewest(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
