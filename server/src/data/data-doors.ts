import type { Metric, Registry } from "@edufed/schemas";
import { codeFilters } from "../compare/code-filters.ts";
import { DoorError, cache, json } from "../http/answer.ts";
import type { Answer } from "../http/answer.ts";
import type { Door, DoorRequest } from "../http/door.ts";
import type { TrustList } from "../members/member.ts";
import type { FeedItem, ObservationQuery, Store, StoredObservation } from "../store/store.ts";
import { badParameter, listOf, oneOf, parameters } from "./parameters.ts";
import { columnsOf, csv, languages, rowsOf } from "./table.ts";
import type { PlacedCell } from "./table.ts";

interface Source {
  readonly store: Store;
  readonly members: TrustList;
  readonly registry: Registry;
}

/** Everything of a metric; a file has no pages. */
const all = Number.MAX_SAFE_INTEGER;

/**
 * `/data/<metric>.csv`: the current figures of all members with names, status in a column of its
 * own. `/data/<metric>.json`: what they mean.
 */
export function dataDoors(source: Source): readonly Door[] {
  return [
    {
      path: "/data/:metric.csv",
      methods: ["GET"],
      answer: (request) => table(request, source),
    },
    {
      path: "/data/:metric.json",
      methods: ["GET"],
      answer: (request) => metadata(request, source),
    },
  ];
}

async function table({ url, parts }: DoorRequest, source: Source): Promise<Answer> {
  const { store, registry } = source;
  const metric = metricOf(parts, registry);
  const ids = [...registry.dimensions.keys()];
  const given = parameters(url, ["lang", "member", "period", ...ids]);
  const language = oneOf("lang", given["lang"], languages);
  const publications = await current(store, metric.id);
  const cells = await store.observations({
    ...filters(given, source),
    publications: [...publications.keys()],
    first: all,
  });
  const placed = await placedCells(cells, publications, source);
  const columns = columnsOf(publications.values(), registry.dimensions).map(({ name }) => name);
  const rows = rowsOf(placed, publications.values(), { registry, language });
  return {
    status: 200,
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${metric.id}-${language}.csv"`,
      "cache-control": cache.short,
      link: `</data/${metric.id}.json>; rel="describedby"`,
    },
    body: csv([columns, ...rows]),
  };
}

/** The figures with what stands beside them; verification makes sure that all of it is there. */
async function placedCells(
  cells: readonly StoredObservation[],
  publications: ReadonlyMap<string, FeedItem>,
  { store, members }: Source,
): Promise<readonly PlacedCell[]> {
  const digests = [...new Set(cells.map((cell) => cell.publication))];
  const names = new Map(
    await Promise.all(
      digests.map(async (digest) => [digest, (await store.names(digest)) ?? {}] as const),
    ),
  );
  return cells.map((cell) => {
    const publication = publications.get(cell.publication);
    const member = members.get(cell.member);
    if (publication === undefined || member === undefined) {
      throw new Error(`A figure of ${cell.publication} has lost its publication or its member.`);
    }
    return { cell, publication, member, names: names.get(cell.publication) ?? {} };
  });
}

function filters(
  given: Readonly<Record<string, string | undefined>>,
  { members, registry }: Source,
): Omit<ObservationQuery, "first"> {
  const wanted = listOf(given["member"]);
  const stranger = wanted?.find((id) => !members.has(id));
  if (stranger !== undefined) {
    throw badParameter("member", "names no member", `Use ${[...members.keys()].join(", ")}.`);
  }
  const codes = [...registry.dimensions.keys()].flatMap((id) => {
    const list = listOf(given[id]);
    return list === undefined ? [] : [[id, list] as const];
  });
  const { period } = given;
  return {
    codes: codeFilters(Object.fromEntries(codes), registry.dimensions, members),
    ...(wanted === undefined ? {} : { members: wanted }),
    ...(period === undefined ? {} : { period }),
  };
}

async function metadata({ url, parts }: DoorRequest, source: Source): Promise<Answer> {
  const { store, members, registry } = source;
  const metric = metricOf(parts, registry);
  parameters(url, []);
  const publications = await current(store, metric.id);
  return json(
    200,
    {
      metric,
      table: `/data/${metric.id}.csv`,
      columns: columnsOf(publications.values(), registry.dimensions),
      statuses: registry.codeLists.get("sdmx-obs-status")?.codes ?? [],
      members: [...members.values()].map(({ id, name, refArea, schoolYearStart }) => ({
        id,
        name,
        refArea,
        schoolYearStart,
      })),
      publications: [...publications.values()],
      notes: [
        "A figure with another status than A has no number: it is not zero.",
        "Figures of different members are not added up or averaged.",
      ],
    },
    { "cache-control": cache.short },
  );
}

/** The publications of a metric that nothing newer replaces, by digest. */
async function current(store: Store, metric: string): Promise<ReadonlyMap<string, FeedItem>> {
  const items = await store.publications({ metric, currentOnly: true, first: all });
  return new Map(items.map((item) => [item.digest, item]));
}

function metricOf(parts: Readonly<Record<string, string>>, registry: Registry): Metric {
  const metric = registry.metrics.get(parts["metric"] ?? "");
  if (metric !== undefined) return metric;
  throw new DoorError(404, {
    code: "no-such-metric",
    message: "The standard has no metric of this name.",
    remedy: `It has ${[...registry.metrics.keys()].join(", ")}.`,
  });
}
