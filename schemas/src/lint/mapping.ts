import type { Code, CodeList, CodeMapping, Registry } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";

/**
 * What the codes of a list say about codes of other lists: said once, of codes that exist where the
 * other list is ours, and nothing that the other list or another code contradicts. The place is
 * that of the codes.
 */
export function mappingProblems(
  list: CodeList,
  registry: Registry,
  place: Place,
): readonly Problem[] {
  const mapped = list.codes.flatMap((code, codeIndex) =>
    (code.mappings ?? []).map((mapping, index) => ({
      code,
      mapping,
      place: within(place, codeIndex, "mappings", index),
    })),
  );
  return mapped.flatMap((entry) => [
    ...targetProblems(entry, list, registry),
    ...repetitionProblems(entry, mapped),
  ]);
}

/** One mapping of one code, and where it stands. */
interface Mapped {
  readonly code: Code;
  readonly mapping: CodeMapping;
  readonly place: Place;
}

/** A list of another standard is named by the standard and its table: `koski/kieli`, `ed-fi:5.2/SexDescriptor`. */
const foreignList = /^[a-z][a-z0-9-]*(?::[A-Za-z0-9.-]+)?\/\S+$/u;

function targetProblems(
  { code, mapping, place }: Mapped,
  list: CodeList,
  registry: Registry,
): readonly Problem[] {
  const { list: target } = mapping;
  if (foreignList.test(target)) return [];
  const other = registry.codeLists.get(target);
  if (other === undefined || other === list) {
    const message = `${target} is no other list of this standard; one of another standard is written as format:edition/table`;
    return [{ ...within(place, "list"), message }];
  }
  const otherCode = other.codes.find((candidate) => candidate.code === mapping.code);
  if (otherCode === undefined)
    return [{ ...within(place, "code"), message: `${mapping.code} is no code of ${target}` }];
  const back = otherCode.mappings?.find(
    (candidate) => candidate.list === list.id && candidate.code === code.code,
  );
  return unless(
    back === undefined || back.relation === inverse[mapping.relation],
    within(place, "relation"),
    `${target} says of this code that it is ${back?.relation ?? ""}; seen from here that is ${back === undefined ? "" : inverse[back.relation]}`,
  );
}

/** What the same pair of codes is called from the other side. */
const inverse = {
  equivalent: "equivalent",
  broader: "narrower",
  narrower: "broader",
  inexact: "inexact",
} as const satisfies Record<CodeMapping["relation"], CodeMapping["relation"]>;

/** A code is mapped to another at most once, and no two codes of a list are equivalent to the same one. */
function repetitionProblems(
  { code, mapping, place }: Mapped,
  all: readonly Mapped[],
): readonly Problem[] {
  const others = all.filter(
    (entry) =>
      entry.mapping !== mapping &&
      entry.mapping.list === mapping.list &&
      entry.mapping.code === mapping.code,
  );
  const rival = others.find(
    (entry) => entry.code !== code && entry.mapping.relation === "equivalent",
  );
  return [
    ...unless(
      others.every((entry) => entry.code !== code),
      place,
      `${mapping.code} of ${mapping.list} is mapped to this code more than once`,
    ),
    ...unless(
      mapping.relation !== "equivalent" || rival === undefined,
      within(place, "relation"),
      `${rival?.code.code ?? ""} is also equivalent to ${mapping.code} of ${mapping.list}`,
    ),
  ];
}
