import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder on disk with the given files, gone after the test. */
export interface Scratch {
  readonly path: string;
  write(name: string, content: string | Uint8Array): string;
  [Symbol.dispose](): void;
}

/** Makes a folder: `using scratch = makeFolder({ "student.csv": "id,sex\ns1,1\n" })`. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Scratch {
  const path = mkdtempSync(join(tmpdir(), "edufed-test-"));
  const write = (name: string, content: string | Uint8Array): string => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path,
    write,
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
