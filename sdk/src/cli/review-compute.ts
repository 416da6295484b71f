import type { Registry } from "@edufed/schemas";
import type { CellTable } from "../cells.ts";
import type { ToCompute } from "./account-words.ts";

/** The files that were named, so that commands can be copied. */
interface Named {
  readonly draft: string;
  readonly cells: readonly string[];
}

/** Tables that would lose less and cannot be made from these cells, with the commands that make them. */
export function toCompute(
  tables: readonly CellTable[],
  { draft, cells }: Named,
  registry: Registry,
): readonly ToCompute[] {
  const [table] = tables;
  if (table === undefined) return [];
  const { description } = table;
  const area = widerAreas(table, registry);
  const run = (by: readonly string[], period: string, out: string): string =>
    [
      `edufed metric run ${description.metric} --data <records>`,
      ...(by.length === 0 ? [] : [`--by ${by.join(",")}`]),
      `--period ${period}`,
      ...Object.entries(description.parameters).map(([name, value]) => `--param ${name}=${value}`),
      `--out ${out}`,
    ].join(" ");
  const own = description.dimensions.map(({ id }) => id);
  const before = yearBefore(tables);
  const earlier = `cells-${before.slice(0, 4)}.parquet`;
  const files = [...cells, earlier].map((file) => `--cells ${file}`).join(" ");
  return [
    ...area.map(({ from, to }): ToCompute => ({
      gives: "area",
      commands: [
        run(
          own.map((id) => (id === from ? to : id)),
          description.period,
          "cells-wider.parquet",
        ),
        "edufed protect cells-wider.parquet --out draft-wider",
      ],
    })),
    ...(tables.length > 1
      ? []
      : [
          {
            gives: "period" as const,
            commands: [run(own, before, earlier), `edufed review ${draft} ${files}`],
          },
        ]),
  ];
}

/** Dimensions of schools that the metric can also be cut by the area of. */
function widerAreas(
  { description: { metric, dimensions } }: CellTable,
  registry: Registry,
): readonly { readonly from: string; readonly to: string }[] {
  const declared = registry.metrics.get(metric)?.dimensions ?? [];
  const own = new Set(dimensions.map(({ id }) => id));
  return dimensions.flatMap(({ id, shows, family }) => {
    if (shows === undefined && registry.dimensions.get(id)?.shows === undefined) return [];
    const cut = family ?? registry.dimensions.get(id)?.family;
    const wider = declared.filter((other) => {
      const dimension = registry.dimensions.get(other);
      return dimension?.family === cut && dimension?.shows === undefined && !own.has(other);
    });
    return wider.map((to) => ({ from: id, to }));
  });
}

function yearBefore(tables: readonly CellTable[]): string {
  const [period = ""] = tables.map(({ description }) => description.period).toSorted();
  const year = Number(period.slice(0, 4));
  return `${year - 1}/${year}`;
}
