import { EduFedError, InputError, NetworkError, OutputError } from "../errors.ts";

/** What was being done, in words that hold neither a password nor a value. */
export interface Attempt {
  /** `postgres://host/database`, or a table in it. */
  readonly place: string;
  /** Who asked; PostgreSQL decides by it who may read. */
  readonly user: string;
}

/**
 * What a server, the way to it or the disk said, as an error that says what to do. Messages of a
 * server can quote values, so that only the code of the error is read and shown.
 */
export function postgresError(cause: unknown, { place, user }: Attempt): EduFedError {
  if (cause instanceof EduFedError) return cause;
  const code = codeOf(cause);
  const of = { place, user, code, cause: { cause } };
  return noRoom(of) ?? forTheOperator(of) ?? otherAnswer(of) ?? unreachable(of);
}

interface Failure extends Attempt {
  readonly code: string;
  readonly cause: { readonly cause: unknown };
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  // The driver has no codes of its own; these words are its own, not the server's.
  if (/password must be a (non-empty )?string/.test(cause.message)) return "28P01";
  if (/does not support SSL/.test(cause.message)) return "no-tls";
  return /timeout expired/.test(cause.message) ? "timeout" : "";
}

/** Whether the server takes part in TLS at all. */
export function isWithoutTls(cause: unknown): boolean {
  return codeOf(cause) === "no-tls";
}

function noRoom({ code, cause }: Failure): OutputError | undefined {
  // A socket that may not be used is no file that may not be written.
  if (cause.cause instanceof Error && "syscall" in cause.cause && cause.cause.syscall === "connect")
    return undefined;
  if (!["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EFBIG"].includes(code)) return undefined;
  return new OutputError(
    `The tables could not be copied to a temporary folder (${code}).`,
    "Make room, or name another temporary folder in TMPDIR.",
    cause,
  );
}

/** The states of SQL in which the operator, not the network, has to do something. */
function forTheOperator(failure: Failure): InputError | undefined {
  const { place, user, code, cause } = failure;
  switch (code) {
    case "28P01":
    case "28000":
      return new InputError(
        `${place} does not let ${user} in: the user, the password or the kind of connection is not accepted.`,
        "Give the password in PGPASSWORD or ~/.pgpass, and ask whether the user may connect from this machine.",
        cause,
      );
    case "3D000":
      return new InputError(
        `${place} does not exist: the server has no such database.`,
        "Check the name after the host; psql -l lists the databases.",
        cause,
      );
    case "42501":
      return new InputError(
        `${place} may not be read by ${user}, or only some of its rows.`,
        `Ask for GRANT USAGE on the schema and GRANT SELECT on the table; where row security hides rows, for a view or a user that sees all of them.`,
        cause,
      );
    case "42P01":
      return new InputError(
        `${place} is there no more, or a view names a table that is not.`,
        "Look at the schema, and run the command again.",
        cause,
      );
    case "55P03":
      return new InputError(
        `${place} is locked by somebody else.`,
        "Run the command again when the change to the table is done.",
        cause,
      );
    case "57014":
      return new InputError(
        `${place} took longer than the server allows one statement to take.`,
        `Ask for a longer statement_timeout for ${user}, or give a view of fewer rows.`,
        cause,
      );
    case "22021":
    case "22P05":
      return new InputError(
        `${place} holds text that cannot be written as UTF-8.`,
        "Mend the text, or the encoding of the database.",
        cause,
      );
  }
  return undefined;
}

/** Every other answer of a server has a code of five signs; its classes 08, 53 and 57 say that it cannot serve now. */
function otherAnswer({ place, code, cause }: Failure): EduFedError | undefined {
  if (!/^[0-9A-Z]{5}$/.test(code) || /^E[A-Z]{4}$/.test(code)) return undefined;
  if (/^(08|53|57|25P03)/.test(code)) {
    return new NetworkError(
      `${place} cannot be read now: the server is starting, stopping, full or ended the connection (SQLSTATE ${code}).`,
      "Run the command again later.",
      cause,
    );
  }
  return new InputError(
    `${place} could not be read: the server answered with SQLSTATE ${code}.`,
    "Run a SELECT over the table or view in psql: it says what is wrong.",
    cause,
  );
}

function unreachable({ place, code, cause }: Failure): NetworkError {
  if (code === "no-tls" || /CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(code)) {
    return new NetworkError(
      `${place} could not be reached safely: ${code === "no-tls" ? "the server does not encrypt connections" : `its certificate was not accepted (${code})`}.`,
      "Ask for the certificate of the authority and give it as sslrootcert, or look at sslmode in the address.",
      cause,
    );
  }
  return new NetworkError(
    `${place} could not be reached, or the connection was lost${code === "" ? "" : ` (${code})`}.`,
    "Check host and port, and whether the server is running and may be reached from this machine.",
    cause,
  );
}
