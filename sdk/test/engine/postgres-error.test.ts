import { expect, test } from "vitest";
import { InputError, NetworkError, OutputError } from "../../src/errors.ts";
import { postgresError } from "../../src/engine/postgres-error.ts";

const attempt = { place: "postgres://host/db/public.student", user: "reader" };

function failure(code: string | undefined, message: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

test.each([
  ["28P01", InputError, "does not let reader in"],
  ["28000", InputError, "does not let reader in"],
  ["3D000", InputError, "no such database"],
  ["42501", InputError, "may not be read by reader"],
  ["42P01", InputError, "is there no more"],
  ["55P03", InputError, "locked"],
  ["57014", InputError, "longer than the server allows"],
  ["22021", InputError, "UTF-8"],
  ["22012", InputError, "SQLSTATE 22012"],
  ["53300", NetworkError, "SQLSTATE 53300"],
  ["57P03", NetworkError, "SQLSTATE 57P03"],
  ["08006", NetworkError, "SQLSTATE 08006"],
  ["ECONNREFUSED", NetworkError, "ECONNREFUSED"],
  ["ENOTFOUND", NetworkError, "ENOTFOUND"],
  ["EPIPE", NetworkError, "EPIPE"],
  ["SELF_SIGNED_CERT_IN_CHAIN", NetworkError, "certificate"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", NetworkError, "certificate"],
  ["ENOSPC", OutputError, "temporary folder"],
  [undefined, NetworkError, "connection was lost"],
])("%s is told in words of ours, not of the server", (code, kind, words) => {
  const error = postgresError(failure(code, "ZZMARKERZZ"), attempt);
  expect(error).toBeInstanceOf(kind);
  expect(error.message).toContain(words);
  expect(`${error.message} ${error.remedy}`).not.toContain("ZZMARKERZZ");
});

test("a socket that may not be used is no full disk", () => {
  const refused = Object.assign(failure("EACCES", ""), { syscall: "connect" });
  expect(postgresError(refused, attempt)).toBeInstanceOf(NetworkError);
  expect(postgresError(failure("EACCES", ""), attempt)).toBeInstanceOf(OutputError);
});

test("what the driver says without a code is understood too", () => {
  const withoutPassword = "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string";
  expect(postgresError(failure(undefined, withoutPassword), attempt)).toBeInstanceOf(InputError);
  const withoutTls = "The server does not support SSL connections";
  expect(postgresError(failure(undefined, withoutTls), attempt).message).toContain("encrypt");
});

test("an error that says what to do already stays as it is", () => {
  const error = new InputError("said.", "do.");
  expect(postgresError(error, attempt)).toBe(error);
});
