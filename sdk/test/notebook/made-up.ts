import type { ObservationTable } from "../../src/publication.ts";
import type { NotebookObservation } from "../../src/notebook/observation.ts";

/** An observation of a made-up member with a value; a test changes what it is about. */
export function observation(given: Partial<NotebookObservation> = {}): NotebookObservation {
  return {
    member: "FI-HEL",
    memberName: "Helsinki",
    metric: "ATT_RATE",
    codes: { SEX: "_T" },
    names: {},
    period: "2025",
    value: 0.9375,
    status: "A",
    confidentiality: "F",
    num: 1500,
    den: 1600,
    unit: "1",
    coverage: null,
    source: "published",
    ...given,
  };
}

/** The same cell, withheld. */
export function withheld(given: Partial<NotebookObservation> = {}): NotebookObservation {
  return observation({
    value: null,
    status: "Q",
    confidentiality: "C",
    num: null,
    den: null,
    ...given,
  });
}

/** A protected table of one value, one withheld cell and one with nobody in it. */
export const madeUpTable: ObservationTable = {
  description: {
    metric: "ATT_RATE",
    metricVersion: "1.0.0",
    formalHash: "sha256:00",
    kind: "share",
    unit: "1",
    decimals: 4,
    denominatorScale: 1,
    sensitive: false,
    contributor: "student",
    coverageMin: "0",
    quantity: { num: "n", den: "d" },
    parameters: {},
    sourcesUsed: {},
    period: "2025/2026",
    dimensions: [{ id: "SEX", codes: [] }],
    engine: "duckdb",
  },
  observations: [
    {
      codes: { SEX: "F" },
      value: "0.9375",
      status: "A",
      confidentiality: "F",
      num: 1500,
      den: 1600,
    },
    { codes: { SEX: "M" }, value: null, status: "Q", confidentiality: "C", num: null, den: null },
    { codes: { SEX: "_U" }, value: null, status: "M", confidentiality: "F", num: 0, den: 0 },
  ],
  report: {
    policy: {
      id: "made-up",
      version: "1.0.0",
      contributorsMin: 10,
      contributorsMinSensitive: 20,
      homogeneityMax: 0,
      intervalWidthMin: 5,
      intervalShareMin: "0.1",
    },
    method: "none",
    engine: { name: "none", version: "0" },
    counts: { cells: 3, published: 2, withheld: 1 },
    audit: { method: "none", provenSafe: true, withheldCells: 1, widthMin: 5, history: [] },
  },
};
