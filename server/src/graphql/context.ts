import type { Registry } from "@edufed/schemas";
import type { TrustList } from "../members/member.ts";
import type { CodeNames, FeedItem, Store } from "../store/store.ts";

/** What resolvers read from. */
export interface Source {
  readonly store: Store;
  readonly members: TrustList;
  readonly registry: Registry;
}

/** The source, remembering for one request what it was asked before. */
export interface Context extends Source {
  publication(digest: string): Promise<FeedItem | null>;
  names(digest: string): Promise<CodeNames | null>;
}

/** A context for one request. */
export function createContext(source: Source): Context {
  return {
    ...source,
    publication: remembering((digest) => source.store.publication(digest)),
    names: remembering((digest) => source.store.names(digest)),
  };
}

function remembering<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const held = new Map<string, Promise<T>>();
  return (key) => {
    const known = held.get(key) ?? read(key);
    held.set(key, known);
    return known;
  };
}
