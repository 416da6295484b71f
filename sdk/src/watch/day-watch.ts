/**
 * The figures of the days that are kept, as records come in. What a batch changes is counted from the
 * records of those whom it concerns, before and after; nothing else is read again.
 */
import type { Entity } from "@edufed/schemas";
import type { CellTable } from "../cells.ts";
import { cellsOf } from "../compute/compute.ts";
import { cellsFrom, countedFrom } from "../compute/counted.ts";
import { schoolYearOf } from "../compute/period.ts";
import type { SqlEngine } from "../engine/engine.ts";
import type { CountedRow } from "../engine/plan.ts";
import { affectedName, fillAffected, fillNear, keptColumns, sides } from "./affected.ts";
import { type Arrival, type Arrivals, arrivalsIn } from "./arrivals.ts";
import type { Belonging, DayStore, KeptRecord } from "./day-store.ts";
import { added, type BatchCounts, nothing } from "./batch-counts.ts";
import { columnsKept, type DayPlans, partId, planDay, type Planner, sideId } from "./day-plans.ts";
import type { Growing } from "./day-question.ts";
import { moved, type PartCell, partCells, type PartCells, rowsOf } from "./parts.ts";
import { compared, type Novelty } from "./versions.ts";

/** What a watch works with. */
export interface WatchSettings extends Omit<Planner, "growing" | "still"> {
  readonly engine: SqlEngine;
  readonly store: DayStore;
  readonly growing: ReadonlyMap<string, Growing>;
  /** Relations of the entities that do not grow, under their `stillName`. */
  readonly still: ReadonlySet<string>;
}

/** The days that are kept: the one whose figures are asked for, and so many before it. */
export interface WatchedDays {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly first: string;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What the rows of a batch come to. */
interface Absorbing {
  readonly counts: Mutable<BatchCounts>;
  readonly affected: Affected;
}

/** Contributor → its records of a day before the batch. */
type Concerned = Map<string, readonly KeptRecord[]>;
/** Day → whom a batch concerns on it. */
type Affected = Map<string, Concerned>;

/** How many rows leave the engine at a time. */
const rowsAtOnce = 20_000;

/** The figures of days, kept up to date. */
export class DayWatch {
  readonly #settings: WatchSettings;
  readonly #planner: Planner;
  readonly #days: WatchedDays;
  readonly #period: string;
  readonly #plans = new Map<string, DayPlans>();
  /** Day → part → cells, as they are committed; of the days that were touched or shown. */
  readonly #cells = new Map<string, Map<string, Map<string, PartCell>>>();
  #still: ReadonlyMap<string, PartCells> | undefined;

  constructor(settings: WatchSettings, days: WatchedDays) {
    const { engine, registry, config, questions, growing, still } = settings;
    this.#settings = settings;
    this.#planner = {
      engine,
      registry,
      config,
      questions,
      growing: new Set(growing.keys()),
      still,
    };
    this.#days = days;
    this.#period = schoolYearOf(days.day, config.schoolYearStart);
  }

