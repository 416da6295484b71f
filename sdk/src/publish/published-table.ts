/** What a protected table looks like once published: REF_AREA is always a dimension, codes have names. */
import type { Dimension, LocalisedText, Registry } from "@edufed/schemas";
import type { HierarchyCode, TableDimension } from "../cells.ts";
import type { Observation, ObservationTable } from "../publication.ts";
import { conceptNames, totalName, unknownName } from "./sdmx-names.ts";
import type { StructureCode, StructureDimension } from "./structure.ts";

/** Where names come from. */
export interface Names {
  readonly registry: Registry;
  readonly refArea: string;
  readonly memberName: LocalisedText;
}

/** The dimension every publication has, so that members can stand side by side. */
export const areaDimension = "REF_AREA";

/** The dimensions of the published table: REF_AREA first, then the others in the table's order. */
export function publishedDimensions(
  table: ObservationTable,
  names: Names,
): readonly StructureDimension[] {
  const { dimensions } = table.description;
  const wholeArea: TableDimension = {
    id: areaDimension,
    codes: [{ code: names.refArea, parent: null }],
  };
  const area = dimensions.find(({ id }) => id === areaDimension) ?? wholeArea;
  return [area, ...dimensions.filter(({ id }) => id !== areaDimension)].map((dimension) =>
    withNames(dimension, names),
  );
}

/** The observations with a code for REF_AREA in every one. */
export function publishedObservations(
  table: ObservationTable,
  refArea: string,
): readonly Observation[] {
  const isCutByArea = table.description.dimensions.some(({ id }) => id === areaDimension);
  if (isCutByArea) return table.observations;
  return table.observations.map((observation) =>
    Object.assign({}, observation, { codes: { ...observation.codes, [areaDimension]: refArea } }),
  );
}

function withNames({ id, codes }: TableDimension, names: Names): StructureDimension {
  const dimension = names.registry.dimensions.get(id);
  return {
    id,
    name: dimension?.title ?? conceptNames[id] ?? { en: id },
    codes: codes.map((code) => withName(code, id, dimension, names)),
  };
}

function withName(
  { code, parent, name: own }: HierarchyCode,
  id: string,
  dimension: Dimension | undefined,
  names: Names,
): StructureCode {
  const name =
    ownName(own) ?? areaName(code, id, names) ?? listName(code, dimension, names.registry);
  return { code, parent, name: name ?? fallbackName(code, parent, dimension) };
}

function ownName(name: LocalisedText | undefined): LocalisedText | undefined {
  return name === undefined ? undefined : composed(name);
}

function areaName(code: string, id: string, names: Names): LocalisedText | undefined {
  return id === areaDimension && code === names.refArea ? names.memberName : undefined;
}

/** The label of the list's code, or of the record code that is published as this one. */
function listName(
  code: string,
  dimension: Dimension | undefined,
  registry: Registry,
): LocalisedText | undefined {
  if (dimension?.codeList === undefined) return undefined;
  const codes = registry.codeLists.get(dimension.codeList)?.codes ?? [];
  const found = codes.find((item) => item.code === code);
  return (found ?? codes.find((item) => dimension.map[item.code] === code))?.label;
}

function fallbackName(
  code: string,
  parent: string | null,
  dimension: Dimension | undefined,
): LocalisedText {
  if (code === dimension?.unknown) return unknownName;
  return parent === null && code === "_T" ? totalName : { en: code };
}

/** A text in Unicode normal form C, in which everything published is written. */
export function composed(name: LocalisedText): LocalisedText {
  return {
    en: name.en.normalize("NFC"),
    ...(name.fi === undefined ? {} : { fi: name.fi.normalize("NFC") }),
    ...(name.sv === undefined ? {} : { sv: name.sv.normalize("NFC") }),
    ...(name.az === undefined ? {} : { az: name.az.normalize("NFC") }),
  };
}
