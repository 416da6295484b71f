import { createHash } from "node:crypto";
import { DoorError, failed } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { match } from "./door.ts";
import type { Door, DoorRequest } from "./door.ts";

/** What every answer says to a browser. The site's pages loosen the content policy for themselves. */
const securityHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** Decides which door answers, and turns whatever goes wrong into an answer. */
export interface Router {
  answer(request: Omit<DoorRequest, "parts">): Promise<Answer>;
}

export interface RouterOptions {
  readonly doors: readonly Door[];
  /** Answers for paths without a door; null when it has nothing there either. */
  fallback(request: Omit<DoorRequest, "parts">): Promise<Answer | null>;
  /** Why the doors are closed; null when they are open. */
  closed(): string | null;
  /** Called with what nobody expected; the reader is told nothing of it. */
  onBug(error: unknown): void;
}

/** Makes a router; the order of the doors does not matter, no two have the same path. */
export function createRouter(options: RouterOptions): Router {
  return {
    answer: async (request) => finish(request, await answerOrFail(options, request)),
  };
}

async function answerOrFail(
  options: RouterOptions,
  request: Omit<DoorRequest, "parts">,
): Promise<Answer> {
  try {
    return await route(options, request);
  } catch (error) {
    if (error instanceof DoorError) return failed(error.status, error.failure, error.headers);
    options.onBug(error);
    return failed(500, {
      code: "bug",
      message: "The gateway failed to answer.",
      remedy: "Try again; if it happens again, report the address and the time to the operator.",
    });
  }
}

async function route(options: RouterOptions, request: Omit<DoorRequest, "parts">): Promise<Answer> {
  const { doors } = options;
  const { pathname } = request.url;
  for (const door of doors) {
    const parts = match(door, pathname);
    if (parts === null) continue;
    requireOpen(door, options.closed());
    if (request.method === "OPTIONS") return preflight(door);
    requireMethod(door, request.method);
    return door.answer({ ...request, parts });
  }
  const answer = await options.fallback(request);
  if (answer !== null) return answer;
  throw new DoorError(404, {
    code: "no-such-door",
    message: `There is nothing at ${pathname}.`,
    remedy: "Use one of the doors that exist.",
    doors: doors.map(({ methods, path }) => `${methods.join(", ")} ${path}`),
  });
}

function requireOpen(door: Door, closed: string | null): void {
  if (closed === null || door.always === true) return;
  throw new DoorError(
    503,
    {
      code: "not-ready",
      message: closed,
      remedy: "Ask /ready until it answers 200, or use another mirror.",
    },
    { "retry-after": "30" },
  );
}

function requireMethod(door: Door, method: string): void {
  const asked = method === "HEAD" ? "GET" : method;
  if (door.methods.includes(asked)) return;
  throw new DoorError(
    405,
    {
      code: "method-not-allowed",
      message: `${door.path} does not take ${method}.`,
      remedy: `Use ${door.methods.join(" or ")}.`,
    },
    { allow: door.methods.join(", ") },
  );
}

function preflight(door: Door): Answer {
  return {
    status: 204,
    headers: {
      "access-control-allow-methods": door.methods.join(", "),
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "86400",
    },
    body: "",
  };
}

/** Adds what every answer has, and leaves the body out where the caller has it already. */
function finish(request: Omit<DoorRequest, "parts">, answer: Answer): Answer {
  const headers = { ...securityHeaders, ...answer.headers };
  if (answer.status !== 200 || headers["cache-control"] === "no-store") {
    return { ...answer, headers };
  }
  const etag = headers["etag"] ?? etagOf(answer.body);
  const tagged = { ...headers, etag };
  const held = (request.headers["if-none-match"] ?? "").split(/\s*,\s*/);
  const isHeld = held.includes(etag) || held.includes(`W/${etag}`) || held.includes("*");
  return isHeld
    ? { status: 304, headers: withoutContent(tagged), body: "" }
    : { ...answer, headers: tagged };
}

/** A strong tag: the same bytes have the same one on every gateway. */
function etagOf(body: string | Uint8Array): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
}

function withoutContent(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "content-type"));
}
