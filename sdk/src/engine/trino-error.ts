/**
 * What a cluster or the way to it said, as an error that says what to do. Messages of the server can
 * quote values; only the name of an error is shown, and its message is passed on nowhere.
 */
import { type EduFedError, InputError, NetworkError, UsageError } from "../errors.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import type { StatementFailure } from "./trino-page.ts";

/** The server could not be reached, or the connection broke. */
export function unreachable(cause: unknown): NetworkError {
  const code = codeOf(cause);
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(code)) {
    return new NetworkError(
      `The Trino server could not be reached safely: its certificate was not accepted (${code}).`,
      "Ask for the certificate of the authority and name its file in NODE_EXTRA_CA_CERTS.",
      { cause },
    );
  }
  return new NetworkError(
    `The Trino server could not be reached, or the connection was lost${code === "" ? "" : ` (${code})`}.`,
    "Check host and port, and whether the server is running and may be reached from this machine.",
    { cause },
  );
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  return codeOf(cause.cause);
}

/** An answer that is not of Trino's protocol. */
export function answerError(cause?: unknown): NetworkError {
  return new NetworkError(
    "The server did not answer as a Trino server does.",
    "Check that the address is that of a Trino coordinator, or of a gateway before it.",
    cause === undefined ? undefined : { cause },
  );
}

/** A status other than 200. */
export function refusedRequest(status: number, user: string): EduFedError {
  if (status === 401 || status === 403) {
    return new InputError(
      `The Trino server does not let ${user} in (HTTP ${status}).`,
      "Check the user and the password or token, and ask whether the user may connect.",
    );
  }
  return new NetworkError(
    `The Trino server did not take the request (HTTP ${status}).`,
    "Run the command again later; when it stays so, check the address.",
  );
}

/** A statement that was taken and failed. */
export function failedStatement(failure: StatementFailure, user: string): Error {
  const { name, kind } = failure;
  return ownWords(failure) ?? operatorError(name, user) ?? otherFailure(kind, name);
}

/** What a metric itself refuses; the words are ours. */
function ownWords({ name, message }: StatementFailure): InputError | undefined {
  if (name !== "GENERIC_USER_ERROR") return undefined;
  const words = [notInSteps, notWhole].find((known) => known === message);
  return words === undefined
    ? undefined
    : new InputError(words, "Run edufed validate to find the records, and correct them.");
}

function operatorError(name: string, user: string): EduFedError | undefined {
  switch (name) {
    case "CATALOG_NOT_FOUND":
    case "SCHEMA_NOT_FOUND":
    case "MISSING_CATALOG_NAME":
    case "MISSING_SCHEMA_NAME":
      return new UsageError(
        `The Trino server has no such catalog or schema (${name}).`,
        "Check the names; SHOW CATALOGS and SHOW SCHEMAS list them.",
      );
    case "TABLE_NOT_FOUND":
    case "COLUMN_NOT_FOUND":
    case "TYPE_MISMATCH":
      return new InputError(
        `The tables of the Trino server are not those of the records: a table or column is missing or of another type (${name}).`,
        "Compare the schema with the tables that edufed expects.",
      );
    case "PERMISSION_DENIED":
      return new InputError(
        `The Trino server does not let ${user} read what the metric needs.`,
        "Ask for SELECT on the tables.",
      );
    case "NUMERIC_VALUE_OUT_OF_RANGE":
      return new InputError(
        "A number is larger than the metric can count with.",
        "Run edufed validate to find the records, and correct them.",
      );
  }
  return undefined;
}

function otherFailure(kind: string, name: string): Error {
  switch (kind) {
    case "INSUFFICIENT_RESOURCES":
      return new InputError(
        `The Trino cluster ran out of memory, time or queue for the statement (${name}).`,
        "Run the command again when the cluster is less busy, or ask for higher limits.",
      );
    case "EXTERNAL":
      return new InputError(
        `A file or table behind the Trino server could not be read (${name}).`,
        "Run a SELECT over the tables: it says what is wrong.",
      );
    case "INTERNAL_ERROR":
      return new NetworkError(
        `The Trino cluster could not finish the statement (${name}).`,
        "Look whether all of its workers run, and run the command again.",
      );
  }
  return new Error(`the Trino server refused the statement (${name || "without a reason"})`);
}
