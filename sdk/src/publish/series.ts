/** What has been published of which metric: the series that a change of a definition can concern. */
import { NetworkError } from "../errors.ts";
import { digest, identifier } from "./manifest.ts";
import type { Publication } from "./read.ts";
import { list, open, orNull, parse, text, type Shape } from "./shape.ts";

/** The figures of one definition of a metric that one member has published. */
export interface PublishedSeries {
  readonly metric: string;
  readonly member: string;
  /** Identity of the definition that they were computed by. */
  readonly formalHash: string;
  /** School years, the first one first. */
  readonly periods: readonly string[];
}

/** One publication as far as its series is concerned. */
export type PublishedItem = Pick<PublishedSeries, "metric" | "member" | "formalHash"> & {
  readonly period: string;
};

/** Publications as series, by metric and member. */
export function seriesOf(items: readonly PublishedItem[]): readonly PublishedSeries[] {
  const series = new Map<string, PublishedSeries>();
  for (const { period, metric, member, formalHash } of items) {
    const key = JSON.stringify([metric, member, formalHash]);
    const periods = new Set([...(series.get(key)?.periods ?? []), period]);
    series.set(key, { metric, member, formalHash, periods: [...periods].toSorted() });
  }
  return [...series].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** What a publication says of its series. */
export function itemOf({ manifest }: Pick<Publication, "manifest">): PublishedItem {
  const { metric, member, period } = manifest;
  return { metric: metric.id, member, formalHash: metric.formalHash, period: period.id };
}

interface Page {
  readonly publications: readonly PublishedItem[];
  readonly next: string | null;
}

const pageShape: Shape<Page> = open({
  publications: list(
    open({
      metric: identifier,
      member: identifier,
      formalHash: digest,
      period: text({ lengthMax: 20 }),
    }),
    10_000,
  ),
  next: orNull(text({ lengthMax: 1000 })),
});

/** How long a gateway may take to answer. */
const answerTimeoutMs = 30_000;

/** Everything in the feed of a gateway, page by page. */
export async function feedOf(gateway: string): Promise<readonly PublishedItem[]> {
  const items: PublishedItem[] = [];
  const start = new URL(`${gateway.replace(/\/+$/u, "")}/publications`);
  for (let address: URL | null = start; address !== null;) {
    // One after the other: each page says where the next one is.
    const { publications, next }: Page = await pageAt(address);
    items.push(...publications);
    address = next === null || publications.length === 0 ? null : new URL(next, start);
    if (address !== null && address.origin !== start.origin) throw notAFeed(address);
  }
  return items;
}

async function pageAt(address: URL): Promise<Page> {
  let content: unknown;
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    const response = await fetch(address, { signal, redirect: "error" });
    if (!response.ok) throw notAFeed(address);
    content = await response.json();
  } catch (cause) {
    if (cause instanceof NetworkError) throw cause;
    throw new NetworkError(
      `The feed at ${address.href} could not be read.`,
      "Look at the address and the connection, and run the command again.",
      { cause },
    );
  }
  const parsed = parse(pageShape, content);
  if ("value" in parsed) return parsed.value;
  throw notAFeed(address);
}

function notAFeed({ href }: URL): NetworkError {
  return new NetworkError(
    `${href} is not the feed of a gateway.`,
    "Name the address of a gateway, as publish --to does.",
  );
}
