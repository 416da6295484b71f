import type { CountedMetric, DerivedMetric } from "../src/metric.ts";

/** Metrics that say everything a metric can say; their figures mean nothing. */

const facts = {
  version: "1.0.0",
  domain: "students",
  title: { en: "Riders" },
  question: { en: "Who rides the bus?" },
  definition: { en: "Those who ride the bus, divided by all." },
  unit: "1",
  contributor: "student",
  sensitive: false,
  dimensions: ["SEX"],
  decimals: 3,
  direction: "none",
  missingRule: "Unknown is not counted.",
  cautions: [{ en: "Buses vary." }],
  sources: ["https://example.org/riders"],
  aliases: ["example:riders"],
} as const;

export const counted: CountedMetric = {
  ...facts,
  id: "RIDERS",
  kind: "distribution",
  denominatorScale: 10,
  parameters: [
    {
      ...{ id: "ridesMin", description: "Fewest rides.", type: "integer" },
      ...{ default: 3, minimum: 1, maximum: 9 },
    },
    { id: "line", description: "Line.", type: "code", default: "out", codeList: "direction" },
  ],
  populations: {
    riders: {
      title: { en: "All riders" },
      sources: [
        {
          entity: "enrolment",
          period: "previous",
          contributor: ["studentId", "schoolId"],
          lookups: [
            {
              entity: "student",
              on: { studentId: "id" },
              where: "birthYear > :ridesMin",
              period: "any",
              orderBy: "birthYear",
              columns: { born: "last(birthYear)" },
            },
          ],
          where: "born > 2000",
          orderBy: "entryDate",
          measures: { rides: "count(*)", draws: "last(born)" },
          persons: "rides",
        },
      ],
      include: "rides >= :ridesMin",
    },
  },
  numerator: { population: "riders", value: "1", plus: [{ population: "riders", value: "2" }] },
  denominator: { population: "riders", value: "rides" },
  weight: "rides",
  plausible: { list: "draws", as: "draw", count: "ridesMin" },
  replicates: { list: "draws", as: "rides", count: "ridesMin", factor: "1/20" },
  tiers: {
    dimension: "BAND",
    title: { en: "Rides" },
    codes: [
      { code: "FEW", title: { en: "Few" }, when: "rides < 5" },
      { code: "MANY", title: { en: "Many" }, when: "rides >= 5" },
    ],
  },
  quantile: "0.5",
  expected: "riders",
  coverageMin: "0.8",
  range: { min: 0, max: 5 },
};

export const derived: DerivedMetric = {
  ...facts,
  id: "RIDERS_GAP",
  kind: "effect",
  parameters: [{ id: "of", description: "Which metric.", type: "metric", default: "RIDERS" }],
  derivation: {
    metric: ":of",
    across: "SEX",
    first: "F",
    second: "M",
    adjusted: true,
    deviation: "RIDERS_SD",
    repetition: "RIDERS_AGAIN",
  },
};
