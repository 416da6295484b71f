import { answerError } from "./trino-error.ts";

/** One answer of the protocol, as far as it is used. */
export interface Page {
  readonly nextUri?: string;
  readonly columns: readonly Column[];
  readonly data: readonly (readonly unknown[])[];
  readonly error?: StatementFailure;
}

export interface Column {
  readonly name: string;
  /** As Trino writes it: `bigint`, `decimal(38, 0)`, `array(varchar)`. */
  readonly type: string;
}

/** Why a statement failed. The message may quote values. */
export interface StatementFailure {
  readonly message: string;
  /** `SYNTAX_ERROR`, `DIVISION_BY_ZERO`; stable between versions. */
  readonly name: string;
  /** `USER_ERROR`, `INTERNAL_ERROR`, `INSUFFICIENT_RESOURCES`, `EXTERNAL`. */
  readonly kind: string;
}

/** An answer of the server, taken apart; throws when it is not one of Trino's. */
export function readPage(answer: unknown): Page {
  const { id, nextUri, columns = [], data = [], error } = recordOf(answer);
  if (typeof id !== "string" || !Array.isArray(columns) || !Array.isArray(data)) {
    throw answerError();
  }
  return {
    ...(typeof nextUri === "string" ? { nextUri } : {}),
    columns: columns.map(readColumn),
    data: data.map(readCells),
    ...(error === undefined || error === null ? {} : { error: readFailure(error) }),
  };
}

function readColumn(given: unknown): Column {
  const { name, type } = recordOf(given);
  if (typeof name !== "string" || typeof type !== "string") throw answerError();
  return { name, type };
}

function readCells(given: unknown): readonly unknown[] {
  if (!Array.isArray(given)) throw answerError();
  return given;
}

function readFailure(given: unknown): StatementFailure {
  const { message, errorName, errorType } = recordOf(given);
  return {
    message: typeof message === "string" ? message : "",
    name: typeof errorName === "string" ? errorName : "",
    kind: typeof errorType === "string" ? errorType : "",
  };
}

function recordOf(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null) throw answerError();
  return { ...given };
}
