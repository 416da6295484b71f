/** The number at a place of a list; 0 beyond its end. */
export function numberAt(list: ArrayLike<number>, place: number): number {
  return list[place] ?? 0;
}
