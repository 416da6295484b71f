import type { Entity } from "@edufed/schemas";
import type { Finding } from "../finding.ts";
import { type FindingLanguage, wordsOf } from "../finding-text.ts";
import type { MalformedRows } from "./raw-relation.ts";

/** Rows that are no records, as a finding. */
export function malformedFinding(
  entity: Entity,
  { file, defect, count, rows }: MalformedRows,
  language?: FindingLanguage,
): Finding {
  const [row] = rows;
  return {
    code: "malformed-row",
    severity: "error",
    entity: entity.name,
    file,
    ...(row === undefined ? {} : { row }),
    rule: `${entity.name}/malformed-row`,
    ...wordsOf({ code: "malformed-row", defect }, language),
    count,
    rows,
  };
}
