import { afterAll } from "vitest";
import { toBundle } from "@edufed/sdk/verify";
import type { PublicationFiles } from "@edufed/sdk/verify";
import type { Gateway } from "../src/index.ts";

/** A gateway that listens at a free port until the tests of the file are done. */
export async function listening(gateway: Gateway): Promise<string> {
  const address = await gateway.listen(0);
  afterAll(() => gateway.close());
  return address;
}

/** Posts a publication as `edufed publish` does. */
export function post(address: string, files: PublicationFiles): Promise<Response> {
  return fetch(`${address}/publications`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: toBundle(files),
  });
}

/** Asks GraphQL and returns what it answers. */
export async function ask(
  address: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly status: number; readonly body: GraphqlAnswer }> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const body: GraphqlAnswer = JSON.parse(await response.text());
  return { status: response.status, body };
}

export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }[];
}
