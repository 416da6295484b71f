import { numberAt } from "./number-at.ts";

/**
 * Numbers tuples of whole numbers in the order in which they come. Where the tuples that there could
 * be are not many more than those that come, their numbers stand in one array; elsewhere open
 * addressing.
 */
export class TupleIndex {
  readonly width: number;
  #size = 0;
  #digits: Int32Array;
  /** How much one step of each number moves the place in `#slots`; null for open addressing. */
  readonly #strides: readonly number[] | null;
  #slots: Int32Array;

  /**
   * @param sizes For each place of a tuple, how many numbers from 0 up it can have.
   * @param expected About how many tuples will come.
   */
  constructor(sizes: readonly number[], expected: number) {
    this.width = sizes.length;
    this.#digits = new Int32Array(Math.max(1, this.width) * Math.max(16, expected));
    const all = sizes.reduce((product, size) => product * size, 1);
    const isDense = all <= 1024 + 16 * expected;
    let stride = 1;
    const strides = sizes.map((size) => {
      stride *= size;
      return stride / size;
    });
    this.#strides = isDense ? strides : null;
    this.#slots = new Int32Array(isDense ? all : 64).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  /** One number of one tuple. */
  digit(index: number, place: number): number {
    return this.#digits[index * this.width + place] ?? 0;
  }

  /** Copies a tuple into `into`. */
  read(index: number, into: Int32Array): void {
    for (let place = 0; place < this.width; place += 1) into[place] = this.digit(index, place);
  }

  /** The number of a tuple; −1 when it never came. */
  find(tuple: Int32Array): number {
    return this.#slots[this.#slotOf(tuple)] ?? -1;
  }

  /** The number of a tuple, which is the next one when it is new. */
  add(tuple: Int32Array): number {
    const slot = this.#slotOf(tuple);
    const found = this.#slots[slot] ?? -1;
    if (found >= 0) return found;
    const index = this.#size;
    this.#slots[slot] = index;
    this.#size += 1;
    this.#reserve();
    for (let place = 0; place < this.width; place += 1) {
      this.#digits[index * this.width + place] = tuple[place] ?? 0;
    }
    if (this.#strides === null && this.#size * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  #slotOf(tuple: Int32Array): number {
    if (this.#strides === null) return this.#probe(tuple);
    let slot = 0;
    for (let place = 0; place < this.width; place += 1) {
      slot += numberAt(this.#strides, place) * (tuple[place] ?? 0);
    }
    return slot;
  }

  #probe(tuple: Int32Array): number {
    const mask = this.#slots.length - 1;
    let hash = 0x9e3779b1;
    for (let place = 0; place < this.width; place += 1) {
      hash = Math.imul(hash ^ (tuple[place] ?? 0), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0 || this.#isAt(index, tuple)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(index: number, tuple: Int32Array): boolean {
    const start = index * this.width;
    for (let place = 0; place < this.width; place += 1) {
      if (this.#digits[start + place] !== tuple[place]) return false;
    }
    return true;
  }

  #reserve(): void {
    if (this.#size * this.width <= this.#digits.length) return;
    const grown = new Int32Array(this.#digits.length * 2);
    grown.set(this.#digits);
    this.#digits = grown;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const tuple = new Int32Array(this.width);
    for (let index = 0; index < this.#size; index += 1) {
      this.read(index, tuple);
      this.#slots[this.#probe(tuple)] = index;
    }
  }
}
