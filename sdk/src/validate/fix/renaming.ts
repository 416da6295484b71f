import type { Finding } from "../../finding.ts";
import type { FindingLanguage } from "../../finding-text.ts";
import { canBeRewritten } from "./fixable-values.ts";
import { fixWords } from "./words.ts";

/**
 * All that was found of a data set, where columns that `edufed fix` would rename say so. It renames
 * none where a row of any file cannot be read.
 */
export function withRenaming(
  findings: readonly Finding[],
  language: FindingLanguage,
): readonly Finding[] {
  const { renames } = fixWords(language);
  const isRewritable = canBeRewritten(findings);
  return findings.map((finding) => {
    if (finding.code !== "unknown-column" || finding.fixable === undefined) return finding;
    const { fixable, fix, ...rest } = finding;
    if (isRewritable) return { ...rest, fix: `${fix ?? ""} ${renames}`.trim(), fixable };
    return fix === undefined ? rest : { ...rest, fix };
  });
}
