import type { FeedItem, StoredFile } from "../../store/store.ts";
import type { Context } from "../context.ts";

/** Fields of Publication that are not in the feed's item as they are. */
export const publication = {
  member: ({ member }: FeedItem, _none: unknown, { members }: Context) => members.get(member),
  metric: ({ metric }: FeedItem, _none: unknown, { registry }: Context) =>
    registry.metrics.get(metric),
  parameters: ({ parameters }: FeedItem) =>
    Object.entries(parameters).map(([id, value]) => ({ id, value: String(value) })),
  sourcesUsed: ({ sourcesUsed }: FeedItem) =>
    Object.entries(sourcesUsed).map(([population, entity]) => ({ population, entity })),
  files: ({ digest, files }: FeedItem) =>
    files.map((file: StoredFile) => ({
      path: file.path,
      digest: file.digest,
      bytes: file.bytes,
      url: `/publications/${digest}/${file.path}`,
    })),
};
