/** A whole number of a list; 0 beyond its end. Callers stay within: this tells the compiler so. */
export function whole(list: Int32Array, at: number): number {
  return list[at] ?? 0;
}

/** The same for large or infinite numbers. */
export function large(list: Float64Array, at: number): number {
  return list[at] ?? 0;
}

/** Adds to a whole number of a list. */
export function raise(list: Int32Array, at: number, by: number): void {
  list[at] = whole(list, at) + by;
}
