import type { CodeList, CodeMapping, Entity, Property, Registry } from "../../model.ts";
import { code, facts, page, pageLink, prose, table } from "./text.ts";

/**
 * The codes of a list with their labels in every language, which properties use it, who may add a
 * code, and what the codes are called in other lists.
 */
export function codeListPage(list: CodeList, registry: Registry): string {
  return page({ title: list.title.en, description: list.description }, [
    prose(list.description),
    facts([
      ["Name", code(list.id)],
      ["Version", list.version],
      ["Source", prose(list.source)],
      ["Used by", usedBy(list, registry)],
      ["Published in", dimensions(list, registry)],
      ["Codes", `${list.codes.length}; ${maintenanceWords[list.maintenance]}`],
      [
        "Unknown codes",
        list.unknownCodes === undefined ? undefined : "a reader keeps them, because the list grows",
      ],
    ]),
    "## Codes",
    codes(list),
    ...mappings(list, registry),
  ]);
}

/** Who may add a code, as the page says it. */
const maintenanceWords = {
  closed: "complete, a new code is a change of the standard",
  open: "more are added as members ask for them",
  external: "more are added when the source adds them",
} as const satisfies Record<CodeList["maintenance"], string>;

/** What our code is to the other, as the page says it between the two. */
const relationWords = {
  equivalent: "the same as",
  broader: "part of",
  narrower: "wider than",
  inexact: "close to",
} as const satisfies Record<CodeMapping["relation"], string>;

/** One table for each other list, in the order in which the codes name them. */
function mappings(list: CodeList, { codeLists }: Registry): readonly string[] {
  const mapped = list.codes.flatMap(({ code: ours, mappings: others = [] }) =>
    others.map((mapping) => ({ ...mapping, ours })),
  );
  const lists = [...new Set(mapped.map(({ list: other }) => other))];
  if (lists.length === 0) return [];
  return [
    "## In other lists",
    ...lists.flatMap((other) => [
      `### ${codeLists.has(other) ? pageLink("code-lists", other) : code(other)}`,
      table(
        ["Code", "Is", "Code there"],
        mapped
          .filter((mapping) => mapping.list === other)
          .map(({ ours, code: theirs, relation }) => [
            code(ours),
            relationWords[relation],
            code(theirs),
          ]),
      ),
    ]),
  ];
}

function codes(list: CodeList): string {
  const hasLevels = list.codes.some(({ parent }) => parent !== undefined);
  const hasDefinitions = list.codes.some(({ definition }) => definition !== undefined);
  const head = [
    "Code",
    "English",
    "Suomi",
    "Svenska",
    "Azərbaycanca",
    ...(hasLevels ? ["Part of"] : []),
    ...(hasDefinitions ? ["Definition"] : []),
  ];
  const rows = list.codes.map(({ code: value, label, parent, definition }) => [
    code(value),
    ...[label.en, label.fi, label.sv, label.az].map((text) => prose(text ?? "")),
    ...(hasLevels ? [parent === undefined ? "" : code(parent)] : []),
    ...(hasDefinitions ? [prose(definition ?? "")] : []),
  ]);
  return table(head, rows);
}

function usedBy(list: CodeList, { entities }: Registry): string {
  return [...entities.values()]
    .filter((entity) => uses(entity, list.id))
    .map(({ name }) => pageLink("entities", name))
    .join(", ");
}

function uses(
  { properties }: { readonly properties: Entity["properties"] },
  list: string,
): boolean {
  return properties.some(({ type }: Property) => {
    const value = type.kind === "list" ? type.item : type;
    if (value.kind === "object") return uses(value, list);
    return value.kind === "code" && value.list === list;
  });
}

function dimensions(list: CodeList, registry: Registry): string {
  return [...registry.dimensions.values()]
    .filter(({ codeList }) => codeList === list.id)
    .map(({ id }) => code(id))
    .join(", ");
}
