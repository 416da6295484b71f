/** Fetches a publication from a gateway or any web server that carries a feed. */
import { NetworkError } from "../errors.ts";
import { digest as digestShape, identifier } from "./manifest.ts";
import { list, open, orNull, parse, text } from "./shape.ts";
import { withdrawalPath } from "./withdrawal.ts";
import { limits, listedPaths, paths, readText, type PublicationFiles } from "./files.ts";

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

/** The withdrawal of a publication that a web server carries as an item of a feed; null when there is none. */
export async function fetchWithdrawal(address: string): Promise<Uint8Array | null> {
  const base = new URL(address.endsWith("/") ? address : `${address}/`);
  const [, hex] = /\/items\/([0-9a-f]{64})\/$/.exec(base.pathname) ?? [];
  if (hex === undefined) return null;
  return fetchFile(new URL(`../../${withdrawalPath(`sha256:${hex}`)}`, base));
}

/** A publication that a gateway lists. */
interface Listed {
  readonly member: string;
  readonly address: string;
}

const pageShape = open({
  publications: list(open({ digest: digestShape, member: identifier }), 1000),
  next: orNull(text({ lengthMax: 1000 })),
});

/** Where a gateway has its publications, oldest first. */
export async function fetchPublicationAddresses(gateway: string): Promise<readonly Listed[]> {
  const feed = new URL("publications", gateway.endsWith("/") ? gateway : `${gateway}/`);
  const found: Listed[] = [];
  for (let page: URL | null = feed; page !== null;) {
    const { publications, next } = await fetchPage(page);
    for (const { digest, member } of publications) {
      found.push({ member, address: `${feed.href}/${digest}` });
    }
    page = next === null ? null : new URL(`${feed.href}${new URL(next, feed).search}`);
    if (publications.length === 0) page = null;
  }
  return found;
}

async function fetchPage(url: URL) {
  const bytes = await fetchFile(url);
  const parsed = bytes === null ? null : parse(pageShape, jsonIn(bytes));
  if (parsed !== null && "value" in parsed) return parsed.value;
  throw unreachable(url, "there is no feed of a gateway");
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(readText(bytes) ?? "");
  } catch {
    // What is not JSON has no shape, and is told as such.
    return null;
  }
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
