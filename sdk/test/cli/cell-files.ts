import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { HierarchyCode } from "../../src/cells.ts";
import { done } from "./edufed.ts";

/** Code → students with the attribute and students. */
export type Counts = Readonly<Record<string, readonly [num: number, den: number]>>;

/** A table by one dimension as a test writes it: the inner codes; everything wider is added up. */
export interface Paper {
  readonly dimension?: string;
  readonly codes?: readonly HierarchyCode[];
  readonly counts: Counts;
  readonly period?: string;
  readonly metric?: string;
  readonly more?: object;
}

/** Writes a table of cells with its side file, as somebody would who made it elsewhere. */
export function writePaper(file: string, paper: Paper): void {
  const { dimension = "GRADE", counts, period = "2025/2026", metric = "ATT_CHRONIC" } = paper;
  const inner = Object.keys(counts).map((code) => ({ code, parent: "_T" }));
  const codes = paper.codes ?? [{ code: "_T", parent: null }, ...inner];
  const parents = new Map(codes.map(({ code, parent }) => [code, parent]));
  const sums = new Map<string, [num: number, den: number]>();
  for (const [code, [num, den]] of Object.entries(counts)) {
    for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) {
      const [a, b] = sums.get(at) ?? [0, 0];
      sums.set(at, [a + num, b + den]);
    }
  }
  const rows = Array.from(sums, ([code, [num, den]]) =>
    [code, period.slice(0, 4), num, den, (num / den).toFixed(3), den, ""].join(","),
  );
  mkdirSync(dirname(file), { recursive: true });
  const head = `${dimension},TIME_PERIOD,NUM,DEN,OBS_VALUE,CONTRIBUTORS,COVERAGE`;
  writeFileSync(file, `${[head, ...rows].join("\n")}\n`);
  const side = { metric, period, dimensions: [{ id: dimension, codes }], ...paper.more };
  writeFileSync(file.replace(/\.csv$/, ".json"), JSON.stringify(side));
}

/** Signs a draft as both and publishes it to a feed folder. */
export async function publish(member: string, draft: string, feed = "feed"): Promise<void> {
  for (const role of ["checker", "publisher"]) {
    await done(member, "sign", draft, "--role", role, "--key", join("keys", `${role}.key`));
  }
  await done(member, "publish", draft, "--to", feed);
}
