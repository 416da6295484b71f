import { InputError, NetworkError } from "../errors.ts";
import type { ConfidentialityStatus, ObservationStatus, ObservationTable } from "../publication.ts";
import { readCsv } from "./csv.ts";

/** One observation as a notebook sees it: a row of `obs`. */
export interface NotebookObservation {
  readonly member: string;
  readonly memberName: string;
  readonly metric: string;
  /**
   * Dimension id → code. REF_AREA is always there; another dimension that did not cut the table is
   * absent, not a total.
   */
  readonly codes: Readonly<Record<string, string>>;
  /** Dimension id → the code in words, where somebody has given it a name. */
  readonly names: Readonly<Record<string, string>>;
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
  /** `own` for what the member has not published. */
  readonly source: "own" | "published";
}

/**
 * The rows of `obs` that a table gives: of a publication, or of a member's own draft, which then
 * stands beside what others have published before it is published itself.
 */
export function tableObservations(
  table: ObservationTable,
  given: {
    readonly member: string;
    /** Code of the whole member in REF_AREA, for a table that is not cut by area. */
    readonly refArea: string;
    readonly coverage: number | null;
    readonly source: "own" | "published";
    /** The member in words; its id when absent. */
    readonly memberName?: string;
    /** Dimension id → code → the code in words. */
    readonly names?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  },
): readonly NotebookObservation[] {
  const { metric, period, unit } = table.description;
  const { member, memberName = member, names = {}, refArea, coverage, source } = given;
  return table.observations.map((observation) => {
    const codes: Readonly<Record<string, string>> = { REF_AREA: refArea, ...observation.codes };
    const named = Object.entries(codes).map(([id, code]) => [id, names[id]?.[code] ?? ""] as const);
    return {
      member,
      memberName,
      metric,
      codes,
      names: Object.fromEntries(named.filter(([, name]) => name !== "")),
      period: period.slice(0, 4),
      value: observation.value === null ? null : Number(observation.value),
      status: observation.status,
      confidentiality: observation.confidentiality,
      num: observation.num,
      den: observation.den,
      unit,
      coverage,
      source,
    };
  });
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
    readCsv(text, address).map((row) => toObservation(row, address, options)),
  );
}

const statuses: Readonly<Record<string, ObservationStatus>> = { A: "A", M: "M", L: "L", Q: "Q" };

function toObservation(
  row: Readonly<Record<string, string>>,
  file: string,
  options: { readonly dimensions: readonly string[] },
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
    memberName: row["MEMBER_NAME"] ?? field("MEMBER"),
    metric: field("METRIC"),
    codes: filled(row, options.dimensions, ""),
    names: filled(row, options.dimensions, "_NAME"),
    period: field("TIME_PERIOD"),
    value: status === "A" ? numberIn(field("OBS_VALUE"), file) : null,
    status,
    confidentiality: field("CONF_STATUS") === "C" ? "C" : "F",
    num: countIn(row["NUM"], file),
    den: countIn(row["DEN"], file),
    unit: field("UNIT"),
    coverage: countIn(row["COVERAGE"], file),
    source: "published",
  };
}

/** Dimension id → what stands in its column, or in the one with the suffix; empty cells are left out. */
function filled(
  row: Readonly<Record<string, string>>,
  dimensions: readonly string[],
  suffix: string,
): Readonly<Record<string, string>> {
  const fields = dimensions.map((id) => [id, row[`${id}${suffix}`] ?? ""] as const);
  return Object.fromEntries(fields.filter(([, text]) => text !== ""));
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
