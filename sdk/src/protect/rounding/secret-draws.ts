import { createHmac } from "node:crypto";

/**
 * Random whole numbers below a limit that only the holder of the secret can foretell: HMAC-SHA-256
 * in counter mode, every number equally likely (what would be in excess is drawn again). Equal secret
 * and label give equal numbers.
 */
export function secretDraws(secret: Uint8Array, label: string): (below: number) => number {
  let block = Buffer.alloc(0);
  let [counter, offset] = [0, 0];
  const word = (): number => {
    if (offset === block.length) {
      block = createHmac("sha256", secret).update(`${label}\u0000${counter}`).digest();
      counter += 1;
      offset = 0;
    }
    offset += 4;
    return block.readUInt32BE(offset - 4);
  };
  return (below) => {
    const limit = 2 ** 32 - (2 ** 32 % below);
    for (;;) {
      const drawn = word();
      if (drawn < limit) return drawn % below;
    }
  };
}
