import { type CellTable, type EstimateTable, isFraction } from "../cells.ts";
import { cellsOf } from "./compute.ts";
import { type ComputeRequest, type Counted, countEach } from "./counted.ts";
import { countsFor, estimatesOf } from "./estimate.ts";

/** A table of counts, or one of figures whose parts do not add up. */
export type FigureTable = CellTable | EstimateTable;

/** Whether the figures of a table are counts, whose parts add up: only these can be protected. */
export function areCounts(table: FigureTable): table is CellTable {
  return "quantity" in table.description;
}

/**
 * Computes many tables of one data set in shared passes: what they have in common is read and folded
 * once. Each table is the same as if it were computed alone.
 */
export async function computeAll(
  requests: readonly ComputeRequest[],
): Promise<readonly FigureTable[]> {
  const tables: FigureTable[] = [];
  for await (const table of computeEach(requests)) tables.push(table);
  return tables;
}

/**
 * The same tables in the same order, each as soon as it and those before it are there, so that whoever
 * writes them down holds one at a time. The engine counts nothing else until the last is taken.
 */
export async function* computeEach(
  requests: readonly ComputeRequest[],
): AsyncGenerator<FigureTable, void, undefined> {
  const waiting = requests.map((request) => new Waiting(request));
  const needs = waiting.flatMap((own) => own.needs.map((need, at) => ({ own, need, at })));
  let next = 0;
  for await (const [place, counted] of countEach(needs.map(({ need }) => need))) {
    const needed = needs[place];
    if (needed !== undefined) await needed.own.take(needed.at, counted);
    for (let table = waiting[next]?.handOn(); table !== undefined;) {
      yield table;
      next += 1;
      table = waiting[next]?.handOn();
    }
  }
}

/** A table that waits for what is counted for it. */
class Waiting {
  readonly needs: readonly ComputeRequest[];
  readonly #request: ComputeRequest;
  readonly #counted = new Map<number, Counted>();
  #table: FigureTable | undefined;

  constructor(request: ComputeRequest) {
    this.#request = request;
    this.needs = countsFor(request);
  }

  /** Makes the table when the last of what it needs is there, and forgets what it was made of. */
  async take(at: number, counted: Counted): Promise<void> {
    this.#counted.set(at, counted);
    if (this.#counted.size < this.needs.length) return;
    const own = this.needs.flatMap((_need, index) => this.#counted.get(index) ?? []);
    this.#counted.clear();
    const [first] = own;
    this.#table =
      isFraction(this.#request.metric) && first !== undefined
        ? await cellsOf(first)
        : await estimatesOf(this.#request, own);
  }

  /** The table, once. */
  handOn(): FigureTable | undefined {
    const table = this.#table;
    this.#table = undefined;
    return table;
  }
}
