import type { Code, CodeList, CodeMapping } from "../model.ts";
import { isObject, type Release } from "../release.ts";
import { change, compared, inside, type Change, type Place } from "./change.ts";
import { strangers } from "./strangers.ts";
import { deprecationChanges, textChanges, translationChanges } from "./words.ts";

/** Changes of the code lists and their codes. */
export function codeListChanges(older: Release, newer: Release): readonly Change[] {
  const { removed, added, changed } = compared(older.codeLists, newer.codeLists);
  return [
    ...removed.map(([id]) => change("entity-removed", listPlace(id), `The list ${id} is gone.`)),
    ...added.map(([id]) => change("entity-added", listPlace(id), `${id} is a new code list.`)),
    ...changed.flatMap(([id, before, after]) =>
      listChanges({ before, after, place: listPlace(id), travels: namesList(older.exchange, id) }),
    ),
  ];
}

function listPlace(id: string): Place {
  return { pointer: `codeLists/${id}`, name: id, travels: false };
}

/** Whether a schema of what travels takes its codes from a list. */
function namesList(value: unknown, id: string): boolean {
  if (Array.isArray(value)) return value.some((part) => namesList(part, id));
  if (!isObject(value)) return false;
  return value["x-code-list"] === id || Object.values(value).some((part) => namesList(part, id));
}

interface Lists {
  readonly before: CodeList;
  readonly after: CodeList;
  readonly place: Place;
  /** Whether its codes are part of what travels. */
  readonly travels: boolean;
}

function listChanges(lists: Lists): readonly Change[] {
  const { before, after, place } = lists;
  const { removed, added, changed } = compared(byCode(before), byCode(after));
  const isOrder =
    removed.length + added.length === 0 && codesInOrder(before) !== codesInOrder(after);
  const order = `${place.name} names its codes in another order.`;
  return [
    ...removed.map(([code]) => {
      const words = `${place.name} has no code ${code} any more; records with it are invalid.`;
      return change("code-removed", codePlace(place, code), words);
    }),
    ...added.map(([code]) => addedCode(lists, code)),
    ...changed.flatMap(([code, old, now]) => codeChanges(old, now, codePlace(place, code))),
    ...(isOrder ? [change("metadata-changed", place, order)] : []),
    ...headChanges(lists),
    ...strangers({ older: before, newer: after }, listFields, place),
  ];
}

const listFields: readonly string[] = [
  ...["version", "title", "description", "source", "maintenance", "unknownCodes", "codes"],
];

const codeFields: readonly string[] = [
  ...["code", "label", "definition", "parent", "deprecated", "mappings"],
];

function byCode({ codes }: CodeList): Readonly<Record<string, Code>> {
  return Object.fromEntries(codes.map((code) => [code.code, code]));
}

function codePlace(list: Place, code: string): Place {
  return inside(list, `codes/${code}`, `${list.name}/${code}`);
}

function addedCode({ before, place, travels }: Lists, code: string): Change {
  const at = codePlace(place, code);
  const words = `${place.name} has the new code ${code}.`;
  const isKept = before.unknownCodes === "keep";
  const stranger = `${words} Publications carry codes of this list, and readers are not told to keep unknown ones.`;
  switch (before.maintenance) {
    case "closed":
      return isKept
        ? change("closed-list-extended", at, `${words} Readers keep codes they do not know.`)
        : change("closed-list-extended", at, `${words} Readers may rely on having seen all.`, {
            step: "major",
          });
    case "open":
      return travels && !isKept
        ? change("open-code-added", at, stranger, { step: "major" })
        : change("open-code-added", at, words);
    case "external":
      return travels && !isKept
        ? change("list-refreshed", at, stranger, { step: "major" })
        : change("list-refreshed", at, `${words} Its source has added it.`);
  }
}

function headChanges({ before, after, place, travels }: Lists): readonly Change[] {
  const texts = { older: before.description, newer: after.description, what: "description" };
  const title = { older: before.title, newer: after.title, place, what: "title" };
  return [
    ...translationChanges(title),
    ...textChanges({ ...texts, place }),
    ...refreshChanges(before, after, place),
    ...maintenanceChanges(before, after, { ...place, travels }),
    ...toleranceChanges(before, after, { ...place, travels }),
  ];
}

