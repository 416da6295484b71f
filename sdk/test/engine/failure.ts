/** The error that something ends with; one that does not fail is an error itself. */
export async function failure(attempt: Promise<unknown>): Promise<Error> {
  const [settled] = await Promise.allSettled([attempt]);
  if (settled.status === "fulfilled") throw new Error("it did not fail");
  const reason: unknown = settled.reason;
  if (reason instanceof Error) return reason;
  throw new TypeError("what was thrown is no error");
}

/** Everything that an error and its causes say. */
export function everythingSaid(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return `${error.message} ${JSON.stringify(error)} ${error.stack} ${everythingSaid(error.cause)}`;
}
