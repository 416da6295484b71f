/** Text in the order of its Unicode code points, as engines compare it. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const [a, b] = [Array.from(left), Array.from(right)];
  const index = a.findIndex((character, place) => character !== b[place]);
  if (index === -1) return -1;
  return (a[index]?.codePointAt(0) ?? -1) < (b[index]?.codePointAt(0) ?? -1) ? -1 : 1;
}
