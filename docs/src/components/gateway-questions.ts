import { breakdownsOf, explorerData } from "./explorer-data.ts";
import type {
  ComparisonAnswer,
  ExplorerData,
  ExplorerMember,
  ExplorerMetric,
  PublishedObservation,
  PublishedTable,
} from "./explorer-data.ts";

/** A GraphQL question; `T` is what the answer's `data` is. */
interface Question<T> {
  readonly text: string;
  /** Never there: it ties the type of the answer to the question. */
  readonly answer?: T;
}

/** Asks a gateway one question and returns `data`; throws when there is none. */
export type Ask = <T>(
  question: Question<T>,
  variables: Readonly<Record<string, unknown>>,
) => Promise<T>;

/** Asks over HTTP at the address of a gateway's GraphQL; the same origin when it is a path. */
export function askAt(address: string): Ask {
  return async <T>(question: Question<T>, variables: Readonly<Record<string, unknown>>) => {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: question.text, variables }),
    });
    const answer: { readonly data?: T | null; readonly errors?: unknown } = await response.json();
    const { data, errors } = answer;
    if (data === undefined || data === null || errors !== undefined)
      throw new Error(`${address} did not answer the question`);
    return data;
  };
}

/** A number that stays the same as long as all answers do. */
export async function askDataVersion(ask: Ask): Promise<number> {
  const { gateway } = await ask(versionQuestion, {});
  return gateway.dataVersion;
}

/** Everything the explorer shows, from a gateway. */
export async function askExplorerData(ask: Ask): Promise<ExplorerData> {
  const overview = await ask(overviewQuestion, {});
  const tables = await allPages(
    async (after) => (await ask(tablesQuestion, { after })).publications,
  );
  const published = overview.metrics.filter(({ id }) =>
    tables.some(({ metric }) => metric.id === id),
  );
  const parts = await Promise.all(published.map(({ id }) => askMetric(ask, id, tables)));
  return explorerData({
    dataVersion: overview.gateway.dataVersion,
    members: overview.members,
    metrics: published,
    tables,
    observations: parts.flatMap(({ observations }) => observations),
    comparisons: parts.flatMap(({ comparisons }) => comparisons),
  });
}

async function askMetric(
  ask: Ask,
  metric: string,
  tables: readonly PublishedTable[],
): Promise<{
  readonly observations: readonly PublishedObservation[];
  readonly comparisons: readonly ComparisonAnswer[];
}> {
  const observations = await allPages(
    async (after) => (await ask(observationsQuestion, { metric, after })).observations,
  );
  const comparisons = await Promise.all(
    breakdownsOf(metric, tables).map((dimensions) => askVerdict(ask, metric, dimensions, tables)),
  );
  return { observations, comparisons: comparisons.flat() };
}

/** No verdict on one member alone: there is nothing to stand beside. */
async function askVerdict(
  ask: Ask,
  metric: string,
  dimensions: readonly string[],
  tables: readonly PublishedTable[],
): Promise<readonly ComparisonAnswer[]> {
  const key = dimensions.join(" ");
  const same = tables.filter(
    (table) => table.metric.id === metric && table.dimensions.join(" ") === key,
  );
  const members = [...new Set(same.map(({ member }) => member.id))].toSorted();
  if (members.length < 2) return [];
  const { compare } = await ask(verdictQuestion, { metric, members, dimensions });
  return [{ metric, dimensions, ...compare }];
}

interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function allPages<T>(
  askPage: (after: string | null) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const nodes: T[] = [];
  let after: string | null = null;
  do {
    // A page says where the next one begins, so they are asked one after the other.
    const page: Page<T> = await askPage(after);
    nodes.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}

/** Fields of `LocalisedText`. */
const text = "{ en fi sv az }";

const versionQuestion: Question<{ readonly gateway: { readonly dataVersion: number } }> = {
  text: "{ gateway { dataVersion } }",
};

const overviewQuestion: Question<{
  readonly gateway: { readonly dataVersion: number };
  readonly members: readonly ExplorerMember[];
  readonly metrics: readonly Omit<ExplorerMetric, "tables">[];
}> = {
  text: `{
    gateway { dataVersion }
    members { id name ${text} }
    metrics { id title ${text} definition ${text} unit decimals cautions ${text} }
  }`,
};

const tablesQuestion: Question<{ readonly publications: Page<PublishedTable> }> = {
  text: `query ($after: String) {
    publications(first: 100, after: $after, currentOnly: true) {
      nodes { digest member { id } metric { id } period dimensions coverage }
      pageInfo { hasNextPage endCursor }
    }
  }`,
};

const observationsQuestion: Question<{ readonly observations: Page<PublishedObservation> }> = {
  text: `query ($metric: ID!, $after: String) {
    observations(metric: $metric, first: 1000, after: $after) {
      nodes {
        publication { digest }
        codes { dimension code isTotal label ${text} }
        value status num den
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
};

const verdictQuestion: Question<{
  readonly compare: Pick<ComparisonAnswer, "verdict" | "reasons">;
}> = {
  text: `query ($metric: ID!, $members: [ID!]!, $dimensions: [String!]!) {
    compare(metric: $metric, members: $members, dimensions: $dimensions) {
      verdict
      reasons { code effect members detail text ${text} }
    }
  }`,
};