function refreshChanges(before: CodeList, after: CodeList, place: Place): readonly Change[] {
  const rule = before.maintenance === "closed" ? "metadata-changed" : "list-refreshed";
  const edition = `${place.name} was ${before.version} and is ${after.version} now.`;
  const source = { older: before.source, newer: after.source, what: "source" };
  return [
    ...(before.version === after.version ? [] : [change(rule, place, edition)]),
    ...(before.source === after.source
      ? []
      : [change("link-changed", place, `The ${source.what} of ${place.name} is another one.`)]),
  ];
}

function maintenanceChanges(before: CodeList, after: CodeList, place: Place): readonly Change[] {
  if (before.maintenance === after.maintenance) return [];
  const words = `${place.name} was ${before.maintenance} and is ${after.maintenance} now.`;
  const rule = before.maintenance === "closed" ? "limit-loosened" : "metadata-changed";
  return [change(rule, place, words)];
}

function toleranceChanges(before: CodeList, after: CodeList, place: Place): readonly Change[] {
  if (before.unknownCodes === after.unknownCodes) return [];
  return after.unknownCodes === "keep"
    ? [change("limit-loosened", place, `Readers keep unknown codes of ${place.name}.`)]
    : [change("limit-tightened", place, `Readers need not keep unknown codes of ${place.name}.`)];
}

function codeChanges(before: Code, after: Code, place: Place): readonly Change[] {
  const moved = `${place.name} was part of ${parent(before)} and is part of ${parent(after)} now.`;
  return [
    ...meaningChanges(before, after, place),
    ...translationChanges({
      older: { ...before.label, en: "" },
      newer: { ...after.label, en: "" },
      place,
      what: "label",
    }),
    ...(before.parent === after.parent ? [] : [change("parent-changed", place, moved)]),
    ...mappingChanges(before.mappings ?? [], after.mappings ?? [], place),
    ...strangers({ older: before, newer: after }, codeFields, place),
    ...(JSON.stringify(before.deprecated) === JSON.stringify(after.deprecated)
      ? []
      : deprecationChanges(before.deprecated, after.deprecated, place)),
  ];
}

/** English decides what a code means. Capitals, spaces and the punctuation of a sentence mean nothing else. */
function meaningChanges(before: Code, after: Code, place: Place): readonly Change[] {
  const texts = [
    { what: "English label", old: before.label.en, now: after.label.en },
    { what: "definition", old: before.definition ?? "", now: after.definition ?? "" },
  ];
  return texts.flatMap(({ what, old, now }) => {
    if (old === now) return [];
    if (letters(old) === letters(now)) {
      return textChanges({ older: old, newer: now, place, what });
    }
    const words = `The ${what} of ${place.name} says something else. If it means what it meant, say so in the changeset.`;
    return [change("code-meaning-changed", place, words)];
  });
}

/** Signs that belong to a word or a number stay: A+ is not A, and 0.5 is not 0–5. */
function letters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/(?<!\d)[.,:]|[.,:](?!\d)|[;!?…"“”„«»'’‘()]|(?<=\s)[-–—](?=\s)/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

function mappingChanges(
  before: readonly CodeMapping[],
  after: readonly CodeMapping[],
  place: Place,
): readonly Change[] {
  const { removed, added, changed } = compared(byTarget(before), byTarget(after));
  return [
    ...removed.map(([target]) =>
      change("mapping-changed", place, `${place.name} is no longer mapped to ${target}.`),
    ),
    ...added.map(([target]) =>
      change("term-bound", place, `${place.name} is mapped to ${target} now.`),
    ),
    ...changed.map(([target, old, now]) => {
      const words = `${target} was ${old} for ${place.name} and is ${now} now.`;
      return change("mapping-changed", place, words);
    }),
  ];
}

function codesInOrder(list: CodeList): string {
  return list.codes.map(({ code }) => code).join("\n");
}

function parent(code: Code): string {
  return code.parent ?? "none";
}

function byTarget(mappings: readonly CodeMapping[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    mappings.map(({ list, code, relation }) => [`${list} ${code}`, relation]),
  );
}
