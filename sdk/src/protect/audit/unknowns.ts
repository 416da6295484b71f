import { familiesOf, gridOf, placeOf } from "../margins.ts";
import type { Families, Grid } from "../margins.ts";
import type { Shown } from "./shown.ts";
import type { Rule, System, Term } from "./system.ts";

/** Everything that some publications say together, as one system of unknowns. */
export interface Knowledge {
  readonly system: System;
  /** Per table and row: the unknowns that are its numerator and its denominator. */
  readonly cells: readonly (readonly CellUnknowns[])[];
  /** True when two publications show different numbers for the same quantity. */
  readonly contradictory: boolean;
}

export interface CellUnknowns {
  readonly num: number;
  readonly den: number;
}

/**
 * Writes down what an attacker knows. The same quantity of the same period in the same place is one
 * unknown, whichever publication names it. Numbers are whole and not negative; margins add up;
 * combinations without a row are zero; a withheld row exists, so somebody is in it.
 */
export function knowledgeOf(tables: readonly Shown[]): Knowledge {
  const writer = new Writer(familiesOf(tables.map(({ description }) => description)));
  const cells = tables.map((table) => writer.write(table));
  const { lower, known, rules, contradictory } = writer;
  return { system: { lower, known, rules: [...rules.values()] }, cells, contradictory };
}

class Writer {
  readonly lower: number[] = [];
  readonly known: (number | null)[] = [];
  readonly rules = new Map<string, Rule>();
  contradictory = false;
  readonly #unknowns = new Map<string, number>();
  readonly #families: Families;

  constructor(families: Families) {
    this.#families = families;
  }

  write(table: Shown): readonly CellUnknowns[] {
    const { description, observations } = table;
    const grid = gridOf(description.dimensions, observations);
    const cells = grid.rows.map((codes) => {
      const where = `${description.period} ${placeOf(description.dimensions, codes, this.#families)}`;
      return {
        num: this.#unknown(`${description.quantity.num} ${where}`),
        den: this.#unknown(`${description.quantity.den} ${where}`),
      };
    });
    this.#writeMargins(grid, cells);
    cells.forEach((cell, row) => this.#writeCell(table, cell, row));
    return cells;
  }

  #unknown(key: string): number {
    const unknown = this.#unknowns.get(key) ?? this.lower.length;
    if (unknown === this.lower.length) {
      this.#unknowns.set(key, unknown);
      this.lower.push(0);
      this.known.push(null);
    }
    return unknown;
  }

  #writeMargins(grid: Grid, cells: readonly CellUnknowns[]): void {
    for (const { total, parts } of grid.margins) {
      for (const side of ["num", "den"] as const) {
        const whole = cells[total]?.[side];
        if (whole === undefined) continue;
        const terms = parts.flatMap((part) => {
          const unknown = cells[part]?.[side];
          return unknown === undefined ? [] : [{ unknown, factor: 1 }];
        });
        this.#rule([...terms, { unknown: whole, factor: -1 }], 0, 0);
      }
    }
  }

  #writeCell(table: Shown, cell: CellUnknowns, row: number): void {
    const observation = table.observations[row];
    if (observation !== undefined && observation.num !== null && observation.den !== null) {
      this.#publish(cell.num, observation.num);
      this.#publish(cell.den, observation.den);
      return;
    }
    this.#writeBounds(table, cell);
    if (observation?.status !== "Q") return;
    if (table.description.kind === "ratio") {
      const both = [cell.num, cell.den].map((unknown) => ({ unknown, factor: 1 }));
      this.#rule(both, 1, Number.POSITIVE_INFINITY);
    } else {
      this.lower[cell.den] = Math.max(1, this.lower[cell.den] ?? 0);
    }
  }

  /** min · DEN ≤ NUM ≤ max · DEN, for whatever is known of what one contributor can have. */
  #writeBounds({ description, bounds }: Shown, { num, den }: CellUnknowns): void {
    if (description.kind === "ratio") return;
    const { min, max } =
      description.kind === "share"
        ? { min: 0, max: 1 }
        : (bounds ?? description.range ?? { min: 0, max: undefined });
    const atLeast = [
      { unknown: num, factor: 1 },
      { unknown: den, factor: -min },
    ];
    if (min > 0) this.#rule(atLeast, 0, Number.POSITIVE_INFINITY);
    if (max === undefined) return;
    const atMost = [
      { unknown: den, factor: max },
      { unknown: num, factor: -1 },
    ];
    this.#rule(atMost, 0, Number.POSITIVE_INFINITY);
  }

  #publish(unknown: number, value: number): void {
    const before = this.known[unknown] ?? null;
    if (before !== null && before !== value) this.contradictory = true;
    this.known[unknown] = value;
  }

  /** Adds a rule once: publications repeat each other's margins. */
  #rule(parts: readonly Term[], least: number, most: number): void {
    const factors = new Map<number, number>();
    for (const { unknown, factor } of parts) {
      factors.set(unknown, (factors.get(unknown) ?? 0) + factor);
    }
    const terms = Array.from(factors, ([unknown, factor]) => ({ unknown, factor }))
      .filter((term) => term.factor !== 0)
      .toSorted((a, b) => a.unknown - b.unknown);
    const key = terms.map((term) => `${term.factor}*${term.unknown}`).join("+");
    this.rules.set(`${key} ${least} ${most}`, { terms, least, most });
  }
}
