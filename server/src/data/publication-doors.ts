import { extname } from "node:path/posix";
import { InputError } from "@edufed/sdk";
import { fromBundle } from "@edufed/sdk/verify";
import type { PublicationFiles } from "@edufed/sdk/verify";
import { DoorError, cache, failed, json } from "../http/answer.ts";
import type { Answer } from "../http/answer.ts";
import type { Door, DoorRequest } from "../http/door.ts";
import type { Ingest, RefusalCode } from "../store/ingest.ts";
import type { FeedItem, Store } from "../store/store.ts";
import { parameters, wholeNumber } from "./parameters.ts";

/** Most items of one page of the feed. */
const pageMax = 1000;
/** Most bundles that are held in memory at once; whoever comes later is asked to come again. */
const bundlesMax = 4;
/** Largest bundle that is taken: the largest data file that is read, in base64, and some room. */
const bundleBytesMax = 96_000_000;

/** `/publications`: the feed, everything in it by its digest, and the one door to publish. */
export function publicationDoors(store: Store, ingest: Ingest): readonly Door[] {
  const oneOfFew = atMost(bundlesMax);
  return [
    {
      path: "/publications",
      methods: ["GET", "POST"],
      answer: (request) =>
        request.method === "POST" ? oneOfFew(() => publish(request, ingest)) : feed(request, store),
    },
    {
      path: "/publications/:digest",
      methods: ["GET"],
      answer: async ({ parts }) =>
        json(200, listed(await found(store, parts["digest"] ?? "")), {
          "cache-control": cache.short,
        }),
    },
    {
      path: "/publications/:digest/:file*",
      methods: ["GET"],
      answer: ({ parts }) => file(store, parts["digest"] ?? "", parts["file"] ?? ""),
    },
  ];
}

async function feed({ url }: DoorRequest, store: Store): Promise<Answer> {
  const given = parameters(url, ["after", "first", "member", "metric"]);
  const after = wholeNumber("after", given["after"], {
    usual: 0,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  });
  const first = wholeNumber("first", given["first"], { usual: pageMax, min: 1, max: pageMax });
  const { member, metric } = given;
  const items = await store.publications({
    after,
    first: first + 1,
    ...(member === undefined ? {} : { member }),
    ...(metric === undefined ? {} : { metric }),
  });
  const page = items.slice(0, first);
  const next = items.length > first ? nextPage(url, page.at(-1)) : null;
  return json(200, { publications: page.map(listed), next }, { "cache-control": cache.short });
}

function nextPage(url: URL, last: FeedItem | undefined): string {
  const query = new URLSearchParams(url.searchParams);
  query.set("after", String(last?.position ?? 0));
  return `/publications?${query.toString()}`;
}

/** A publication as the feed lists it: what it says of itself, and where its files are. */
function listed(item: FeedItem): object {
  const url = `/publications/${item.digest}`;
  return {
    ...item,
    url,
    files: item.files.map(({ path, digest, bytes }) => ({
      path,
      digest,
      bytes,
      url: `${url}/${path}`,
    })),
  };
}

async function found(store: Store, digest: string): Promise<FeedItem> {
  const item = await store.publication(digest);
  if (item !== null) return item;
  throw new DoorError(404, {
    code: "no-such-publication",
    message: "There is no publication with this digest.",
    remedy: "Look for it in the feed at /publications.",
  });
}

async function file(store: Store, digest: string, path: string): Promise<Answer> {
  const item = await found(store, digest);
  const bytes = await store.file(digest, path);
  const listing = item.files.find((one) => one.path === path);
  if (bytes === null || listing === undefined) {
    throw new DoorError(404, {
      code: "no-such-file",
      message: "The publication has no file of this name.",
      remedy: `It has ${item.files.map((one) => one.path).join(", ")}.`,
    });
  }
  return {
    status: 200,
    headers: {
      "content-type": contentTypes[extname(path)] ?? "application/octet-stream",
      "cache-control": cache.forever,
      etag: `"${listing.digest}"`,
    },
    body: bytes,
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json; charset=utf-8",
};

/** Runs so many at once and refuses the others: anybody may send a bundle, and each is large. */
function atMost(count: number): (run: () => Promise<Answer>) => Promise<Answer> {
  let running = 0;
  return async (run) => {
    if (running >= count) {
      throw new DoorError(
        503,
        {
          code: "busy",
          message: "The gateway is taking as many publications as it can at once.",
          remedy: "Send it again in a minute.",
        },
        { "retry-after": "60" },
      );
    }
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
    }
  };
}

async function publish(request: DoorRequest, ingest: Ingest): Promise<Answer> {
  const body = await request.body({ bytesMax: bundleBytesMax, mediaType: "application/json" });
  const ingested = await ingest(bundled(body));
  switch (ingested.kind) {
    case "stored":
      return json(201, listed(ingested.item), {
        location: `/publications/${ingested.item.digest}`,
      });
    case "known":
      return json(200, listed(ingested.item));
    case "refused": {
      const { code, message, remedy, checks } = ingested.refusal;
      return failed(statuses[code], { code, message, remedy, checks });
    }
  }
}

const statuses: Readonly<Record<RefusalCode, number>> = {
  "not-a-publication": 400,
  "unknown-member": 403,
  "wrong-chain": 409,
  "not-verified": 422,
  "not-served": 422,
};

function bundled(body: Uint8Array): PublicationFiles {
  try {
    return fromBundle(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    if (cause instanceof InputError) {
      const { message, remedy } = cause;
      throw new DoorError(400, { code: "not-a-bundle", message, remedy });
    }
    throw new DoorError(400, {
      code: "not-a-bundle",
      message: "The body is not UTF-8.",
      remedy: "Send the bundle with `edufed publish`.",
    });
  }
}
