/** The other JSON files of a publication: their types and shapes. */
import type { FormalCounted, InformalMetric } from "../formal-hash.ts";
import type { DisclosureReport } from "../publication.ts";
import type { Quantity, TableDescription } from "../cells.ts";
import { digest, identifier, localisedText, versionText } from "./manifest.ts";
import { alteredShape } from "./altered-shape.ts";
import { policyShape } from "./policy-shape.ts";
import {
  anything,
  closed,
  either,
  list,
  oneOf,
  open,
  orNull,
  record,
  text,
  whole,
  yesOrNo,
} from "./shape.ts";
import type { Shape } from "./shape.ts";

/** `metric.json`, as far as a reader of figures needs it; the hash is taken over all of `formal`. */
export interface MetricDocument {
  readonly formal: Pick<
    FormalCounted,
    | "id"
    | "unit"
    | "denominatorScale"
    | "contributor"
    | "sensitive"
    | "coverageMin"
    | "dimensions"
    | "decimals"
  > & { readonly kind: TableDescription["kind"] };
  readonly informal: Pick<
    InformalMetric,
    "version" | "title" | "question" | "definition" | "direction" | "missingRule" | "cautions"
  >;
}

/** `provenance.json`: how the figures came about, in the shape of SLSA provenance v1. */
export interface Provenance {
  readonly buildDefinition: {
    readonly buildType: "urn:edufed:run:v1";
    readonly externalParameters: {
      readonly metric: string;
      readonly period: string;
      readonly parameters: Readonly<Record<string, number | string>>;
      /** Dimensions the table was cut by, in its own order. */
      readonly dimensions: readonly string[];
      readonly sourcesUsed: Readonly<Record<string, string>>;
    };
    readonly internalParameters: {
      readonly quantity: Quantity;
      /** The day the table looks at, where it is published several times in a school year. */
      readonly asOf?: string;
      readonly range?: { readonly min: number; readonly max: number };
    };
    readonly resolvedDependencies: readonly { readonly uri: string; readonly digest: string }[];
  };
  readonly runDetails: {
    readonly builder: { readonly id: string; readonly version: string };
    readonly metadata: { readonly engine: string };
  };
}

const words = text({ lengthMax: 10_000 });
const integer = whole(Number.MIN_SAFE_INTEGER);
const measure = oneOf("count", "sum");
const day = text({ pattern: /^\d{4}-\d{2}-\d{2}$/, lengthMax: 10 });
const decimal = text({ pattern: /^\d+(\.\d+)?$/, lengthMax: 40 });

/** The shape of `metric.json`. */
export const metricShape: Shape<MetricDocument> = closed({
  formal: open({
    id: identifier,
    unit: text({ lengthMax: 100 }),
    kind: oneOf("share", "ratio", "mean"),
    denominatorScale: whole(1),
    contributor: oneOf("student", "staff", "response"),
    sensitive: yesOrNo,
    coverageMin: decimal,
    dimensions: list(identifier, 50),
    decimals: whole(),
  }),
  informal: open({
    version: versionText,
    title: localisedText,
    question: localisedText,
    definition: localisedText,
    direction: oneOf("higher", "lower", "none"),
    missingRule: words,
    cautions: list(localisedText, 50),
  }),
});

/** `metric.json` as it was hashed: its two parts, whatever else they hold. */
export const rawMetricShape: Shape<{ readonly formal: unknown; readonly informal: unknown }> =
  closed({ formal: anything, informal: anything });

/** The shape of `disclosure.json`. */
export const disclosureShape: Shape<DisclosureReport> = closed(
  {
    policy: policyShape,
    method: words,
    engine: closed({ name: text({ lengthMax: 100 }), version: text({ lengthMax: 100 }) }),
    counts: closed({ cells: whole(), published: whole(), withheld: whole() }),
    audit: closed({
      method: words,
      provenSafe: yesOrNo,
      withheldCells: whole(),
      widthMin: orNull(whole()),
      history: list(text({ lengthMax: 200 }), 100_000),
    }),
  },
  { measures: closed({ num: measure, den: measure }), altered: alteredShape },
);

/** The shape of `provenance.json`. */
export const provenanceShape: Shape<Provenance> = closed({
  buildDefinition: closed({
    buildType: oneOf("urn:edufed:run:v1"),
    externalParameters: closed({
      metric: words,
      period: words,
      parameters: record(either(integer, words)),
      dimensions: list(identifier, 20),
      sourcesUsed: record(words),
    }),
    internalParameters: closed(
      { quantity: closed({ num: words, den: words }) },
      { asOf: day, range: closed({ min: integer, max: integer }) },
    ),
    resolvedDependencies: list(closed({ uri: words, digest }), 200),
  }),
  runDetails: closed({
    builder: closed({ id: words, version: versionText }),
    metadata: closed({ engine: words }),
  }),
});

/** What is signed about a publication, besides the digests of its files. */
export interface PublicationPredicate {
  readonly member: string;
  readonly sequence: number;
  readonly previous: string | null;
  readonly metric: { readonly id: string; readonly version: string; readonly formalHash: string };
  readonly disclosure: { readonly policy: string; readonly provenSafe: boolean };
  readonly quality: { readonly gate: string };
  readonly checkersMin: number;
  /** When the first of the signers signed, ISO 8601 in UTC. */
  readonly issuedAt: string;
}

/** The shape of the statement inside the envelope. */
export const statementShape: Shape<{
  readonly subject: readonly {
    readonly name: string;
    readonly digest: { readonly sha256: string };
  }[];
  readonly predicate: PublicationPredicate;
}> = closed({
  _type: oneOf("https://in-toto.io/Statement/v1"),
  predicateType: oneOf("urn:edufed:predicate:publication:v1"),
  subject: list(
    closed({
      name: text({ lengthMax: 100 }),
      digest: closed({ sha256: text({ pattern: /^[0-9a-f]{64}$/ }) }),
    }),
    20,
  ),
  predicate: closed({
    member: identifier,
    sequence: whole(1),
    previous: orNull(digest),
    metric: closed({ id: identifier, version: versionText, formalHash: digest }),
    disclosure: closed({ policy: digest, provenSafe: yesOrNo }),
    quality: closed({ gate: oneOf("passed", "passed-with-findings") }),
    checkersMin: whole(),
    issuedAt: text({ pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/ }),
  }),
});
