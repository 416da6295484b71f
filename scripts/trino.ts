/**
 * A Trino cluster to try things on: `node scripts/trino.ts` fetches what is missing, starts a
 * coordinator and a worker and runs until Ctrl-C; `node scripts/trino.ts install` only fetches.
 */
import { once } from "node:events";
import { catalog, startCluster } from "./trino/cluster.ts";
import { installTrino } from "./trino/install.ts";

const [command = "start"] = process.argv.slice(2);
if (command !== "start" && command !== "install") {
  console.error("node scripts/trino.ts [start | install]");
  process.exit(2);
}

const ending = new AbortController();
process.once("SIGINT", () => ending.abort()).once("SIGTERM", () => ending.abort());

const trino = await installTrino((line) => console.log(line));
if (command === "start") {
  const cluster = await startCluster(trino, ending.signal);
  console.log(`Trino: ${cluster.server}, catalog ${catalog}
  local:/// is ${cluster.shared}
  logs are in ${cluster.logs}
Ctrl-C stops it and removes both.`);
  const idle = setInterval(() => undefined, 60_000);
  if (!ending.signal.aborted) await once(ending.signal, "abort");
  clearInterval(idle);
  await cluster.close();
}
