import { performance } from "node:perf_hooks";

/** One way to do a piece of work. */
interface Contender {
  readonly name: string;
  run(): Promise<void>;
}

/** A piece of work at one size, done by several in turns. The first contender is ours. */
export interface Work {
  readonly title: string;
  /** What it was done on, with its size: `10,000,000 rows`. */
  readonly size: string;
  readonly contenders: readonly [Contender, ...Contender[]];
}

export interface Measured {
  readonly title: string;
  readonly size: string;
  /** Median milliseconds by contender, ours first. */
  readonly medians: ReadonlyMap<string, number>;
}

/** Rounds that count; one more before them warms up files, caches and compilers. */
const rounds = 5;

/** Lets the contenders take turns, so that a busy moment of the machine meets all of them. */
export async function measure({ title, size, contenders }: Work): Promise<Measured> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const start = performance.now();
      await contender.run();
      if (round > 0) times.get(contender.name)?.push(performance.now() - start);
    }
  }
  const medians = [...times].map(([name, all]) => [name, median(all)] as const);
  return { title, size, medians: new Map(medians) };
}

/** Lines of a table: each contender's time as a multiple of ours. */
export function ratioLines({ title, size, medians }: Measured): readonly string[] {
  const [ours = 1] = medians.values();
  return [...medians].slice(1).map(([name, time]) => {
    const times = time / ours;
    const said = times >= 1 ? `${times.toFixed(2)} × faster` : `${(1 / times).toFixed(2)} × slower`;
    return `${title.padEnd(34)} ${size.padEnd(28)} ours is ${said.padEnd(16)} than ${name}`;
  });
}

/** How time grows with size between two measurements: 1 is linear. */
export function growthExponent(
  small: { readonly size: number; readonly time: number },
  large: { readonly size: number; readonly time: number },
): number {
  return Math.log(large.time / small.time) / Math.log(large.size / small.size);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
