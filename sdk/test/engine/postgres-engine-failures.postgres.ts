import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { ValueType } from "@edufed/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "../../src/engine/plan.ts";
import { openPostgres } from "../../src/engine/postgres.ts";
import { InputError, NetworkError, UsageError } from "../../src/errors.ts";
import { counting, openPostgresRecords, type PostgresRecords } from "./postgres-records.ts";
import {
  call,
  cellsOf,
  column,
  list,
  one,
  planOf,
  relationsWith,
  text,
  visits,
  whole,
} from "./postgres-visits.ts";

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
});
afterAll(() => postgres.close());

/** A word that stands for a person's value; it may be in no message. */
const secret = "Wuthering";

describe("what goes wrong is said without a value", () => {
  const count = planOf({ aggregate: "count" }, one, "value");

  test.each<readonly [string, ValueType, string]>([
    ["text", whole, `'${secret}'`],
    ["text", { kind: "date" }, `'${secret}'`],
    ["text", { kind: "date" }, "'2025-02-30'"],
    ["text", { kind: "boolean" }, `'t'`],
    ["text", { kind: "number" }, "'0,5'"],
    ["text", list(whole), `'${secret}'`],
    ["text[]", list(whole), `'{${secret}}'`],
    ["text[]", list(text), `'{{a},{${secret}}}'`],
    ["jsonb", text, "'17'"],
    ["jsonb", whole, `'"${secret}"'`],
    ["jsonb", whole, "'0.5'"],
    ["jsonb", list(whole), `'["${secret}"]'`],
    ["numeric", whole, "0.5"],
    ["numeric", { kind: "number" }, "'NaN'"],
    ["double precision", { kind: "number" }, "'Infinity'"],
    ["double precision", whole, "1e30"],
    ["integer", text, "17"],
    ["boolean", text, "true"],
    ["bytea", text, "'\\xff'"],
    ["timestamp", { kind: "date" }, "'2025-09-01 10:00'"],
    ["timestamptz", { kind: "date" }, "'2025-09-01'"],
    ["timestamp", { kind: "date-time" }, "'2025-09-01'"],
    ["date", { kind: "date" }, "'infinity'"],
    ["date", { kind: "date" }, "'0044-03-15 BC'"],
  ])("a value of %s that is no %o", async (type, property, value) => {
    visits(postgres, type, value);
    const plan =
      property.kind === "list"
        ? planOf(
            { aggregate: "last", of: column("value") },
            call("list_length", column("measured")),
          )
        : count;
    const error = await failure(cellsOf(postgres, plan, property));
    expect(error).toBeInstanceOf(InputError);
    expect(everythingSaid(error)).toMatch(/visit\.value is not of the kind|in the tables/);
    expect(everythingSaid(error)).not.toMatch(/Wuthering|2025|0,5|0044|infinity/i);
  });

  test("a table that is not there", async () => {
    visits(postgres, "text");
    const relations = new Map([...relationsWith(text), ["other", { properties: [] }]]);
    const [population] = count.populations;
    if (population === undefined) throw new Error("the plan has a population");
    const other: Plan = { ...count, populations: [{ ...population, relation: "other" }] };
    const options = { address: postgres.address, relations };
    const error = await failure(counting(options, (engine) => engine.cells(other)));
    expect(String(error)).toMatch("There is no table or view called other");
    postgres.psql("drop table school.visit");
    expect(String(await failure(openPostgres(options)))).toMatch("no table or view is named after");
    const nowhere = { ...options, address: options.address.replace("=school", "=scool") };
    expect(String(await failure(openPostgres(nowhere)))).toMatch("schema scool");
  });

  test("a column that is not there, and one that no property has", async () => {
    visits(postgres, "text", "'a'");
    const strange = planOf({ aggregate: "count" }, one, "strange");
    expect(await failure(cellsOf(postgres, strange, text))).toBeInstanceOf(UsageError);
    postgres.psql("alter table school.visit drop column person");
    const error = await failure(cellsOf(postgres, count, text));
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch("The table visit has no column person");
  });

  test("an address of one table", async () => {
    const address = `${postgres.address}&table=visit`;
    const error = await failure(openPostgres({ address, relations: relationsWith(text) }));
    expect(error).toBeInstanceOf(UsageError);
  });

  test("somebody who may not read a table, or only some of its rows", async () => {
    visits(postgres, "text", "'a'");
    postgres.psql(`do $$ begin create role stranger login; exception when duplicate_object then null; end $$;
      grant usage on schema school to stranger`);
    const address = postgres.address.replace("edufed@", `stranger:${secret}@`);
    const options = { address, relations: relationsWith(text) };
    const ask = (): Promise<unknown> => failure(counting(options, (engine) => engine.cells(count)));
    const hidden = await ask();
    expect(hidden).toBeInstanceOf(InputError);
    expect(everythingSaid(hidden)).toMatch("may not be read by stranger");
    postgres.psql(`grant select on school.visit to stranger; alter table school.visit enable row level security;
      create policy nobody on school.visit using (false)`);
    const partly = await ask();
    expect(everythingSaid(partly)).toMatch("or only some of its rows");
    expect(everythingSaid([hidden, partly])).not.toContain(secret);
  });

  test("an engine that failed counts on, at the moment that it reads", async () => {
    visits(postgres, "text", "'a'");
    const options = { address: postgres.address, relations: relationsWith(whole) };
    await counting(options, async (engine) => {
      const [first, second] = await Promise.all([
        failure(engine.cells(count)),
        engine.cells(planOf({ aggregate: "count" }, one)),
      ]);
      expect(first).toBeInstanceOf(InputError);
      expect(second.get("q")?.[0]?.contributors).toBe(1);
      postgres.psql("insert into school.visit values ('z', null, null)");
      const again = await engine.cells(planOf({ aggregate: "count" }, one));
      expect(again).toEqual(second);
    });
  });

  test("a connection that is lost, or closed while a statement runs", async () => {
    visits(postgres, "text", "'a'");
    postgres.psql(`alter table school.visit rename to visits;
      create view school.visit as select person, day, value from school.visits, pg_sleep(60)`);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      const far = connect(`${postgres.folder}/.s.PGSQL.5432`);
      for (const each of [socket, far]) {
        sockets.add(each);
        each.on("error", () => undefined);
      }
      socket.pipe(far).pipe(socket);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const bound = server.address();
    if (bound === null || typeof bound === "string") throw new Error("no port");
    const address = `postgres://edufed:${secret}@127.0.0.1:${bound.port}/records?schema=school&sslmode=disable`;
    const relations = relationsWith(text);
    const cut = await openPostgres({ address, relations });
    const lost = failure(cut.cells(count));
    setTimeout(() => sockets.forEach((socket) => socket.destroy()), 200);
    expect(await lost).toBeInstanceOf(NetworkError);
    expect(everythingSaid(await lost)).not.toContain(secret);
    await cut.ended();
    server.close();

    const closed = await openPostgres({ address: postgres.address, relations });
    const stopped = failure(closed.cells(count));
    setTimeout(() => closed.close(), 200);
    expect(await stopped).toBeInstanceOf(NetworkError);
  }, 20_000);
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("it did not fail"),
    (error: unknown) => error,
  );
}

/** Everything that an error and its causes say. */
function everythingSaid(error: unknown): string {
  if (Array.isArray(error)) return error.map(everythingSaid).join(" ");
  if (!(error instanceof Error)) return "";
  return `${error.message} ${JSON.stringify(error)} ${everythingSaid(error.cause)}`;
}
