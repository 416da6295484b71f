import type { StatementProgress } from "../engine/watch-statement.ts";

/**
 * How far a statement is, for the line that stands: `43 % · 1.2 M rows/s · 12 s left`. A share that
 * the engine does not know, or of which nothing is done yet, says nothing.
 */
export function progressText({ percentage, rows, elapsedMs }: StatementProgress): string {
  if (percentage <= 0 || elapsedMs <= 0) return "";
  const share = Math.min(percentage, 100);
  const leftMs = (elapsedMs * (100 - share)) / share;
  const rate = (rows * 1000) / elapsedMs;
  return [
    // The last rows are read before the statement is done.
    `${Math.min(Math.floor(share), 99)} %`,
    ...(rate >= 1 ? [`${shortNumber(rate)} rows/s`] : []),
    ...(share < 100 ? [`${durationText(leftMs)} left`] : []),
  ].join(" · ");
}

/** `950`, `12 k`, `1.2 M`: two digits tell a rate. */
function shortNumber(value: number): string {
  const [divisor, unit] = units.find(([size]) => value >= 0.9995 * size) ?? [1, ""];
  const scaled = value / divisor;
  const digits = scaled < 9.95 && unit !== "" ? 1 : 0;
  return `${scaled.toFixed(digits)}${unit}`;
}

const units = [
  [1e9, " G"],
  [1e6, " M"],
  [1e3, " k"],
] as const;

function durationText(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
