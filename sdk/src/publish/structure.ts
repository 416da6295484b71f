/**
 * `structure.json`: the SDMX-JSON 2.1 structure message that explains `data.csv` to a statistical
 * office: dataflow, data structure, concepts, code lists with names, and which values occur.
 * Schema: https://json.sdmx.org/2.1/sdmx-json-structure-schema.json
 */
import type { LocalisedText } from "@edufed/schemas";
import { conceptNames, confidentialityCodes, observationStatusCodes } from "./sdmx-names.ts";

/** A code with its names and the wider code it is part of. */
export interface StructureCode {
  readonly code: string;
  readonly parent: string | null;
  readonly name: LocalisedText;
}

export interface StructureDimension {
  readonly id: string;
  readonly name: LocalisedText;
  readonly codes: readonly StructureCode[];
}

/** Everything the structure message says. */
export interface StructureInput {
  /** Agency that maintains the artefacts: the member. */
  readonly agency: string;
  readonly memberName: LocalisedText;
  readonly sequence: number;
  /** Breakdown id: `ATT_CHRONIC_BY_SEX`. */
  readonly id: string;
  readonly version: string;
  readonly title: LocalisedText;
  readonly languages: readonly string[];
  readonly dimensions: readonly StructureDimension[];
  readonly timePeriod: string;
  readonly reportingYearStart: string;
  readonly unit: string;
  /** Last day of the period. SDMX asks for a day here, and a clock would make equal tables differ. */
  readonly prepared: string;
}

type Json = Readonly<Record<string, unknown>>;

/** `ATT_CHRONIC` cut by SEX and GRADE → `ATT_CHRONIC_BY_SEX_GRADE`; tables cut differently are different dataflows. */
export function breakdownId(metric: string, dimensions: readonly string[]): string {
  return dimensions.length === 0 ? metric : `${metric}_BY_${dimensions.join("_")}`;
}

/** SDMX reference of the dataflow: `FI-HEL:DF_ATT_CHRONIC_BY_SEX(1.0.0)`. */
export function dataflowReference(
  input: Pick<StructureInput, "agency" | "id" | "version">,
): string {
  return `${input.agency}:DF_${input.id}(${input.version})`;
}

/** The structure message as a JSON value. */
export function structureMessage(input: StructureInput): Json {
  return {
    $schema: "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json",
    meta: {
      id: `${input.agency}-${input.sequence}`,
      test: false,
      prepared: input.prepared,
      contentLanguages: input.languages,
      sender: { id: input.agency, ...named(input, input.memberName) },
    },
    data: {
      dataflows: [
        {
          ...maintained(input, `DF_${input.id}`, input.title),
          structure: urn(input, "datastructure.DataStructure", `DSD_${input.id}`),
        },
      ],
      dataStructures: [dataStructure(input)],
      conceptSchemes: [conceptScheme(input)],
      codelists: [
        ...input.dimensions.map((dimension) => dimensionList(input, dimension)),
        statusList(input, "CL_OBS_STATUS", conceptNames["OBS_STATUS"], observationStatusCodes),
        statusList(input, "CL_CONF_STATUS", conceptNames["CONF_STATUS"], confidentialityCodes),
      ],
      dataConstraints: [dataConstraint(input)],
    },
  };
}

function dataStructure(input: StructureInput): Json {
  return {
    ...maintained(input, `DSD_${input.id}`, input.title),
    dataStructureComponents: {
      dimensionList: {
        id: "DimensionDescriptor",
        dimensions: input.dimensions.map(({ id }, position) => ({
          ...component(input, id),
          position,
          localRepresentation: { enumeration: urn(input, "codelist.Codelist", `CL_${id}`) },
        })),
        timeDimension: {
          ...component(input, "TIME_PERIOD"),
          localRepresentation: { format: { dataType: "ObservationalTimePeriod" } },
        },
      },
      measureList: {
        id: "MeasureDescriptor",
        measures: [
          { ...component(input, "OBS_VALUE"), ...formatted("Double"), usage: "mandatory" },
        ],
      },
      attributeList: { id: "AttributeDescriptor", attributes: attributes(input) },
    },
  };
}

