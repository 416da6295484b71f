/**
 * Random numbers as SQL: `draw(i, salt)` is a whole number in 0 … 2³²−1 that depends on the seed, the
 * index and the salt alone. Plain integer arithmetic (the finaliser of MurmurHash3), so the same seed
 * gives the same system on every machine and in every version of the engine.
 */
export function drawMacros(seed: number): readonly string[] {
  const start = `((i::ubigint * 2654435761 + salt::ubigint * 2246822519 + ${seed}::ubigint * 3266489917) & 4294967295)`;
  return [
    "create or replace temp macro folded(x, bits) as xor(x, x >> bits)",
    "create or replace temp macro mixed(x) as folded((folded((folded(x, 16) * 2246822507) & 4294967295, 13) * 3266489909) & 4294967295, 16)",
    `create or replace temp macro draw(i, salt) as mixed(${start})`,
    "create or replace temp macro per_mille(i, salt) as draw(i, salt) % 1000",
  ];
}
