import type { TestProject } from "vitest/node";
import { startCluster, type TrinoCluster } from "../../../scripts/trino/cluster.ts";
import { installTrino } from "../../../scripts/trino/install.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The cluster that all suites of the project use. */
    readonly trino: { readonly server: string; readonly shared: string };
  }
}

let cluster: TrinoCluster | undefined;

/** Starts one cluster before the first suite; vitest calls it. */
export async function setup(project: TestProject): Promise<void> {
  const trino = await installTrino((line) => console.log(line));
  cluster = await startCluster(trino);
  project.provide("trino", { server: cluster.server, shared: cluster.shared });
}

/** Stops it after the last one. */
export async function teardown(): Promise<void> {
  await cluster?.close();
}
