/** Fills bytes with random ones. */
export type RandomFill = (bytes: Uint8Array<ArrayBuffer>) => void;

/** Independent fair bits, one after the other. Every sampler takes them in a fixed order. */
export interface Bits {
  /** The next bit. */
  bit(): 0 | 1;
  /** The next bits as a whole number, the first bit highest; from 0 to 30 of them. */
  take(count: number): number;
}

/** Most bits that {@link Bits.take} gives at once: the result is a small integer on every machine. */
export const bitsAtOnce = 30;

/** Bytes that are asked for at once; asking is dearer than making them. */
const blockBytes = 4096;

/** The bits of a source of random bytes, the highest bit of each byte first. */
export function bitsFrom(fill: RandomFill): Bits {
  const block = new Uint8Array(blockBytes);
  let place = blockBytes;
  let word = 0;
  let left = 0;
  const refill = (): void => {
    if (place === blockBytes) {
      fill(block);
      place = 0;
    }
    word =
      ((block[place] ?? 0) << 24) |
      ((block[place + 1] ?? 0) << 16) |
      ((block[place + 2] ?? 0) << 8) |
      (block[place + 3] ?? 0);
    place += 4;
    left = 32;
  };
  const bit = (): 0 | 1 => {
    if (left === 0) refill();
    left -= 1;
    return ((word >>> left) & 1) === 1 ? 1 : 0;
  };
  const take = (count: number): number => {
    if (count <= left) {
      left -= count;
      return (word >>> left) & ((1 << count) - 1);
    }
    const later = count - left;
    const first = left === 0 ? 0 : word & ((1 << left) - 1);
    refill();
    left -= later;
    return (first << later) | ((word >>> left) & ((1 << later) - 1));
  };
  return { bit, take };
}

/** Bits of the operating system's generator for secrets, the only source for numbers that are published. */
export function secretBits(): Bits {
  return bitsFrom((bytes) => void crypto.getRandomValues(bytes));
}
