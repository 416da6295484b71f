/** Reads back from `structure.json` what the columns of `data.csv` may hold. */
import type { LocalisedText } from "@edufed/schemas";
import { localisedText } from "./manifest.ts";
import { list, open, parse, text } from "./shape.ts";
import type { Shape } from "./shape.ts";
import type { StructureCode, StructureDimension } from "./structure.ts";

/** What a reader needs of the structure message. */
export interface Structure {
  /** `FI-HEL:DF_ATT_CHRONIC_BY_SEX(1.0.0)`. */
  readonly dataflow: string;
  readonly title: LocalisedText;
  readonly dimensions: readonly StructureDimension[];
  /** Dimension or attribute id → the values that occur, as the data constraint says. */
  readonly constraint: ReadonlyMap<string, readonly string[]>;
}

const id = text({ lengthMax: 200 });
const named = { id, names: localisedText };
const values = list(open({ id, values: list(id) }), 100);

const messageShape = open({
  data: open({
    dataflows: list(open({ ...named, agencyID: id, version: id }), 1),
    dataStructures: list(
      open({
        dataStructureComponents: open({
          dimensionList: open({ dimensions: list(open({ id }), 20) }),
        }),
      }),
      1,
    ),
    conceptSchemes: list(open({ concepts: list(open(named), 100) }), 1),
    codelists: list(open({ id, codes: list(open(named, { parent: id })) }), 50),
    dataConstraints: list(
      open({ cubeRegions: list(open({ keyValues: values, components: values }), 1) }),
      1,
    ),
  }),
});

type Message = typeof messageShape extends Shape<infer T> ? T : never;

/** The parsed JSON of `structure.json` → what it says, or which part is wrong. */
export function readStructure(
  value: unknown,
): { readonly value: Structure } | { readonly problem: string } {
  const parsed = parse(messageShape, value);
  if ("problem" in parsed) return parsed;
  const { dataflows, dataStructures, dataConstraints } = parsed.value.data;
  const [flow] = dataflows;
  const [structure] = dataStructures;
  const region = dataConstraints[0]?.cubeRegions[0];
  if (flow === undefined || structure === undefined || region === undefined) {
    return { problem: "It has no dataflow, no data structure or no data constraint." };
  }
  const dimensions = structure.dataStructureComponents.dimensionList.dimensions.map((dimension) =>
    dimensionOf(parsed.value, dimension.id),
  );
  const constraint = new Map(
    [...region.keyValues, ...region.components].map((entry) => [entry.id, entry.values]),
  );
  return {
    value: {
      dataflow: `${flow.agencyID}:${flow.id}(${flow.version})`,
      title: flow.names,
      dimensions,
      constraint,
    },
  };
}

function dimensionOf(message: Message, dimension: string): StructureDimension {
  const codes = message.data.codelists.find((item) => item.id === `CL_${dimension}`)?.codes ?? [];
  const concept = message.data.conceptSchemes[0]?.concepts.find((item) => item.id === dimension);
  return {
    id: dimension,
    name: concept?.names ?? { en: dimension },
    codes: codes.map((code): StructureCode => ({
      code: code.id,
      parent: code.parent ?? null,
      name: code.names,
    })),
  };
}
