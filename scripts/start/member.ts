import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { profiles } from "../../sdk/src/synth/profile.ts";
import { edufed } from "./command.ts";
import type { Step } from "./steps.ts";

export interface Preparing {
  readonly profile: string;
  readonly students: number;
  readonly seed: number;
  readonly demo: string;
  readonly root: string;
  readonly useCases: readonly string[];
  readonly step: Step;
}

/** A member that has drawn up and signed everything it publishes. */
export interface Prepared {
  readonly workspace: string;
  /** Its entry in the community's list of members. */
  readonly entry: unknown;
  /** Folders of its publications, in order. */
  readonly publications: readonly string[];
}

/** Figures that the demonstration shows beside those of the use cases. */
const headlines = [
  { metric: "PTR", by: "REF_AREA" },
  { metric: "WHO5_MEAN", by: "REF_AREA,SEX" },
] as const;

/** Takes one synthetic member from nothing to signed publications in its own feed. */
export async function prepareMember(given: Preparing): Promise<Prepared> {
  const { demo, step } = given;
  const workspace = join(demo, "members", given.profile);
  const name = profileOf(given).name.en;
  if (!existsSync(join(workspace, "edufed.config.json"))) await init(given, workspace);
  if (!existsSync(join(workspace, "records"))) {
    await step(`${name}: ${given.students.toLocaleString("en")} students`, () =>
      edufed(
        workspace,
        ...["synth", "--member", given.profile, "--out", "records"],
        ...["--students", String(given.students), "--seed", String(given.seed)],
      ),
    );
  }
  for (const useCase of given.useCases) {
    await publishUseCase(given, workspace, useCase);
  }
  for (const headline of headlines) {
    await publishHeadline(given, workspace, headline);
  }
  return {
    workspace,
    entry: JSON.parse(readFileSync(join(workspace, "member.json"), "utf8")),
    publications: publicationsIn(workspace),
  };
}

async function init(given: Preparing, workspace: string): Promise<void> {
  const profile = profileOf(given);
  await edufed(
    given.demo,
    ...["init", workspace, "--member", profile.member, "--name", profile.name.en],
    ...["--languages", profile.languages.join(","), "--school-year-start", profile.schoolYearStart],
    ...["--contact", "synthetic data, nobody to contact"],
  );
}

async function publishUseCase(given: Preparing, workspace: string, useCase: string): Promise<void> {
  const name = profileOf(given).name.en;
  const folder = join(given.root, "use-cases", useCase);
  await drafted(workspace, useCase, (out) =>
    given.step(`${name}: ${useCase}, checked, counted, protected`, () =>
      edufed(workspace, "run", folder, "--data", "records", "--out", out),
    ),
  );
}

async function publishHeadline(
  given: Preparing,
  workspace: string,
  { metric, by }: (typeof headlines)[number],
): Promise<void> {
  const name = profileOf(given).name.en;
  await drafted(workspace, metric, (out) =>
    given.step(`${name}: ${metric}, checked, counted, protected`, async () => {
      const cells = join("cells", `${metric}.parquet`);
      const draft = join(out, [metric, ...by.split(",")].join("-"));
      await edufed(
        workspace,
        "metric",
        "run",
        metric,
        "--data",
        "records",
        "--by",
        by,
        "--out",
        cells,
      );
      await edufed(workspace, "protect", cells, "--out", draft);
    }),
  );
}

/** Drafts into a folder beside, then renames it, then has everyone sign and enters them in the feed. */
async function drafted(
  workspace: string,
  name: string,
  draw: (out: string) => Promise<unknown>,
): Promise<void> {
  const folder = join(workspace, "drafts", name);
  if (!existsSync(folder)) {
    const beside = `${folder}.partial`;
    rmSync(beside, { recursive: true, force: true });
    await draw(beside);
    for (const draft of readdirSync(beside).toSorted()) {
      await edufed(
        workspace,
        "sign",
        join(beside, draft),
        "--role",
        "checker",
        "--key",
        "keys/checker.key",
      );
      await edufed(
        workspace,
        "sign",
        join(beside, draft),
        "--role",
        "publisher",
        "--key",
        "keys/publisher.key",
      );
    }
    renameSync(beside, folder);
  }
  for (const draft of readdirSync(folder).toSorted()) {
    await edufed(workspace, "publish", join(folder, draft), "--to", "publications");
  }
}

/** Every publication of the member, in the order of its chain. */
function publicationsIn(workspace: string): readonly string[] {
  const feed: { readonly items: readonly { readonly path: string }[] } = JSON.parse(
    readFileSync(join(workspace, "publications", "feed.json"), "utf8"),
  );
  return feed.items.map(({ path }) => join(workspace, "publications", path));
}

function profileOf({ profile }: Preparing): (typeof profiles)[string] {
  const found = profiles[profile];
  if (found === undefined) throw new Error(`no profile ${profile}`);
  return found;
}
