/** `manifest.json`: who published what, and the digest of every other file. Its own digest is the publication's id. */
import type { Digest } from "../canonical.ts";
import type { LocalisedText } from "@edufed/schemas";
import { ShapeError, closed, list, oneOf, orNull, text, whole } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** A file of the publication. */
export interface ListedFile {
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
  readonly mediaType: string;
}

/** Something of the standard that was used, as it was on that day. */
export interface PinnedPart {
  readonly id: string;
  readonly version: string;
  readonly digest: Digest;
}

export interface Manifest {
  readonly bundleVersion: "1.0";
  readonly member: string;
  readonly memberName: LocalisedText;
  /** Counts the member's publications from 1. */
  readonly sequence: number;
  /** Id of the member's publication before this one; null for the first. */
  readonly previous: Digest | null;
  /** SDMX reference of the dataflow: `FI-HEL:DF_ATT_CHRONIC_BY_SEX(1.0.0)`. */
  readonly dataflow: string;
  /** SDMX action: the observations replace earlier ones of the same dataflow and period. */
  readonly action: "R";
  readonly metric: {
    readonly id: string;
    readonly version: string;
    readonly formalHash: Digest;
    /** Digest of `metric.json` as a value: words and translations included. */
    readonly fullHash: Digest;
  };
  /** The release of the standard, and the entities the figures were computed from. */
  readonly schema: {
    readonly version: string;
    readonly entities: readonly Omit<PinnedPart, "version">[];
  };
  readonly codeLists: readonly PinnedPart[];
  readonly period: {
    /** School year: `2025/2026`. */
    readonly id: string;
    /** First and last day, both included. */
    readonly start: string;
    readonly end: string;
    /** TIME_PERIOD of every observation: the calendar year in which the school year starts. */
    readonly timePeriod: string;
    /** REPORTING_YEAR_START_DAY: `--08-01`. */
    readonly reportingYearStart: string;
  };
  /** Dimension ids in the order of the columns; REF_AREA is always there and first. */
  readonly dimensions: readonly string[];
  readonly languages: readonly string[];
  readonly licence: string;
  readonly contact: string;
  /** How many checkers must have signed besides the publisher. */
  readonly checkersMin: number;
  readonly files: readonly ListedFile[];
}

const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** `sha256:` and 64 hexadecimal digits. */
export const digest: Shape<Digest> = (value, pointer) => {
  if (typeof value === "string" && isDigest(value)) return value;
  throw new ShapeError(pointer, "a digest like sha256:…");
};

function isDigest(value: string): value is Digest {
  return digestPattern.test(value);
}

/** Identifiers of members, metrics, dimensions: letters, digits, hyphen, underscore. */
export const identifier: Shape<string> = text({
  pattern: /^[A-Za-z][A-Za-z0-9_-]*$/,
  lengthMax: 100,
});
const day: Shape<string> = text({ pattern: /^\d{4}-\d{2}-\d{2}$/ });
export const versionText: Shape<string> = text({
  pattern: /^[0-9A-Za-z][0-9A-Za-z.+-]*$/,
  lengthMax: 60,
});

const words = text();

export const localisedText: Shape<LocalisedText> = closed(
  { en: words },
  { fi: words, sv: words, az: words },
);

const listedFile: Shape<ListedFile> = closed({
  // A name that leaves the folder cannot be said: no dot-dot, no backslash, no leading slash.
  path: text({ pattern: /^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9]+)+$/, lengthMax: 100 }),
  digest,
  bytes: whole(),
  mediaType: text({ lengthMax: 100 }),
});

/** The shape of `manifest.json`; the same as `schemas/publication/manifest.json`. */
export const manifestShape: Shape<Manifest> = closed({
  bundleVersion: oneOf("1.0"),
  member: identifier,
  memberName: localisedText,
  sequence: whole(1),
  previous: orNull(digest),
  dataflow: text({
    pattern: /^[A-Za-z][A-Za-z0-9_-]*:[A-Za-z0-9_@$-]+\(\d+(\.\d+)*\)$/,
    lengthMax: 200,
  }),
  action: oneOf("R"),
  metric: closed({ id: identifier, version: versionText, formalHash: digest, fullHash: digest }),
  schema: closed({ version: versionText, entities: list(closed({ id: identifier, digest }), 100) }),
  codeLists: list(closed({ id: identifier, version: versionText, digest }), 100),
  period: closed({
    id: text({ pattern: /^\d{4}\/\d{4}$/ }),
    start: day,
    end: day,
    timePeriod: text({ pattern: /^\d{4}$/ }),
    reportingYearStart: text({ pattern: /^--\d{2}-\d{2}$/ }),
  }),
  dimensions: list(identifier, 20),
  languages: list(text({ pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/ }), 20),
  licence: words,
  contact: words,
  checkersMin: whole(),
  files: list(listedFile, 20),
});
