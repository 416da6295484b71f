import { mkdirSync, rmSync } from "node:fs";
import { afterAll } from "vitest";
import { root } from "./own-folder.ts";

// Before each file, and after it: a hook of a module that several files share would run once only.
mkdirSync(root, { mode: 0o700 });
afterAll(() => rmSync(root, { recursive: true, force: true }));
