import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lookAtNdjson } from "../../src/import/ndjson-bytes.ts";
import { makeFolder } from "./folder.ts";

/** What is told of a file with this content. */
async function told(content: string | Buffer, name = "student.ndjson"): Promise<object> {
  using folder = makeFolder({});
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${folder.path}/${name}`, content);
  return lookAtNdjson(`${folder.path}/${name}`);
}
