import { compareVersions, diffAgainstHistory, requiredVersion, stepOf } from "../diff.ts";
import type { Release } from "../release.ts";
import { isAboutWords } from "./changeset.ts";
import { removalFindings } from "./deprecation.ts";
import { processFinding, type ProcessFinding } from "./finding.ts";
import { migrationFindings, type Migration } from "./migration.ts";

/**
 * Rules 55, 57 and 58 among releases, the first version first: each follows the one before it by no
 * less than its changes. Codes whose words changed were judged with their changesets, which are gone
 * when a version is released.
 */
export function historyFindings(
  releases: readonly Release[],
  migrations: readonly Migration[],
): readonly ProcessFinding[] {
  return releases.flatMap((newer, index) => {
    const history = releases.slice(0, index);
    const older = history.at(-1);
    if (older === undefined) return [];
    const changes = diffAgainstHistory(history, newer).filter((each) => !isAboutWords(each));
    const required = requiredVersion(older.version, stepOf(changes));
    const reason = changes.find(({ step }) => step === stepOf(changes));
    const text = `${newer.version} follows ${older.version}, and its changes are ${stepOf(changes)}: ${reason?.text ?? ""} It must be ${required} at least.`;
    return [
      ...(compareVersions(newer.version, required) >= 0
        ? []
        : [processFinding("version-too-low", newer.version, text)]),
      ...removalFindings({ older, newer }, changes),
      ...migrationFindings(older, changes, migrations),
    ];
  });
}
