import type { CodeList, Entity, Property, Registry } from "../../model.ts";
import { code, facts, page, pageLink, prose, table } from "./text.ts";

/** The codes of a list with their labels in every language, and which properties use it. */
export function codeListPage(list: CodeList, registry: Registry): string {
  return page({ title: list.title.en, description: list.description }, [
    prose(list.description),
    facts([
      ["Name", code(list.id)],
      ["Version", list.version],
      ["Source", prose(list.source)],
      ["Used by", usedBy(list, registry)],
      ["Published in", dimensions(list, registry)],
    ]),
    "## Codes",
    codes(list),
  ]);
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
