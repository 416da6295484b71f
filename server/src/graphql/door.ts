import { createYoga } from "graphql-yoga";
import { cache } from "../http/answer.ts";
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

async function initOf(request: DoorRequest): Promise<RequestInit> {
  const headers = { accept: request.headers["accept"] ?? "application/json" };
  if (request.method !== "POST") return { headers };
  const body = await request.body({
    bytesMax: documentLimits.bytes,
    mediaType: "application/json",
  });
  return {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: new Uint8Array(body),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: {
      "content-type": response.headers.get("content-type") ?? "application/json",
      "cache-control": cache.never,
    },
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
