/** What a door answers: everything about a response, as a value. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One check of a publication that failed, as the error carries it. */
interface FailedCheck {
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly remedy?: string;
}

/** Why a request was not answered. Every door but GraphQL's own uses this shape: `{"error": …}`. */
export interface Failure {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly message: string;
  /** What the caller can do, one sentence. */
  readonly remedy: string;
  /** Doors that exist, when the one asked for does not. */
  readonly doors?: readonly string[];
  /** Checks that a publication failed. */
  readonly checks?: readonly FailedCheck[];
}

/** How long a cache may keep an answer. */
export const cache = {
  /** Ask every time. */
  never: "no-store",
  /** Data that grows: kept a minute, served stale when the gateway is gone. */
  short: "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400",
  /** Content whose address is its digest. */
  forever: "public, max-age=31536000, immutable",
} as const;

/** A value as a JSON answer. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": cache.never,
      ...headers,
    },
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}

/** A failure as an answer in the one shape that all doors share. */
export function failed(
  status: number,
  failure: Failure,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json(status, { error: failure }, headers);
}

/** Thrown by a door that cannot answer; the router turns it into the answer. */
export class DoorError extends Error {
  readonly status: number;
  readonly failure: Failure;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, failure: Failure, headers: Readonly<Record<string, string>> = {}) {
    super(failure.message);
    this.name = "DoorError";
    this.status = status;
    this.failure = failure;
    this.headers = headers;
  }
}
