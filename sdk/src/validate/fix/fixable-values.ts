import type { Finding } from "../../finding.ts";

/** How many values safe fixes would mend: one that fails several checks counts once. */
export function fixableValues(findings: readonly Finding[]): number {
  const ofPlace = Map.groupBy(findings, ({ file, entity, pointer }) =>
    JSON.stringify([file, entity, pointer]),
  );
  const most = [...ofPlace.values()].map((group) =>
    Math.max(...group.map(({ fixable }) => fixable ?? 0)),
  );
  return most.reduce((sum, count) => sum + count, 0);
}
