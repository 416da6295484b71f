import type { Bits } from "./random-bits.ts";

/** Draws whole numbers with an exact distribution, and with no floating-point number on the way. */
export interface Sampler {
  draw(bits: Bits): bigint;
}

/** Greatest whole number that a number holds without gaps below it: 2^53 − 1. */
export const safeMax: bigint = (1n << 53n) - 1n;

/** Each whole number from 0 to below − 1 with the same probability; `length` is the bit length of below − 1. */
export function uniformBig(bits: Bits, below: bigint, length: number): bigint {
  for (;;) {
    let value = 0n;
    for (let place = 0; place < length; place += 1) value = (value << 1n) | BigInt(bits.bit());
    if (value < below) return value;
  }
}
