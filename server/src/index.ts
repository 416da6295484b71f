import { loadRegistry } from "@edufed/schemas";
import type { Registry } from "@edufed/schemas";
import { dataDoors } from "./data/data-doors.ts";
import { healthDoors } from "./data/health-doors.ts";
import { publicationDoors } from "./data/publication-doors.ts";
import { siteDoor } from "./data/site-door.ts";
import { graphqlDoor } from "./graphql/door.ts";
import { createRouter } from "./http/router.ts";
import { createHttpServer } from "./http/server.ts";
import type { TrustList } from "./members/member.ts";
import { checkFeed } from "./store/feed-check.ts";
import { createIngest } from "./store/ingest.ts";
import type { Ingest } from "./store/ingest.ts";
import type { Site } from "./store/site.ts";
import type { Store } from "./store/store.ts";

export type { Member, TrustList } from "./members/member.ts";
export { parseTrustList } from "./members/trust-list.ts";
export type { Ingest, Ingested, IngestRefusal, RefusalCode } from "./store/ingest.ts";
export { openStore } from "./store/open.ts";
export { readSite, type Site } from "./store/site.ts";
export type { Store } from "./store/store.ts";
export { readTrustList } from "./store/trust-file.ts";

export interface GatewayOptions {
  readonly store: Store;
  readonly members: TrustList;
  /** The standard; the release in this repository unless given. */
  readonly registry?: Registry;
  /** Files for every path that is no door. */
  readonly site?: Site;
  /** The present; the machine's clock unless given. */
  readonly now?: () => Date;
  /** Told of what nobody expected; readers are not. */
  readonly onBug: (error: unknown) => void;
}

/** A gateway over a store. */
export interface Gateway {
  readonly store: Store;
  /** Takes a publication as the door does. */
  readonly ingest: Ingest;
  /** Why the doors are closed; null when they are open. */
  closed(): string | null;
  /** Starts to listen and returns the address. */
  listen(port: number, host?: string): Promise<string>;
  /** Closes the doors to new requests, lets those in flight finish, and closes the store. */
  close(): Promise<void>;
}

/**
 * Makes a gateway. The whole feed is verified again first: a store whose files were altered
 * serves nothing, and says so at `/ready`.
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { store, members, onBug } = options;
  const registry = options.registry ?? loadRegistry();
  const now = options.now ?? (() => new Date());
  const problems = await checkFeed(store, members, { registry, now: now() });
  const altered = problems[0]
    ? `${problems.length} publications in the store do not pass verification, the first is ${problems[0].digest}: ${problems[0].message}`
    : null;
  let isStopping = false;
  const closed = (): string | null => (isStopping ? "The gateway is stopping." : altered);
  const ingest = createIngest({ store, members, registry, now });
  const source = { store, members, registry };
  const site = options.site === undefined ? null : siteDoor(options.site);
  const router = createRouter({
    doors: [
      graphqlDoor(source, onBug),
      ...publicationDoors(store, ingest),
      ...dataDoors(source),
      ...healthDoors({ store, closed }),
    ],
    fallback: async ({ method, url, headers }) =>
      method === "GET" || method === "HEAD" ? (site?.(url.pathname, headers) ?? null) : null,
    closed,
    onBug,
  });
  const server = createHttpServer(router);
  return {
    store,
    ingest,
    closed,
    listen: (port, host = "127.0.0.1") => server.listen(port, host),
    close: async () => {
      isStopping = true;
      await server.close();
      store.close();
    },
  };
}
