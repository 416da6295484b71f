/**
 * `npm start`: the whole path for two synthetic members, a gateway with what they published, and
 * the site. Every step is a command that a user could type; every result is written whole or not at
 * all, so a start that was interrupted goes on where it stopped, and a second one takes seconds.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoFolder } from "./start/folder.ts";
import { serveGateway } from "./start/gateway.ts";
import { prepareMember } from "./start/member.ts";
import { buildSite } from "./start/site.ts";
import { steps } from "./start/steps.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const port = Number(process.env["PORT"] ?? "4000");

/** The two members of the demonstration; sizes and seed decide every figure. */
const members = [
  { profile: "helsinki", students: 60_000, seed: 1 },
  { profile: "azerbaijan", students: 200_000, seed: 1 },
] as const;

const step = steps();
const demo = demoFolder(root, members);
const useCases = ["virtual-school-monitoring"];

const prepared = [];
for (const member of members) {
  // One member after the other: each may use the whole machine.
  prepared.push(await prepareMember({ ...member, demo, root, useCases, step }));
}
const site = join(demo, "site");
if (!existsSync(site)) await buildSite({ root, demo, site, useCases, members: prepared, step });
const gateway = await serveGateway({ demo, site, port, members: prepared, step });

console.log(`
EduFed is ready: ${gateway.address}

  ${gateway.address}/explorer/          Helsinki and Azerbaijan side by side
  ${gateway.address}/use-cases/         a question, from data to page
  ${gateway.address}/reference/metrics/ entities, code lists, metrics
  ${gateway.address}/publications       what both have signed
  ${gateway.address}/graphql            the same for programs

All figures are synthetic. Ctrl-C stops the gateway.`);
const stop = (): void => void gateway.close().then(() => process.exit(0));
process.once("SIGINT", stop).once("SIGTERM", stop);
