import { createHash } from "node:crypto";
import { extname } from "node:path/posix";
import { cache } from "../http/answer.ts";
import type { Answer } from "../http/answer.ts";
import type { Site } from "../store/site.ts";

/**
 * Answers for the paths of a static site: `/a/` is `a/index.html`, `/a` leads there. A path it
 * does not have gives null, or the site's own 404 page when a person asks.
 */
export function siteDoor(
  site: Site,
): (path: string, headers: Readonly<Record<string, string>>) => Answer | null {
  const policies = new Map(
    [...site]
      .filter(([path]) => path.endsWith(".html"))
      .map(([path, bytes]) => [path, contentPolicy(new TextDecoder().decode(bytes))]),
  );
  const page = (file: string, status: number): Answer | null => {
    const bytes = site.get(file);
    if (bytes === undefined) return null;
    const policy = policies.get(file);
    return {
      status,
      headers: {
        "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
        "cache-control": isHashed(file) ? cache.forever : "no-cache",
        ...(policy === undefined ? {} : { "content-security-policy": policy }),
      },
      body: bytes,
    };
  };
  return (path, headers) => {
    const file = decoded(path);
    if (file === null) return null;
    const found = page(file.endsWith("/") || file === "" ? `${file}index.html` : file, 200);
    if (found !== null) return found;
    if (site.has(`${file}/index.html`)) return redirect(`${path}/`);
    return (headers["accept"] ?? "").includes("text/html") ? page("404.html", 404) : null;
  };
}

/** The path below the site; null when it is no text. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    // Malformed escapes name nothing.
    return null;
  }
}

function redirect(location: string): Answer {
  return { status: 308, headers: { location, "cache-control": "no-cache" }, body: "" };
}

/** Astro puts the hash of the content into the name of everything below `_astro`. */
function isHashed(file: string): boolean {
  return file.startsWith("_astro/");
}

/**
 * Lets a page load from this gateway only. Scripts inside the page are allowed by their hash, so a
 * script that was not there when the site was built does not run; the search index is WebAssembly.
 */
function contentPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = new Set(
    inline.map(
      ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    ),
  );
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const contentTypes: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".graphql": "text/plain; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ipynb": "application/x-ipynb+json",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonld": "application/ld+json",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".sql": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};
