import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Tools } from "../../src/conformance/vectors.ts";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { openReference } from "../../src/engine/reference.ts";

/** What running vectors needs, with a scratch folder that goes when the tools are disposed of. */
export function testTools(): Tools & Disposable {
  const scratch = mkdtempSync(join(tmpdir(), "edufed-conformance-"));
  return {
    openEngine: () => openDuckDb({ threads: 1 }),
    openReference,
    write: async (name, text) => {
      const file = join(scratch, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    [Symbol.dispose]: () => rmSync(scratch, { recursive: true, force: true }),
  };
}
