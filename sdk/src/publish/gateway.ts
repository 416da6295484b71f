/** Sends a publication to a gateway, which verifies it again before it takes it. */
import { NetworkError, RefusedError } from "../errors.ts";
import { toBundle } from "./bundle.ts";
import type { Published } from "./feed.ts";
import { parsePublication } from "./read.ts";
import { list, open, parse, text } from "./shape.ts";
import type { Shape } from "./shape.ts";
import type { Signed } from "./sign.ts";

/** How long a gateway may take to answer. */
const answerTimeoutMs = 60_000;

/** The error that gateways answer with. */
interface GatewayError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly checks?: readonly {
    readonly code: string;
    readonly message: string;
    readonly outcome?: string;
  }[];
}

const words = text({ lengthMax: 10_000 });
const errorShape: Shape<{ readonly error: GatewayError }> = open({
  error: open(
    { code: words, message: words, remedy: words },
    { checks: list(open({ code: words, message: words }, { outcome: words }), 1000) },
  ),
});

/**
 * Posts a publication to `<gateway>/publications`. Sending it twice is harmless.
 *
 * @throws NetworkError when the gateway cannot be reached or fails, RefusedError when it refuses.
 */
export async function publishToGateway(files: Signed, gateway: string): Promise<Published> {
  const { id, manifest } = await parsePublication(files);
  const place = `${gateway.replace(/\/+$/, "")}/publications`;
  const response = await post(place, toBundle(files));
  if (response.ok) {
    return {
      id,
      sequence: manifest.sequence,
      wasThere: response.status === 200,
      place: `${place}/${id}`,
    };
  }
  throw await refusalOf(response, gateway);
}

async function post(address: string, body: string): Promise<Response> {
  try {
    return await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
  } catch (cause) {
    throw new NetworkError(
      `The gateway at ${address} could not be reached.`,
      "Look at the address and the connection, and run the command again.",
      { cause },
    );
  }
}

async function refusalOf(
  response: Response,
  gateway: string,
): Promise<RefusedError | NetworkError> {
  const error = await errorOf(response);
  if (error === null || response.status >= 500) {
    const message = error?.message ?? `It answered with status ${response.status}.`;
    return new NetworkError(
      `The gateway at ${gateway} failed. ${message}`,
      error?.remedy ?? "Try again later.",
    );
  }
  const checks = (error.checks ?? [])
    .filter(({ outcome }) => outcome === undefined || outcome === "failed")
    .filter(({ message }) => !error.message.includes(message))
    .map(({ code, message }) => `${code}: ${message}`);
  return new RefusedError(
    [`The gateway refused: ${error.message}`, ...checks].join(" "),
    error.remedy,
  );
}

async function errorOf(response: Response): Promise<GatewayError | null> {
  try {
    const parsed = parse(errorShape, await response.json());
    return "value" in parsed ? parsed.value.error : null;
  } catch {
    // A body that is not JSON says nothing; the status is reported instead.
    return null;
  }
}
