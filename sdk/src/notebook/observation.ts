import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError, NetworkError } from "../errors.ts";
import type { ConfidentialityStatus, ObservationStatus, ObservationTable } from "../publication.ts";
import { readCsv } from "./csv.ts";

/** One observation as a notebook sees it: a row of `obs`. */
export interface NotebookObservation {
  readonly member: string;
  readonly metric: string;
  /**
   * Dimension id → code. REF_AREA is always there; another dimension that did not cut the table is
   * absent, not a total.
   */
  readonly codes: Readonly<Record<string, string>>;
  /** Start year of the school year: `2025`. */
  readonly period: string;
  /** Null exactly when the status is not `A`. */
  readonly value: number | null;
  readonly status: ObservationStatus;
  readonly confidentiality: ConfidentialityStatus;
  readonly num: number | null;
  readonly den: number | null;
  readonly unit: string;
  /** Contributors seen ÷ contributors expected in the whole publication; null when it cannot be said. */
  readonly coverage: number | null;
  /** Where it was read: `published`, or `own` for what the member has not published. */
  readonly source: string;
}

/** A member's own protected table or draft, to stand beside what others have published. */
export function ownObservations(
  table: ObservationTable,
  given: { readonly member: string; readonly refArea: string; readonly coverage: number | null },
): readonly NotebookObservation[] {
  const { metric, period, unit } = table.description;
  const { member, refArea, coverage } = given;
  return table.observations.map((observation) => ({
    member,
    metric,
    codes: { REF_AREA: refArea, ...observation.codes },
    period: period.slice(0, 4),
    value: observation.value === null ? null : Number(observation.value),
    status: observation.status,
    confidentiality: observation.confidentiality,
    num: observation.num,
    den: observation.den,
    unit,
    coverage,
    source: "own",
  }));
}

/**
 * Reads the observations of a publication folder or draft. Whether it is what it claims to be is
 * for `verify` to say; this only reads.
 */
export async function folderObservations(
  folder: string,
  options: { readonly dimensions: readonly string[]; readonly source: string },
): Promise<readonly NotebookObservation[]> {
  const manifest = await readObject(join(folder, "manifest.json"));
  const metric = await readObject(join(folder, "metric.json"));
  const quality = await readObject(join(folder, "quality.json"));
  const given = {
    MEMBER: textOf(manifest["member"]),
    METRIC: idOf(manifest),
    UNIT: unitOf(metric),
    COVERAGE: textOf(quality["coverage"]),
  };
  const path = join(folder, "data.csv");
  const rows = readCsv(await readText(path), path);
  return rows.map((row) => toObservation({ ...given, ...row }, path, options));
}

/** Reads what a gateway serves of some metrics: `<url>/data/<METRIC>.csv`. */
export async function gatewayObservations(
  url: string,
  metrics: readonly string[],
  options: { readonly dimensions: readonly string[] },
): Promise<readonly NotebookObservation[]> {
  const base = url.endsWith("/") ? url : `${url}/`;
  const addresses = metrics.map((metric) => new URL(`data/${metric}.csv`, base).href);
  const tables = await Promise.all(
    addresses.map(async (address) => ({ address, text: await fetchText(address) })),
  );
  return tables.flatMap(({ address, text }) =>
    readCsv(text, address).map((row) =>
      toObservation(row, address, { ...options, source: "published" }),
    ),
  );
}

const statuses: Readonly<Record<string, ObservationStatus>> = { A: "A", M: "M", L: "L", Q: "Q" };

function toObservation(
  row: Readonly<Record<string, string>>,
  file: string,
  options: { readonly dimensions: readonly string[]; readonly source: string },
): NotebookObservation {
  const field = (column: string): string => {
    const text = row[column];
    if (text !== undefined && text !== "") return text;
    throw new InputError(`${file} has a row without ${column}.`, "Ask for the file again.");
  };
  const status = statuses[field("OBS_STATUS")];
  if (status === undefined)
    throw new InputError(
      `${file} has an OBS_STATUS that is not A, M, L or Q.`,
      "Read it with a newer version of EduFed.",
    );
  return {
    member: field("MEMBER"),
    metric: field("METRIC"),
    codes: codesOf(row, options.dimensions),
    period: field("TIME_PERIOD"),
    value: status === "A" ? numberIn(field("OBS_VALUE"), file) : null,
    status,
    confidentiality: field("CONF_STATUS") === "C" ? "C" : "F",
    num: countIn(row["NUM"], file),
    den: countIn(row["DEN"], file),
    unit: field("UNIT"),
    coverage: countIn(row["COVERAGE"], file),
    source: options.source,
  };
}

function codesOf(
  row: Readonly<Record<string, string>>,
  dimensions: readonly string[],
): Readonly<Record<string, string>> {
  const present = dimensions.filter((id) => (row[id] ?? "") !== "");
  return Object.fromEntries(present.map((id) => [id, row[id] ?? ""]));
}

function numberIn(text: string, file: string): number {
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  throw new InputError(`${file} has a value that is not a number.`, "Ask for the file again.");
}

/** `NaN` and an empty cell are counts that were not published. */
function countIn(text: string | undefined, file: string): number | null {
  return text === undefined || text === "" || text === "NaN" ? null : numberIn(text, file);
}

/** The metric file keeps what decides a number under `formal`. */
function unitOf(metric: Readonly<Record<string, unknown>>): string {
  const formal = isRecord(metric["formal"]) ? metric["formal"] : metric;
  return textOf(formal["unit"]);
}

function idOf(manifest: Readonly<Record<string, unknown>>): string {
  return isRecord(manifest["metric"]) ? textOf(manifest["metric"]["id"]) : "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

async function readObject(path: string): Promise<Readonly<Record<string, unknown>>> {
  const value = parseJson(await readText(path), path);
  if (isRecord(value)) return value;
  throw new InputError(`${path} is not a JSON object.`, "Name the folder of a publication.");
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${path} is not JSON.`, "Name the folder of a publication.", { cause });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new InputError(`${path} cannot be read.`, "Name the folder of a publication.", { cause });
  }
}

async function fetchText(address: string): Promise<string> {
  const remedy = "Check the address of the gateway and that it answers /ready.";
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(30_000) });
    if (response.ok) return await response.text();
    throw new NetworkError(`${address} answered ${response.status}.`, remedy);
  } catch (cause) {
    if (cause instanceof NetworkError) throw cause;
    throw new NetworkError(`${address} did not answer.`, remedy, { cause });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
