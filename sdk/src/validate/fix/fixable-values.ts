import type { Finding } from "../../finding.ts";

/** Whether every row can be read; else files cannot be written anew without losing one. */
export function canBeRewritten(findings: readonly Finding[]): boolean {
  return findings.every(({ code }) => code !== "malformed-row");
}

/** How many values safe fixes would mend: one that fails several checks counts once. */
export function fixableValues(findings: readonly Finding[]): number {
  if (!canBeRewritten(findings)) return 0;
  const ofValues = findings.filter(({ code }) => code !== "unknown-column");
  const ofPlace = Map.groupBy(ofValues, ({ file, entity, pointer }) =>
    JSON.stringify([file, entity, pointer]),
  );
  const most = [...ofPlace.values()].map((group) =>
    Math.max(...group.map(({ fixable }) => fixable ?? 0)),
  );
  return most.reduce((sum, count) => sum + count, 0);
}

/** How many columns safe fixes would give the name of their property. */
export function fixableColumns(findings: readonly Finding[]): number {
  if (!canBeRewritten(findings)) return 0;
  return findings.filter(({ code, fixable }) => code === "unknown-column" && fixable !== undefined)
    .length;
}
