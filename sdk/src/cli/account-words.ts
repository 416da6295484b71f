/** Words and numbers that all parts of an account share. */
import type { Part } from "../protect/alternatives/lost.ts";

/** What the words need besides the account. */
export interface Telling {
  /** A cell by the names of its codes. */
  readonly nameOf: (codes: Readonly<Record<string, string>>) => string;
  /** Earlier publications that the attack and the alternatives took into account, and that the draft did. */
  readonly earlier: { readonly here: number; readonly draft: number };
  /** Seconds after which what was not done was given up. */
  readonly seconds: number;
  /** What can be tried only after it is computed. */
  readonly toCompute: readonly ToCompute[];
}

/** A table that cannot be made from the cells, and how to get it. */
export interface ToCompute {
  readonly gives: "area" | "period";
  readonly commands: readonly string[];
}

/** How wide cells of a level are. */
export function levelText(level: number): string {
  if (level === 0) return "finest";
  return level === 1 ? "one step wider" : `${level} steps wider`;
}

/** A part of a whole, never rounded to all or to nothing. */
export function shareText({ all, unseen }: Part): string {
  if (unseen === 0) return "0 %";
  const share = (100 * unseen) / all;
  if (share < 0.05) return "less than 0.1 %";
  return `${unseen < all && share >= 99.95 ? "99.9" : share.toFixed(1)} %`;
}

/** `1 cell`, `2 cells`. */
export function cellsText(count: number): string {
  return `${number(count)} ${count === 1 ? "cell" : "cells"}`;
}

/** With its thousands apart. */
export function number(value: number): string {
  return value.toLocaleString("en");
}
