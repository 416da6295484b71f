import { sidesOf } from "./demand.ts";
import type { CellDemand } from "./demand.ts";
import { Explainer } from "./explain.ts";
import type { Findings } from "./findings.ts";
import type { LaidOut } from "./figures.ts";
import type { Knowledge } from "./knowledge.ts";
import { namedMargins } from "./named-margins.ts";
import type { NamedNumber, Reason, Sum } from "./reason.ts";
import { toldSinglyMax } from "./because.ts";
import type { Solver } from "./solver.ts";
import type { Bound } from "./sum.ts";

/** Says why cells are narrow, for as many of them as it was asked for. */
export class Reasons {
  readonly #knowledge: Knowledge;
  readonly #solver: Solver | null;
  #left: number;
  #explainer: Explainer | null = null;

  constructor(knowledge: Knowledge, solver: Solver | null, most: number) {
    this.#knowledge = knowledge;
    this.#solver = solver;
    this.#left = most;
  }

  /** The fewest numbers that make one side of a narrow cell too narrow; null when that was not found. */
  of(demands: readonly CellDemand[], findings: Findings): Reason | null {
    if (this.#left === 0) return null;
    this.#left -= 1;
    let best: Reason | null = null;
    for (const demand of demands) {
      const reason = this.#reasonFor(demand, findings);
      if (reason === null) continue;
      if (best === null || reason.numbers.length < best.numbers.length) best = reason;
    }
    return best;
  }

  #reasonFor(own: CellDemand, findings: Findings): Reason | null {
    const { quantity, side, widthMin: width, reachMin: reach, openFrom } = own;
    if (quantity.kind === "number") return width === 0 ? null : this.#shownElsewhere(own);
    const demand = {
      unknown: quantity.unknown,
      width,
      reach,
      ...(openFrom === undefined ? {} : { openFrom }),
    };
    if (!findings.isHopeless(demand) || this.#solver === null) return null;
    this.#explainer ??= new Explainer(this.#knowledge, this.#solver);
    const found = this.#explainer.explain(demand);
    if (found === null) return null;
    const { figures, atMost, atLeast, size } = found;
    const numbers = figures.map((figure) => this.#named(figure));
    const reason = {
      side,
      ...oneIn(this.#knowledge.figures.tables[own.table]),
      ...changedIn(this.#knowledge.figures.tables),
      numbers,
      atMost: this.#sum(atMost),
      atLeast: this.#sum(atLeast),
      size,
    };
    if (numbers.length <= toldSinglyMax) return reason;
    return { ...reason, inShort: namedMargins(numbers, this.#knowledge.figures) };
  }

  /** Another publication shows the number itself. */
  #shownElsewhere({ table, row, side }: CellDemand): Reason | null {
    const own = this.#knowledge.figures.tables[table];
    if (own === undefined) return null;
    const place = own.layout.placeOf[row] ?? 0;
    const factors = sidesOf(own.shown).find(([name]) => name === side)?.[1];
    const parts = (["num", "den"] as const).filter((part) => (factors?.[part] ?? 0) !== 0);
    const numbers = parts.map((part) => this.#named(own.figures[part][place] ?? 0));
    return { side, ...oneIn(own), numbers, atMost: null, atLeast: null, size: "smallest" };
  }

  #sum(bound: Bound | null): Sum | null {
    if (bound === null) return null;
    const { times, constant, often, value } = bound;
    const terms = [...times].map(([figure, own]) => ({ number: this.#named(figure), times: own }));
    return { terms, constant, often, value };
  }

  #named(figure: number): NamedNumber {
    const { tables, seen, values } = this.#knowledge.figures;
    const [table, row] = [seen.table[figure] ?? -1, seen.row[figure] ?? -1];
    const codes = tables[table]?.shown.observations[row]?.codes ?? {};
    const part = seen.part[figure] === 0 ? "num" : "den";
    return {
      table,
      row,
      part,
      ...oneIn(tables[table]),
      codes,
      value: values[figure] ?? Number.NaN,
    };
  }
}

function oneIn(table: LaidOut | undefined): { readonly isOne?: true } {
  const { num, den } = table?.shown.description.quantity ?? { num: "", den: " " };
  return num === den ? { isOne: true } : {};
}

function changedIn(tables: readonly LaidOut[]): { readonly isFromChanged?: true } {
  const isChanged = tables.some(({ shown: { altered } }) => altered !== undefined);
  return isChanged ? { isFromChanged: true } : {};
}
