import { InputError } from "../../errors.ts";
import type { Finding } from "../../finding.ts";
import { reportId, reportVersion } from "./report-mark.ts";
import type { Moment } from "./run-facts.ts";

/** What is read of an earlier report: what a comparison needs, and nothing else. */
export interface PreviousReport {
  readonly made?: string;
  readonly member?: string;
  readonly version: string;
  readonly records: Readonly<Record<string, number>>;
  readonly findings: readonly Pick<Finding, "rule" | "entity" | "severity" | "count">[];
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  readonly history: readonly Moment[];
}

/**
 * The facts in an earlier report: a page, or the JSON of `--format json`. Throws an InputError where
 * there are none, or where a later version of the program wrote them.
 */
export function parsePrevious(text: string, file: string): PreviousReport {
  const value = parsed(embedded(text) ?? text);
  if (!isDocument(value)) {
    throw new InputError(
      `${file} is not a quality report.`,
      "Give the page of `edufed validate --format html`, or the file of `--format json`.",
    );
  }
  const { report } = value;
  if (report !== undefined && report.version > reportVersion) {
    throw new InputError(
      `${file} was written by a later version of EduFed, ${value.version}.`,
      "Update EduFed, or leave out --previous.",
    );
  }
  const { made, member, files } = value.run ?? {};
  return {
    ...(typeof made === "string" ? { made } : {}),
    ...(typeof member === "string" ? { member } : {}),
    version: value.version,
    records: value.records,
    findings: value.findings,
    files: files ?? [],
    history: value.history ?? [],
  };
}

/** The parts of a report's document that are read. */
interface Document extends Pick<PreviousReport, "version" | "records" | "findings"> {
  readonly report?: { readonly version: number };
  readonly run?: Pick<PreviousReport, "made" | "member" | "files">;
  readonly history?: PreviousReport["history"];
}

/** The JSON in the script element of a page; undefined for what is no page. */
function embedded(text: string): string | undefined {
  const start = `<script type="application/json" id="${reportId}">`;
  const at = text.lastIndexOf(start);
  return at === -1 ? undefined : text.slice(at + start.length, text.indexOf("</script>", at));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether every part that is read is what it should be; a report may have been changed by hand. */
function isDocument(value: unknown): value is Document {
  if (!isObject(value)) return false;
  const { report, version, records, findings, run, history } = value;
  return (
    isMaybe(report, (given) => isObject(given) && typeof given["version"] === "number") &&
    typeof version === "string" &&
    isObject(records) &&
    Object.values(records).every(isCount) &&
    isListOf(findings, isFinding) &&
    isMaybe(run, (given) => isObject(given) && isListOf(given["files"], isFile)) &&
    isMaybe(history, (given) => isListOf(given, isMoment))
  );
}

/** A part that an older report does not have. */
function isMaybe(value: unknown, is: (given: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isFinding(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value["rule"] === "string" &&
    ["error", "warning", "info"].includes(String(value["severity"])) &&
    ["string", "undefined"].includes(typeof value["entity"]) &&
    isCount(value["count"])
  );
}

function isFile(value: unknown): boolean {
  return (
    isObject(value) && typeof value["file"] === "string" && typeof value["sha256"] === "string"
  );
}

function isMoment(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value["made"] === "string" &&
    ["records", "errors", "warnings"].every((name) => isCount(value[name]))
  );
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
