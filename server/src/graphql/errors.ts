import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";

/**
 * What a reader sees of an error that nobody expected: no message, no stack. `onBug` is told all
 * of it.
 */
export function maskError(onBug: (error: unknown) => void): (error: unknown) => Error {
  return (error) => {
    if (error instanceof GraphQLError && isMeant(error)) return error;
    onBug(error);
    return new GraphQLError("The gateway failed to answer.", {
      extensions: { code: "INTERNAL_ERROR" },
    });
  };
}

/** Thrown as a GraphQLError, not wrapped around something else. */
function isMeant({ originalError }: GraphQLError): boolean {
  return originalError === undefined || originalError instanceof GraphQLError;
}

/** Gives every error a code: what has none by then is a variable that does not fit its type. */
export const useErrorCodes: Plugin = {
  onExecutionResult(payload) {
    const { result } = payload;
    if (result === undefined || !("errors" in result) || result.errors === undefined) return;
    const errors = result.errors.map((error: GraphQLError) =>
      error.extensions["code"] === undefined ? withCode(error) : error,
    );
    payload.setResult({ ...result, errors });
  },
};

function withCode(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    originalError: error,
    extensions: { ...error.extensions, code: "BAD_USER_INPUT" },
  });
}
