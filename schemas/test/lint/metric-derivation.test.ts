import { expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import {
  isCounted,
  type CountedMetric,
  type Derivation,
  type DerivedMetric,
  type Dimension,
} from "../../src/metric.ts";
import type { Problem } from "../../src/registry-error.ts";
import { sampleWith } from "../sample-registry.ts";

const registry = sampleWith();

function counted(): CountedMetric {
  const metric = registry.metrics.get("SEATED");
  if (metric === undefined || !isCounted(metric)) throw new Error("The sample has SEATED.");
  return metric;
}

/** Seats by bus line as well, and how far the number of seats lies from its mean. */
const line: Dimension = {
  id: "LINE",
  title: counted().title,
  description: "The line of the bus, by the member's own codes.",
  map: {},
  unknown: "_U",
  total: "_T",
  family: "line",
  from: { "bus-ride": { property: "direction" } },
};
const way: Dimension = { ...line, id: "WAY", family: "direction" };
const seated: CountedMetric = { ...counted(), dimensions: ["DIRECTION", "LINE", "WAY"] };
const spread: CountedMetric = {
  ...seated,
  id: "SEATED_SD",
  kind: "deviation",
  denominator: { population: "rides", value: "1" },
};

const { title, question, definition, domain, missingRule, cautions, sources } = seated;
const gap: DerivedMetric = {
  ...{ id: "SEATED_GAP", version: "1.0.0", domain, title, question, definition },
  ...{ unit: "1", kind: "difference", contributor: "student", sensitive: false, parameters: [] },
  ...{ dimensions: ["LINE"], decimals: 3, direction: "none", missingRule, cautions, sources },
  aliases: [],
  derivation: { metric: "SEATED", across: "DIRECTION", first: "OUT", second: "HOME" },
};

function problemsOf(metric: DerivedMetric, base: CountedMetric = seated): readonly Problem[] {
  const metrics = new Map([base, spread, metric].map((each) => [each.id, each]));
  const dimensions = new Map([...registry.dimensions, [line.id, line], [way.id, way]]);
  return lint({ ...registry, metrics, dimensions });
}

function derived(kind: DerivedMetric["kind"], change: Partial<Derivation> = {}): DerivedMetric {
  return { ...gap, kind, derivation: { ...gap.derivation, ...change } };
}

const whole = { metric: "SEATED", across: "DIRECTION" };
const of = {
  id: "of",
  description: "The metric whose groups are compared.",
  type: "metric",
} as const;
const chosen: DerivedMetric = {
  ...derived("difference", { metric: ":of" }),
  parameters: [{ ...of, default: "SEATED" }],
};

test.each<readonly [string, DerivedMetric]>([
  ["a difference", gap],
  ["a parity index", derived("parity", { adjusted: true })],
  ["an effect size", derived("effect", { deviation: "SEATED_SD" })],
  ["a range", { ...gap, kind: "range", derivation: whole }],
  ["a survival rate", { ...gap, kind: "survival", derivation: { ...whole, repetition: "SEATED" } }],
  ["a difference of a metric that a parameter names", chosen],
])("%s may be made of other metrics", (_what, metric) => {
  expect(problemsOf(metric)).toEqual([]);
});

test.each<readonly [string, DerivedMetric, string, RegExp]>([
  [
    "of a metric that is not there",
    derived("difference", { metric: "STANDING" }),
    "/derivation/metric",
    /no metric STANDING/,
  ],
  [
    "of itself",
    derived("difference", { metric: "SEATED_GAP" }),
    "/derivation/metric",
    /made of other metrics itself/,
  ],
  [
    "of a metric that no parameter names",
    derived("difference", { metric: ":of" }),
    "/derivation/metric",
    /no parameter of that is a metric/,
  ],
  [
    "of what a parameter names that is no metric",
    { ...chosen, parameters: [{ ...of, type: "text", default: "SEATED" }] },
    "/derivation/metric",
    /no parameter of that is a metric/,
  ],
  [
    "of the groups of no dimension",
    derived("difference", { across: "COLOUR" }),
    "/derivation/across",
    /no dimension COLOUR/,
  ],
  [
    "of groups that each member has its own codes for",
    { ...derived("difference", { across: "LINE" }), dimensions: ["DIRECTION"] },
    "/derivation/first",
    /codes of each member's own/,
  ],
  [
    "of a group that is not in the list",
    derived("difference", { second: "NORTH" }),
    "/derivation/second",
    /NORTH is not in sdmx-direction/,
  ],
  [
    "of one group twice",
    derived("difference", { second: "OUT" }),
    "/derivation/second",
    /same group as the first/,
  ],
  [
    "and cut by its own groups",
    { ...gap, dimensions: ["DIRECTION"] },
    "/dimensions/0",
    /cuts the same thing/,
  ],
  [
    "and cut by what cuts the same thing as its groups",
    { ...gap, dimensions: ["LINE", "WAY"] },
    "/dimensions/1",
    /cuts the same thing as DIRECTION/,
  ],
  [
    "for another contributor",
    { ...gap, contributor: "staff" },
    "/derivation/metric",
    /protects each student/,
  ],
  [
    "as a parity index with a unit",
    { ...derived("parity"), unit: "{ride}" },
    "/unit",
    /a parity has the unit 1/,
  ],
  [
    "as an effect size of what is no deviation",
    derived("effect", { deviation: "SEATED" }),
    "/derivation/deviation",
    /kind is share/,
  ],
  [
    "as an effect size of a deviation that is not there",
    derived("effect", { deviation: "SD" }),
    "/derivation/deviation",
    /no metric SD/,
  ],
  ["as a range of two groups", derived("range"), "/derivation/first", /not a part of a range/],
  [
    "as a difference with a repetition rate",
    derived("difference", { repetition: "SEATED" }),
    "/derivation/repetition",
    /not a part of a difference/,
  ],
  [
    "as a survival rate without the metric of repetition",
    { ...gap, kind: "survival", derivation: { ...whole, repetition: "REP" } },
    "/derivation/repetition",
    /no metric REP/,
  ],
  [
    "with a parameter that nothing uses",
    { ...gap, parameters: [{ ...of, default: "SEATED" }] },
    "/parameters/0/id",
    /nothing uses the parameter of/,
  ],
])(
  "a metric that is made of others is refused when it is made %s",
  (_what, metric, pointer, message) => {
    expect(problemsOf(metric)).toContainEqual({
      file: "metrics/SEATED_GAP.json",
      pointer,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\.$/u),
    });
  },
);

test("what is made of a metric can be cut no further than the metric itself", () => {
  const base = { ...seated, dimensions: ["DIRECTION"] };
  const spreadToo = derived("effect", { deviation: "SEATED_SD" });
  expect(problemsOf(spreadToo, base)).toMatchObject([
    {
      file: "metrics/SEATED_GAP.json",
      pointer: "/dimensions/0",
      message: "SEATED cannot be cut by LINE",
    },
  ]);
});

test("what is made of a metric that cannot be cut into the groups is refused", () => {
  const base = { ...seated, dimensions: ["LINE"] };
  expect(problemsOf(gap, base)).toMatchObject([
    {
      file: "metrics/SEATED_GAP.json",
      pointer: "/derivation/metric",
      message: "SEATED cannot be cut by DIRECTION",
    },
  ]);
});

test("what is made of a sensitive metric is sensitive", () => {
  const base = { ...seated, sensitive: true };
  expect(problemsOf(gap, base)).toMatchObject([
    {
      file: "metrics/SEATED_GAP.json",
      pointer: "/derivation/metric",
      message: "SEATED is sensitive, so the metric is too",
    },
  ]);
  expect(problemsOf({ ...gap, sensitive: true }, base)).toEqual([]);
});