function attributes(input: StructureInput): readonly Json[] {
  const perObservation = { usage: "mandatory", attributeRelationship: { observation: {} } };
  const perDataflow = { usage: "mandatory", attributeRelationship: { dataflow: {} } };
  const listed = (list: string): Json => ({
    localRepresentation: { enumeration: urn(input, "codelist.Codelist", list) },
  });
  return [
    { ...component(input, "OBS_STATUS"), ...perObservation, ...listed("CL_OBS_STATUS") },
    { ...component(input, "CONF_STATUS"), ...perObservation, ...listed("CL_CONF_STATUS") },
    { ...component(input, "NUM"), ...perObservation, ...formatted("Double") },
    { ...component(input, "DEN"), ...perObservation, ...formatted("Double") },
    { ...component(input, "UNIT_MEASURE"), ...perDataflow, ...formatted("String") },
    {
      ...component(input, "REPORTING_YEAR_START_DAY"),
      ...perDataflow,
      localRepresentation: { format: { dataType: "MonthDay" }, minOccurs: 1, maxOccurs: 1 },
    },
  ];
}

function conceptScheme(input: StructureInput): Json {
  const names = new Map(Object.entries(conceptNames));
  for (const { id, name } of input.dimensions) names.set(id, name);
  const concepts = Array.from(names, ([id, name]) => ({ id, ...named(input, name) }));
  return { ...maintained(input, `CS_${input.id}`, input.title), concepts };
}

function dimensionList(input: StructureInput, dimension: StructureDimension): Json {
  return {
    ...maintained(input, `CL_${dimension.id}`, dimension.name),
    codes: dimension.codes.map(({ code, parent, name }) => ({
      id: code,
      ...named(input, name),
      ...(parent === null ? {} : { parent }),
    })),
  };
}

function statusList(
  input: StructureInput,
  id: string,
  title: LocalisedText | undefined,
  codes: readonly { readonly code: string; readonly label: LocalisedText }[],
): Json {
  return {
    ...maintained(input, id, title ?? { en: id }),
    isPartial: true,
    codes: codes.map(({ code, label }) => ({ id: code, ...named(input, label) })),
  };
}

function dataConstraint(input: StructureInput): Json {
  return {
    ...maintained(input, `DC_${input.id}`, input.title),
    constraintAttachment: { dataflows: [urn(input, "datastructure.Dataflow", `DF_${input.id}`)] },
    cubeRegions: [
      {
        include: true,
        keyValues: [
          ...input.dimensions.map(({ id, codes }) => ({
            id,
            values: codes.map(({ code }) => code),
          })),
          { id: "TIME_PERIOD", values: [input.timePeriod] },
        ],
        components: [
          { id: "UNIT_MEASURE", values: [input.unit] },
          { id: "REPORTING_YEAR_START_DAY", values: [input.reportingYearStart] },
        ],
      },
    ],
  };
}

function component(input: StructureInput, id: string): Json {
  return { id, conceptIdentity: `${urn(input, "conceptscheme.Concept", `CS_${input.id}`)}.${id}` };
}

function formatted(dataType: "Double" | "String"): Json {
  return { localRepresentation: { format: { dataType } } };
}

function urn(input: StructureInput, type: string, id: string): string {
  return `urn:sdmx:org.sdmx.infomodel.${type}=${input.agency}:${id}(${input.version})`;
}

function maintained(input: StructureInput, id: string, name: LocalisedText): Json {
  return { id, agencyID: input.agency, version: input.version, ...named(input, name) };
}

/** English as the name that every reader understands, and the member's languages beside it. */
function named(input: StructureInput, name: LocalisedText): Json {
  const wanted = Object.entries(name).filter(
    ([tag]) => tag === "en" || input.languages.includes(tag),
  );
  return { name: name.en, names: Object.fromEntries(wanted) };
}
