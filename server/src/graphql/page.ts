import { GraphQLError } from "graphql";

/** A page of a list that is read by position. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** Reads a page: asks for one item more than wanted, which tells whether there is a next page. */
export async function page<T extends { readonly position: number }>(
  { first, after }: PageArguments,
  firstMax: number,
  read: (range: { readonly first: number; readonly after: number }) => Promise<readonly T[]>,
): Promise<Page<T>> {
  if (first < 1 || first > firstMax) {
    throw badInput(`first must be from 1 to ${firstMax}.`);
  }
  const items = await read({ first: first + 1, after: positionOf(after) });
  const nodes = items.slice(0, first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: items.length > first,
      endCursor: last === undefined ? null : cursorOf(last.position),
    },
  };
}

/** A question that cannot be answered as it was asked. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}

function cursorOf(position: number): string {
  return Buffer.from(`after:${position}`).toString("base64url");
}

function positionOf(cursor: string | null | undefined): number {
  if (cursor === null || cursor === undefined) return 0;
  const position = /^after:(\d{1,15})$/.exec(Buffer.from(cursor, "base64url").toString())?.[1];
  if (position === undefined) throw badInput("after must be an endCursor of an earlier page.");
  return Number(position);
}
