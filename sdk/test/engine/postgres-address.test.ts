import { expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import {
  isPostgresAddress,
  parsePostgresAddress,
  placeOfTable,
  withoutUserInfo,
} from "../../src/engine/postgres-address.ts";

const secret = "ZZSECRETZZ";

test.each([
  ["postgres://host/db", { host: "host", database: "db" }],
  [
    "postgresql://reader@host:5433/db",
    { host: "host", port: 5433, user: "reader", database: "db" },
  ],
  [
    "postgres://reader:p%40ss@host/db",
    { host: "host", user: "reader", password: "p@ss", database: "db" },
  ],
  ["postgres://[::1]/db", { host: "::1", database: "db" }],
  ["postgres:///db", { database: "db" }],
  ["postgres://reader@/db?host=%2Frun%2Fpg", { host: "/run/pg", user: "reader", database: "db" }],
  ["postgres://%2Frun%2Fpg/db", { host: "/run/pg", database: "db" }],
  [
    "postgres://host/db?schema=sis&table=pupils",
    { host: "host", database: "db", schema: "sis", table: "pupils" },
  ],
  [
    "postgres://host/db?sslmode=verify-full",
    { host: "host", database: "db", sslMode: "verify-full" },
  ],
  ["postgres://host", { host: "host" }],
])("%s is taken apart as libpq does", (written, expected) => {
  expect(isPostgresAddress(written)).toBe(true);
  expect(parsePostgresAddress(written)).toEqual(expected);
});

test.each(["student.csv", "records", "postgres.csv", "https://host/db", "./postgres:/x"])(
  "%s is no address of a database",
  (written) => {
    expect(isPostgresAddress(written)).toBe(false);
  },
);

test.each([
  [`postgres://reader:${secret}#x@host/db`],
  [`postgres://reader:${secret}/x@host/db`],
  [`postgres://reader:12/${secret}@host/db`],
  [`postgres://reader:${secret}?x@host/db`],
  [`postgres://reader:${secret}%zz@host/db`],
  [`postgres://reader:${secret}@host:port/db`],
  [`postgres://reader:${secret}@host:99999/db`],
  [`postgres://reader:${secret}@one,two/db`],
  [`postgres://reader:${secret}@host/db?shema=x`],
  [`postgres://reader:${secret}@host/db?sslmode=${secret}`],
  [`postgres://reader@host/db?${secret}=1`],
])("an address that cannot be used is refused without repeating it (%#)", (written) => {
  let refusal: unknown;
  try {
    parsePostgresAddress(written);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(InputError);
  expect(JSON.stringify([String(refusal), refusal])).not.toContain(secret);
});

test("a table is named by host, database, schema and table", () => {
  const server = { host: "db.example.org", port: 5432, database: "sis" };
  expect(placeOfTable(server, "public", "attendance-record")).toBe(
    "postgres://db.example.org/sis/public.attendance-record",
  );
  expect(placeOfTable({ ...server, port: 6432 }, "public", "student")).toBe(
    "postgres://db.example.org:6432/sis/public.student",
  );
  expect(placeOfTable({ ...server, host: "/run/pg" }, "public", "student")).toBe(
    "postgres:///sis/public.student",
  );
});

test.each([
  [`postgres://reader:${secret}@host/db is`, "postgres://host/db is"],
  [`postgres://reader:${secret}/@:@host/db`, "postgres://host/db"],
  [`/home/x/postgres:/reader:${secret}@host/db`, "/home/x/postgres:/host/db"],
  [`https://reader:${secret}@host/`, "https://host/"],
  [`postgres://host/db?password=${secret}&schema=x`, "postgres://host/db?password=…&schema=x"],
  ["https://host/@user", "https://host/@user"],
  ["write to data@example.org", "write to data@example.org"],
])("no text shows a user or a password (%#)", (text, expected) => {
  expect(withoutUserInfo(text)).toBe(expected);
});
