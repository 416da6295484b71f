import type { VerifiedPublication } from "../../src/store/store.ts";
import type { Observation } from "@edufed/sdk";

/** A publication made by hand for tests of the store alone, which checks nothing itself. */
export function handMade(sequence: number, cells: number): VerifiedPublication {
  return {
    facts: {
      digest: `sha256:${sequence}`,
      member: "FI-HEL",
      sequence,
      previous: sequence === 1 ? null : `sha256:${sequence - 1}`,
      metric: "ATT_CHRONIC",
      metricVersion: "1.0.0",
      formalHash: "sha256:f",
      unit: "1",
      contributor: "student",
      expectsCoverage: false,
      parameters: {},
      sourcesUsed: {},
      period: `${2000 + sequence}/${2001 + sequence}`,
      periodStart: "2025-08-01",
      periodEnd: "2026-07-31",
      schoolYearStart: "--08-01",
      dimensions: ["SCHOOL"],
      coverage: null,
    },
    names: {},
    files: new Map([
      ["manifest.json", new TextEncoder().encode(`{"sequence":${sequence}}`)],
      ["data.csv", new Uint8Array(50_000).fill(sequence % 256)],
    ]),
    observations: Array.from({ length: cells }, (_each, index): Observation => ({
      codes: { SCHOOL: `s${index}` },
      value: "0.5",
      status: "A",
      confidentiality: "F",
      num: index,
      den: 2 * index,
    })),
  };
}