  /** The entities' columns that are kept of each record. */
  columns(): ReadonlyMap<string, Entity["properties"]> {
    const names = columnsKept(this.#planner, this.#plansOf(this.#days.day));
    return new Map(
      [...names].map(([entity, kept]) => [entity, keptColumns(this.#entity(entity), kept)]),
    );
  }

  /**
   * Takes in the records of one entity and moves the figures. All of it is kept or nothing, together
   * with what `note` notes of it in the store.
   */
  async take(
    batch: Arrivals,
    note: (counts: BatchCounts) => void = () => undefined,
  ): Promise<BatchCounts> {
    const { engine, store } = this.#settings;
    const columns = this.columns().get(batch.entity) ?? [];
    const told = this.#keyInPlace(batch);
    let counts = nothing;
    try {
      await store.within(async () => {
        let after: number | undefined = -1;
        while (after !== undefined) {
          const page = { after, rows: rowsAtOnce };
          const arrivals = await arrivalsIn(engine, told, columns, page);
          counts = added(counts, await this.#absorb(batch.entity, arrivals));
          after = arrivals.at(-1)?.place;
        }
        note(counts);
      });
    } catch (cause) {
      // What was counted of a batch that is not kept is forgotten, too.
      this.#cells.clear();
      throw cause;
    }
    return counts;
  }

  /** The cells of every question on a day that is kept. */
  async tables(day: string = this.#days.day): Promise<readonly CellTable[]> {
    const still = await this.#stillCells();
    const { questions } = this.#plansOf(day);
    const tables: CellTable[] = [];
    for (const [index, { asked, growing, still: parts }] of questions.entries()) {
      const cells = new Map([
        ...growing.map((part) => [part.id, this.#cellsOf(day, partId(index, part))] as const),
        ...parts.map((part) => [part.id, still.get(partId(index, part)) ?? new Map()] as const),
      ]);
      tables.push(await cellsOf(countedFrom(asked, rowsOf(asked.planned.plan, cells))));
    }
    return tables;
  }

  /** Decides on each row in turn, and moves the figures of every day that one of them changes. */
  async #absorb(entity: string, arrivals: readonly Arrival[]): Promise<BatchCounts> {
    const counts = { ...nothing };
    const affected: Affected = new Map();
    for (const arrival of arrivals) this.#keep(entity, arrival, { counts, affected });
    for (const [day, concerned] of affected) await this.#move(day, concerned);
    return counts;
  }

  #keep(entity: string, arrival: Arrival, { counts, affected }: Absorbing): void {
    const { contributor, day } = arrival;
    const left = this.#leftOut(day);
    if (contributor === null || left !== undefined) {
      counts[left ?? "nobody"] += 1;
      return;
    }
    const place = { day, contributor };
    const novelty = this.#replace(entity, arrival, place, affected);
    counts[novelty] += 1;
    if (novelty !== "new" && novelty !== "corrected") return;
    if (day < this.#days.day) counts.late += 1;
    if (day > this.#days.day) counts.ahead += 1;
  }

  /** Puts a record in the place of the one of its key, if that is to be. */
  #replace(entity: string, arrival: Arrival, place: Belonging, affected: Affected): Novelty {
    const { store } = this.#settings;
    const { key } = arrival;
    const isPlaced = this.#isPlacedByKey(entity);
    const before = isPlaced ? place : (store.placeOf(entity, key) ?? place);
    const hasMoved = !isSamePlace(before, place);
    const { novelty, replaces } = compared(store.version(entity, key, before), arrival);
    const told = hasMoved && replaces ? "corrected" : novelty;
    if (!replaces) return told;
    if (told !== "repeated") {
      for (const each of [before, place]) remember(each, affected, store);
    }
    if (hasMoved) store.remove(entity, key, before);
    if (!isPlaced) store.place(entity, key, place);
    store.put(entity, key, place, arrival);
    return told;
  }

  /** Why rows of a day are left out, if they are. */
  #leftOut(day: string): "otherYear" | "tooLate" | undefined {
    if (schoolYearOf(day, this.#settings.config.schoolYearStart) !== this.#period)
      return "otherYear";
    return day < this.#days.first ? "tooLate" : undefined;
  }

  /** Where the key says whose a record is and of which day, the rest of it tells records there apart. */
  #keyInPlace(batch: Arrivals): Arrivals {
    const { entity, key, contributor, day } = batch;
    if (!this.#isPlacedByKey(entity)) return batch;
    return { ...batch, key: key.filter((name) => name !== contributor && name !== day) };
  }

  /** Whether the key of an entity says whose a record is and of which day. */
  #isPlacedByKey(entity: string): boolean {
    const growing = this.#settings.growing.get(entity);
    const { key } = this.#entity(entity);
    return growing !== undefined && key.includes(growing.contributor) && key.includes(growing.day);
  }

  async #move(day: string, concerned: Concerned): Promise<void> {
    const { store } = this.#settings;
    const counted = await this.#countSides(day, concerned);
    const { questions } = this.#plansOf(day);
    for (const [index, { growing }] of questions.entries()) {
      for (const part of growing) {
        const [earlier, later] = sides.map((side) =>
          partCells(counted.get(sideId(side, index, part)) ?? []),
        );
        const id = partId(index, part);
        const cells = this.#cellsOf(day, id);
        const changed = moved(cells, earlier ?? new Map(), later ?? new Map());
        for (const [key, cell] of changed) {
          store.putCell(day, id, key, cell);
          if (cell.everyone === 0) cells.delete(key);
          else cells.set(key, cell);
        }
      }
    }
    for (const contributor of concerned.keys()) store.noteUnshown({ day, contributor });
  }

  /** Counts those whom a batch concerns with their records before and after it. */
  async #countSides(
    day: string,
    concerned: Concerned,
  ): Promise<ReadonlyMap<string, readonly CountedRow[]>> {
    const { engine, store, growing, still } = this.#settings;
    const { growth, populations } = this.#plansOf(day);
    const later = [...concerned.keys()].flatMap((contributor) =>
      store.recordsOf({ day, contributor }),
    );
    const records = { earlier: [...concerned.values()].flat(), later };
    const columns = this.columns();
    for (const side of sides) {
      for (const entity of growing.keys()) {
        const bodies = records[side]
          .filter((each) => each.entity === entity)
          .map(({ body }) => body);
        await fillAffected(engine, affectedName(side, entity), columns.get(entity) ?? [], bodies);
      }
    }
    await fillNear(engine, [...still], populations);
    const counted = new Map<string, readonly CountedRow[]>();
    for (const plan of growth) {
      for (const [id, rows] of await cellsFrom(engine, plan)) counted.set(id, rows);
    }
    return counted;
  }

  /** What does not change with the records that come in, counted once. */
  async #stillCells(): Promise<ReadonlyMap<string, PartCells>> {
    if (this.#still !== undefined) return this.#still;
    const cells = new Map<string, PartCells>();
    for (const plan of this.#plansOf(this.#days.day).still) {
      const counted = await cellsFrom(this.#settings.engine, plan);
      for (const [id, rows] of counted) cells.set(id, partCells(rows));
    }
    this.#still = cells;
    return cells;
  }

  #plansOf(day: string): DayPlans {
    const plans = this.#plans.get(day) ?? planDay(this.#planner, this.#period, day);
    this.#plans.set(day, plans);
    return plans;
  }

  #cellsOf(day: string, part: string): Map<string, PartCell> {
    const ofDay = this.#cells.get(day) ?? new Map();
    this.#cells.set(day, ofDay);
    const cells = ofDay.get(part) ?? new Map(this.#settings.store.cells(day, part));
    ofDay.set(part, cells);
    return cells;
  }

  #entity(name: string): Entity {
    const entity = this.#settings.registry.entities.get(name);
    if (entity === undefined) throw new RangeError(`no entity ${name}`);
    return entity;
  }
}

function isSamePlace(one: Belonging, other: Belonging): boolean {
  return one.day === other.day && one.contributor === other.contributor;
}

/** Keeps the records of somebody as they were before the batch. */
function remember(place: Belonging, affected: Affected, store: DayStore): void {
  const concerned = affected.get(place.day) ?? new Map<string, readonly KeptRecord[]>();
  affected.set(place.day, concerned);
  if (!concerned.has(place.contributor)) {
    concerned.set(place.contributor, store.recordsOf(place));
  }
}
