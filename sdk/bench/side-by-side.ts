import { performance } from "node:perf_hooks";

/** What is promised about ours beside a contender. */
export type Target =
  /** What a user would take instead: ours is at least so many times as fast. */
  | { readonly role: "peer"; readonly timesFasterMin: number }
  /** What the machine must do at least: ours takes at most so many times as long. */
  | { readonly role: "limit"; readonly timesLongerMax: number };

/** One way to do a piece of work. */
export interface Contender {
  readonly name: string;
  /** Absent for ours, and where nothing is promised. */
  readonly target?: Target;
  run(): Promise<void>;
}

/** A piece of work at one size, done by several in turns. The first contender is ours. */
export interface Work {
  readonly title: string;
  /** What it was done on, with its size: `10,000,000 rows`. */
  readonly size: string;
  readonly contenders: readonly [Contender, ...Contender[]];
  /** Rounds that count, where a round takes long. Default 5. */
  readonly rounds?: number;
}

export interface Measured {
  readonly work: Work;
  /** Median milliseconds by contender, ours first. */
  readonly medians: ReadonlyMap<string, number>;
}

/** Rounds that count; one more before them warms up files, caches and compilers. */
const roundsDefault = 5;

/** Lets the contenders take turns, so that a busy moment of the machine meets all of them. */
export async function measure(work: Work): Promise<Measured> {
  const { contenders, rounds = roundsDefault } = work;
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const start = performance.now();
      await contender.run();
      if (round > 0) times.get(contender.name)?.push(performance.now() - start);
    }
  }
  return { work, medians: new Map([...times].map(([name, all]) => [name, median(all)])) };
}

/** The head of the table that `ratioLines` fills. */
export function heading(): string {
  return row(["work", "size", "beside", "ours is", "target", ""]);
}

/** Lines of the table: ours beside each contender, what is promised, and whether it is kept. */
export function ratioLines({ work, medians }: Measured): readonly string[] {
  const ours = medians.get(work.contenders[0].name) ?? Number.NaN;
  return work.contenders.slice(1).map(({ name, target }) => {
    const theirs = medians.get(name) ?? Number.NaN;
    const said = timesSaid(theirs / ours);
    const promised = target === undefined ? "–" : promise(target);
    const kept = target === undefined ? "" : isKept(target, ours, theirs) ? "met" : "NOT MET";
    return row([work.title, work.size, name, said, promised, kept]);
  });
}

function timesSaid(timesFaster: number): string {
  return timesFaster >= 1
    ? `${timesFaster.toFixed(2)} × as fast`
    : `${(1 / timesFaster).toFixed(2)} × as long`;
}

function promise(target: Target): string {
  return target.role === "peer"
    ? `≥ ${target.timesFasterMin} × as fast`
    : `≤ ${target.timesLongerMax} × as long`;
}

function isKept(target: Target, ours: number, theirs: number): boolean {
  return target.role === "peer"
    ? theirs / ours >= target.timesFasterMin
    : ours / theirs <= target.timesLongerMax;
}

const widths = [29, 27, 30, 17, 17];

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(" ")
    .trimEnd();
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
