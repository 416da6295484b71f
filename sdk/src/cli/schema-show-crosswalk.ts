import { coverage, directionText, percent, type Crosswalk, type Registry } from "@edufed/schemas";
import { textTable } from "./io.ts";

/** `schema show` of another format: what it is, and how much of the standard it carries. */
export function crosswalkLines(crosswalk: Crosswalk, registry: Registry): readonly string[] {
  const { ours, theirs, entities, without } = coverage(crosswalk, registry);
  return [
    `${crosswalk.id} · ${crosswalk.title}`,
    "",
    crosswalk.scope,
    ...(crosswalk.notes ?? []),
    "",
    `${directionText[crosswalk.direction]} · ${crosswalk.source}`,
    "",
    `It fills ${ours.carried} of our ${ours.all} properties (${percent(ours)} %).`,
    ...(theirs === undefined
      ? []
      : [
          `Of its ${theirs.all} terms, ${theirs.carried} have a place here (${percent(theirs)} %).`,
        ]),
    "",
    textTable(
      entities.map((each) => [`  ${each.entity}`, `${each.carried} of ${each.all} properties`]),
      new Set(),
    ),
    ...(without.length === 0 ? [] : [`Nothing for: ${without.join(", ")}.`]),
  ];
}
