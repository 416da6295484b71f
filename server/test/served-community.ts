import { expect } from "vitest";
import type { PublicationFiles } from "@edufed/sdk/verify";
import {
  after,
  azerbaijan,
  bySex,
  bySexAndGrade,
  gatewayOver,
  helsinki,
  publication,
} from "./community.ts";
import { listening, post } from "./gateway-over-http.ts";

/** Helsinki's first publication: by sex and grade, four cells withheld. */
export const first: PublicationFiles = await publication(helsinki, bySexAndGrade);
/** Helsinki's second: by sex. */
const second: PublicationFiles = await publication(helsinki, bySex, await after(first, 1));
/** Azerbaijan's first: by sex. */
const other: PublicationFiles = await publication(azerbaijan, bySex);

/** Files of a site as its builder leaves them. */
const site: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({
    "index.html": "<!doctype html><script>1</script>Home",
    "guides/join/index.html": "<!doctype html>Join",
    "404.html": "<!doctype html>Not here",
    "_astro/app.Ab12.js": "export {};",
  }).map(([path, text]) => [path, new TextEncoder().encode(text)]),
);

/** A gateway with a site that all three were published to; they answered 201. */
export async function servedCommunity(): Promise<string> {
  const address = await listening(await gatewayOver(undefined, { site }));
  for (const files of [first, second, other]) {
    const { status } = await post(address, files);
    if (status !== 201) throw new Error(`publishing answered ${status}`);
  }
  return address;
}

/** The JSON at an address, which must answer 200. */
export async function read<T extends object>(address: string): Promise<T> {
  const response = await fetch(address);
  expect(response.status).toBe(200);
  const value: T = JSON.parse(await response.text());
  return value;
}
