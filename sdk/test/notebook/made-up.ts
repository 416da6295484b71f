import type { NotebookObservation } from "../../src/notebook/observation.ts";

/** An observation of a made-up member with a value; a test changes what it is about. */
export function observation(given: Partial<NotebookObservation> = {}): NotebookObservation {
  return {
    member: "FI-HEL",
    metric: "ATT_RATE",
    codes: { SEX: "_T" },
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
