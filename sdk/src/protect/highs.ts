import highsModule from "highs";
import type { Highs } from "highs";

let loaded: Promise<Highs> | undefined;

/**
 * The HiGHS solver: WebAssembly, one thread, deterministic as long as limits are counts and not times.
 * Loaded once, when it is first asked for.
 */
export function openHighs(): Promise<Highs> {
  const loader: unknown = highsModule;
  if (!isLoader(loader)) throw new Error("The package highs has no loader.");
  loaded ??= loader();
  return loaded;
}

/** The package declares its types for `require`; imported, the loader is the module's default export. */
function isLoader(value: unknown): value is () => Promise<Highs> {
  return typeof value === "function";
}
