import { UnfitError, type Prepared } from "../pipeline.ts";
import { cellName } from "../protect/margins.ts";
import type { Shell } from "./shell.ts";

/** Cells that are told by name; the first are enough to see where. */
const namedMax = 5;

/** A verdict in a sentence; what it cost is told in cells, never in numbers. */
export function verdictText({ verdict, cells }: Pick<Prepared, "verdict" | "cells">): string {
  if (verdict === "pass") return "Verdict: pass; what was published before costs it nothing.";
  const named = cells.slice(0, namedMax).map(cellName).join("; ");
  const more = cells.length > namedMax ? `; ${cells.length - namedMax} more` : "";
  const counted =
    cells.length === 1
      ? "1 cell is withheld that could be shown"
      : `${cells.length} cells are withheld that could be shown`;
  return `Verdict: pass after withholding; ${counted} if nothing had been published before (${named}${more}).`;
}

/** Runs a release; a verdict that forbids it is said to machines too before the command ends with it. */
export async function saying<T>(
  shell: Shell,
  { json }: { readonly json?: boolean },
  release: () => Promise<T>,
): Promise<T> {
  try {
    return await release();
  } catch (error) {
    if (json === true && error instanceof UnfitError) shell.out(JSON.stringify(error.judgement));
    throw error;
  }
}

/** Tells which publications of others were left out, and why. */
export function tellApart(shell: Shell, { apart }: Pick<Prepared, "apart">): void {
  for (const title of apart) {
    shell.err(
      `Left out: ${title}. It shows other numbers for the same cells, so that nothing certain follows from it.`,
    );
  }
}
