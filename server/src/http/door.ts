import type { Answer } from "./answer.ts";

/** A request as a door sees it. */
export interface DoorRequest {
  readonly method: string;
  /** Path and query; the host means nothing to us. */
  readonly url: URL;
  /** Header name in lower case → value. */
  readonly headers: Readonly<Record<string, string>>;
  /** What the `:name` parts of the door's path stand for. */
  readonly parts: Readonly<Record<string, string>>;
  /** The body; a DoorError when it is larger than this or not of this media type. */
  body(options: { readonly bytesMax: number; readonly mediaType: string }): Promise<Uint8Array>;
}

/** One address of the gateway and what answers there. */
export interface Door {
  /** `/publications/:digest/:file*`; a star lets the last part hold slashes. */
  readonly path: string;
  readonly methods: readonly string[];
  /** Open even while the feed has not been verified. */
  readonly always?: true;
  answer(request: DoorRequest): Promise<Answer>;
}

/** The parts of a path that fits a door; null when it does not. */
export function match(door: Door, path: string): Readonly<Record<string, string>> | null {
  const names: string[] = [];
  const pattern = door.path.replaceAll(/:([a-z]+)(\*?)|[.]/g, (all, name: string, star: string) => {
    if (all === ".") return "\\.";
    names.push(name);
    return star === "*" ? "(.+)" : "([^/]+)";
  });
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (found === null) return null;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
}
