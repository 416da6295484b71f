import type { Change } from "./diff/change.ts";
import { stepOf } from "./diff.ts";
import { withDeclaredWording, type Changeset } from "./process/changeset.ts";
import { deprecationFindings, removalFindings } from "./process/deprecation.ts";
import { processFinding, type ProcessFinding } from "./process/finding.ts";
import { migrationFindings, type Migration } from "./process/migration.ts";
import { vectorFindings } from "./process/vector.ts";
import { versionFindings } from "./process/version.ts";
import type { Release } from "./release.ts";

/** Changes that are about to be released, and what is there besides. */
export interface Proposal {
  readonly older: Release;
  readonly newer: Release;
  readonly changes: readonly Change[];
  readonly changesets: readonly Changeset[];
  readonly migrations: readonly Migration[];
  /** Paths of the files in the conformance folder. */
  readonly vectors: readonly string[];
}

/** Rules 55 to 60: what is missing before the changes may be released. */
export function processFindings(proposal: Proposal): readonly ProcessFinding[] {
  const { older, newer, changesets, migrations, vectors } = proposal;
  const changes = withDeclaredWording(proposal.changes, changesets);
  return [
    ...versionFindings({ older, newer }, changes, changesets),
    ...deprecationFindings(newer),
    ...removalFindings({ older, newer }, changes),
    ...migrationFindings(older, changes, migrations),
    ...vectorFindings(newer, changes, vectors),
    ...noteFindings(proposal, changes),
  ];
}

/** Rule 60: every change has a changeset, and one that is more than wording says whom it concerns. */
function noteFindings(
  { older, newer, changesets }: Proposal,
  changes: readonly Change[],
): readonly ProcessFinding[] {
  const step = stepOf(changes);
  // Changesets become the changelog, and go, when the version is raised.
  if (step === "none" || newer.version !== older.version) return [];
  const own = changesets.filter((each) => each.step !== "none");
  if (own.length === 0) {
    const text = "The standard changes and no changeset tells so. Run `npm run changeset`.";
    return [processFinding("release-note-missing", "", text)];
  }
  if (step === "patch" || own.some(({ impact }) => impact !== undefined)) return [];
  const text = `The changes are ${step} and no changeset says whom they concern. Add a line that begins with “Impact:”.`;
  return [processFinding("release-note-missing", "", text)];
}
