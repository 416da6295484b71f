import type { Code, CodeList, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { mappingProblems } from "./mapping.ts";
import { unless, within, type Place } from "./place.ts";
import { descriptionProblems, localisedProblems } from "./text.ts";

/** Labels in every language, codes that occur once, wider codes and mappings that lead somewhere. */
export function codeListProblems(list: CodeList, registry: Registry): readonly Problem[] {
  const place = { file: `code-lists/${list.id}.json`, pointer: "" };
  return [
    ...localisedProblems(list.title, within(place, "title")),
    ...descriptionProblems(list.description, within(place, "description")),
    ...list.codes.flatMap((code, index) => codeProblems(code, list, within(place, "codes", index))),
    ...mappingProblems(list, registry, within(place, "codes")),
  ];
}

function codeProblems(code: Code, list: CodeList, place: Place): readonly Problem[] {
  const first = list.codes.find((other) => other.code === code.code);
  return [
    ...localisedProblems(code.label, within(place, "label")),
    ...unless(first === code, within(place, "code"), `${code.code} is already in the list`),
    ...unless(
      reachesTop(code, list),
      within(place, "parent"),
      "must be another code of the list that leads to a code without parent",
    ),
  ];
}

function reachesTop(code: Code, list: CodeList): boolean {
  const passed = new Set<string>();
  let current: Code | undefined = code;
  while (current?.parent !== undefined && !passed.has(current.code)) {
    passed.add(current.code);
    const { parent }: Code = current;
    current = list.codes.find((other) => other.code === parent);
  }
  return current !== undefined && !passed.has(current.code);
}
