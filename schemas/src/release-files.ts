import { basename, dirname, join } from "node:path";
import type { Community } from "./community.ts";
import { compareVersions } from "./diff.ts";
import { jsonFiles, loadExchange, loadRegistry, packageFolder, readJson } from "./registry.ts";
import { RegistryError } from "./registry-error.ts";
import { parseMigration, type Migration } from "./process/migration.ts";
import { parseCommunity, parseRelease, releaseOf, type Release } from "./release.ts";

/** policy.json and pseudonym.json of a folder of the standard. */
export function loadCommunity(folder: string = packageFolder): Community {
  return parseCommunity({
    policy: readJson(folder, "policy.json"),
    pseudonym: readJson(folder, "pseudonym.json"),
  });
}

/** A folder of the standard as it is now, in the form of a release. */
export function loadCurrent(folder: string = packageFolder): Release {
  return releaseOf(loadRegistry(folder), {
    exchange: loadExchange(folder),
    community: loadCommunity(folder),
  });
}

/** A release from its file. Throws a RegistryError that names the place where it is not one. */
export function loadRelease(path: string): Release {
  const file = basename(path);
  return parseRelease(readJson(dirname(path), file), file);
}

const releaseName = /^\d+\.\d+\.\d+\.json$/u;

/** What was released, the first version first. Each file is named after its version. */
export function loadReleases(folder: string = packageFolder): readonly Release[] {
  return jsonFiles(folder, "releases")
    .filter((file) => releaseName.test(basename(file)))
    .map((file) => {
      const release = loadRelease(join(folder, file));
      if (`${release.version}.json` === basename(file)) return release;
      const message = `is release ${release.version}; a release keeps the name it was given`;
      throw new RegistryError([{ file, pointer: "/version", message }]);
    })
    .toSorted((one, other) => compareVersions(one.version, other.version));
}

/** What leads from one version to the next: migrations/<from>-<to>.json. */
export function loadMigrations(folder: string = packageFolder): readonly Migration[] {
  return jsonFiles(folder, "migrations").map((file) =>
    parseMigration(readJson(folder, file), file),
  );
}
