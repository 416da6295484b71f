import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGateway, openStore, readSite, readTrustList } from "@edufed/server";
import { edufed } from "./command.ts";
import type { Prepared } from "./member.ts";
import type { Step } from "./steps.ts";

export interface Serving {
  readonly demo: string;
  /** Folder of the built site; absent while it is being built. */
  readonly site?: string;
  readonly port: number;
  readonly members: readonly Prepared[];
  readonly step: Step;
}

export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts a gateway on the demonstration's store and sends everything; what is there stays as it is. */
export async function serveGateway(given: Serving): Promise<Served> {
  const { demo, members, step } = given;
  const list = join(demo, "members.json");
  const text = JSON.stringify({ version: 1, members: members.map(({ entry }) => entry) }, null, 2);
  writeFileSync(`${list}.tmp`, `${text}\n`);
  renameSync(`${list}.tmp`, list);
  mkdirSync(join(demo, "gateway"), { recursive: true });
  const gateway = await createGateway({
    store: openStore(`sqlite:${join(demo, "gateway", "gateway.db")}`),
    members: readTrustList(list),
    ...(given.site === undefined ? {} : { site: readSite(given.site) }),
    onBug: (error) => console.error(error),
  });
  const address = await gateway.listen(given.port);
  const all = members.flatMap(({ workspace, publications }) =>
    publications.map((folder) => ({ workspace, folder })),
  );
  await step(`gateway: ${all.length} publications sent and verified`, async () => {
    for (const { workspace, folder } of all) {
      await edufed(workspace, "publish", folder, "--to", address);
    }
  });
  return { address, close: () => gateway.close() };
}
