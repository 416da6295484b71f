import { homedir } from "node:os";
import { join } from "node:path";

/** Where servers for the test suites are kept: `EDUFED_CACHE`, or the folder the platform has for such things. */
export function cacheFolder(): string {
  const own = process.env["EDUFED_CACHE"];
  return own ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "edufed");
}
