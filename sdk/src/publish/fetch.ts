/** Fetches a publication from a gateway or any web server that carries a feed. */
import { NetworkError } from "../errors.ts";
import { limits, listedPaths, paths, type PublicationFiles } from "./files.ts";

/** How long one file may take. */
const fileTimeoutMs = 30_000;

/** The files at `<address>/manifest.json` and beside it. Verify them before relying on anything. */
export async function fetchPublication(address: string): Promise<PublicationFiles> {
  const base = address.endsWith("/") ? address : `${address}/`;
  const names = [paths.manifest, ...listedPaths, paths.signatures];
  const files = await Promise.all(
    [...new Set(names)].map(async (path) => [path, await fetchFile(new URL(path, base))] as const),
  );
  return new Map(
    files.flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])),
  );
}

async function fetchFile(url: URL): Promise<Uint8Array | null> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(fileTimeoutMs), redirect: "error" });
  } catch (cause) {
    throw unreachable(url, "it did not answer", cause);
  }
  if (response.status === 404) return null;
  if (!response.ok) throw unreachable(url, `it answered ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > limits.dataBytesMax)
    throw unreachable(url, "the file is larger than any of a publication");
  return bytes;
}

function unreachable(url: URL, reason: string, cause?: unknown): NetworkError {
  return new NetworkError(
    `${url.href} could not be fetched: ${reason}.`,
    "Check the address, and try again later.",
    { cause },
  );
}
