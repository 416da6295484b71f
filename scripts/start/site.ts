import { spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askAt, askExplorerData } from "../../docs/src/components/gateway-questions.ts";
import { edufed } from "./command.ts";
import { serveGateway } from "./gateway.ts";
import type { Prepared } from "./member.ts";
import type { Step } from "./steps.ts";

export interface Building {
  readonly root: string;
  readonly demo: string;
  /** Where the built site goes; it is there whole or not at all. */
  readonly site: string;
  readonly useCases: readonly string[];
  readonly members: readonly Prepared[];
  readonly step: Step;
}

/** Publishes to a gateway, asks it for the figures, runs the notebooks over them, builds the pages. */
export async function buildSite(given: Building): Promise<void> {
  const { root, demo, site, step } = given;
  const data = join(demo, "site-data");
  const gateway = await serveGateway({ demo, port: 0, members: given.members, step });
  try {
    mkdirSync(join(data, "notebooks"), { recursive: true });
    const explorer = await askExplorerData(askAt(`${gateway.address}/graphql`));
    writeFileSync(join(data, "explorer.json"), JSON.stringify(explorer));
    for (const useCase of given.useCases) {
      const out = join(data, "notebooks", `${useCase}.html`);
      await step(`notebook: ${useCase}`, () =>
        edufed(
          root,
          "notebook",
          "run",
          useCase,
          "--data",
          gateway.address,
          "--fragment",
          "--out",
          out,
        ),
      );
    }
  } finally {
    await gateway.close();
  }
  await step("site: pages", async () => {
    const beside = `${site}.partial`;
    rmSync(beside, { recursive: true, force: true });
    await astroBuild(join(root, "docs"), beside, data);
    renameSync(beside, site);
  });
}

async function astroBuild(docs: string, out: string, data: string): Promise<void> {
  const astro = join(docs, "node_modules", "astro", "bin", "astro.mjs");
  const child = spawn(process.execPath, [astro, "build", "--outDir", out], {
    cwd: docs,
    env: { ...process.env, EDUFED_DEMO: data, ASTRO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on("exit", done));
  if (code !== 0) throw new Error(`The site could not be built:\n${said.join("")}`);
}
