/** The middle of the band of `base` whole numbers that a count lies in, rounded down; bands start at 1 and 0 stays 0. */
export function midpoint(count: number, base: number): number {
  return count === 0 ? 0 : Math.ceil(count / base) * base - Math.floor(base / 2);
}
