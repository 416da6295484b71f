import { createYoga } from "graphql-yoga";
import { DoorError, cache } from "../http/answer.ts";
import type { Answer } from "../http/answer.ts";
import type { Door, DoorRequest } from "../http/door.ts";
import { createContext } from "./context.ts";
import type { Source } from "./context.ts";
import { useCostLimit } from "./cost.ts";
import { maskError, useErrorCodes } from "./errors.ts";
import { documentLimits, useDocumentLimits } from "./limits.ts";
import { createSchema } from "./schema.ts";

/**
 * `/graphql`: queries by GET and POST, introspection included. There is no page to try queries on,
 * because Yoga's loads its script from another host.
 */
export function graphqlDoor(source: Source, onBug: (error: unknown) => void): Door {
  const yoga = createYoga({
    schema: createSchema(),
    context: () => createContext(source),
    logging: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: documentLimits.bytes,
    maskedErrors: { maskError: maskError(onBug) },
    plugins: [useDocumentLimits, useCostLimit, useErrorCodes],
  });
  return {
    path: "/graphql",
    methods: ["GET", "POST"],
    answer: async (request) => {
      const response = await yoga.fetch(request.url.href, await initOf(request));
      return answerOf(response);
    },
  };
}

const jsonType = "application/json";
const graphqlType = "application/graphql-response+json";

async function initOf(request: DoorRequest): Promise<RequestInit> {
  const isGraphqlWanted = request.headers["accept"]?.includes(graphqlType) === true;
  const headers = { accept: isGraphqlWanted ? graphqlType : jsonType };
  if (request.method !== "POST") {
    requireQuery(request.url);
    return { headers };
  }
  const body = await request.body({
    bytesMax: documentLimits.bytes,
    mediaType: jsonType,
  });
  return {
    method: "POST",
    headers: { ...headers, "content-type": jsonType },
    body: new Uint8Array(body),
  };
}

function requireQuery(url: URL): void {
  if (url.searchParams.has("query")) return;
  throw new DoorError(400, {
    code: "no-query",
    message: "There is no query.",
    remedy: 'Send {"query": "{ metrics { id } }"} by POST, or ?query={metrics{id}} by GET.',
  });
}

async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: {
      "content-type": response.headers.get("content-type") ?? jsonType,
      "cache-control": cache.never,
    },
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
